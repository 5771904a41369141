import { projectRoot } from "../../infra/project-root";
import { runningLaptop } from "../command-line/laptop-name";
import { signIn } from "../identity/sign-in";
import { UserError } from "../user-error";
import { type Api, apiOnAws } from "./probe/api";

/** The environment variable that holds the access token for an API on AWS. */
export const TOKEN_VARIABLE = "GATEWAY_TOKEN";

/**
 * The API to ask: the running laptop's, or the one of an address, whose token comes from the environment or, without one there, from
 * standard input. Never from the command line, which every user of the machine can read.
 *
 * @throws UserError
 */
export async function targetApi(url: string | undefined, laptopName: string): Promise<Api> {
  if (url === undefined) return laptopApi(laptopName);
  return apiOnAws(url, await givenToken());
}

async function laptopApi(name: string): Promise<Api> {
  const laptop = await runningLaptop(projectRoot(), name);
  const door = laptop.doors["execute-api"];
  if (laptop.poolMember === "" || door === undefined)
    throw new UserError("The program has no Rekognition pool (rekognitionRegions is empty).");
  return {
    place: "the laptop",
    isStandIn: true,
    url: `${door.url}/${laptop.stage}`,
    headers: { "x-apigw-api-id": laptop.apiId },
    token: async () => (await signIn(laptop, laptop.poolMember, laptop.scope)).accessToken,
  };
}

async function givenToken(): Promise<string> {
  const fromEnvironment = process.env[TOKEN_VARIABLE]?.trim() ?? "";
  const token = fromEnvironment !== "" || process.stdin.isTTY ? fromEnvironment : await standardInput();
  // A value that is not a token is not repeated: it may be a password.
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return token;
  const found = token === "" ? "no access token" : "something that is not a JSON Web Token";
  throw new UserError(
    `There is ${found}: put one into ${TOKEN_VARIABLE} in the environment, or send it to standard input.`,
  );
}

async function standardInput(): Promise<string> {
  process.stderr.write("… reading the access token from standard input\n");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8").trim();
}
