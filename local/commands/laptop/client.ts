import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { CLIENT_FOLDER, writeClient } from "../../client/write-client";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { command } from "../../command-line/command";
import { flag } from "../../command-line/manual";
import { signIn } from "../../identity/sign-in";

export const run = command(
  {
    command: "npm run client",
    about:
      "Makes the portal developer's package in build/client from the OpenAPI document: typed calls as an ES module without dependencies, " +
      "to copy or npm pack, and an example. With --try the example runs against the laptop.",
    options: { try: flag("signs in at the running laptop and runs the example there"), name: nameOption() },
    examples: ["npm run client", "npm run client -- --try"],
    exitCodes: { 0: "made, and with --try the example got its answers", 1: "it did not, or the laptop is not running" },
  },
  async ({ try: isTried, name }) => {
    const root = projectRoot();
    // Before the seconds that making the package takes.
    const laptop = isTried ? await runningLaptop(root, name) : undefined;
    await writeClient(root);
    process.stdout.write(`${CLIENT_FOLDER}: README.md says how to use it\n`);
    return laptop === undefined ? 0 : tryIt(path.join(root, CLIENT_FOLDER), laptop);
  },
);

type Laptop = Awaited<ReturnType<typeof runningLaptop>>;

/** As a person who may do everything: the first of those with a profile, who is of the pool's group too. */
async function tryIt(folder: string, laptop: Laptop): Promise<number> {
  const { accessToken } = await signIn(laptop, laptop.people[0] ?? "", laptop.scope);
  const url = `${laptop.doors["execute-api"]?.url ?? ""}/${laptop.stage}`;
  process.stdout.write(`GATEWAY_URL=${url} ACCESS_TOKEN=<token of ${laptop.people[0] ?? ""}> node portal-example.js\n`);
  const env = { ...process.env, GATEWAY_URL: url, ACCESS_TOKEN: accessToken };
  return spawnSync(process.execPath, ["portal-example.js"], { cwd: folder, env, stdio: "inherit" }).status ?? 1;
}
