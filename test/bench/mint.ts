import type { APIGatewayAuthorizerResult, APIGatewayProxyResult } from "aws-lambda";
import { callerIdOf } from "../../functions/contract/caller";
import { bundleFunction } from "../../infra/functions/bundle";
import { FUNCTION_ENTRIES, type FunctionName } from "../../infra/functions/entries";
import { command } from "../../local/command-line/command";
import { AwsServer } from "../functions/aws-server";
import { AUTHORIZER_ENVIRONMENT, bearer, caller, DOMAIN, LIMITS, mintEvent } from "../functions/events";
import { FunctionProcess } from "../functions/function-process";
import { PeopleServer } from "../functions/people-server";
import { accessClaims, ISSUER, sign, signingKey } from "../functions/tokens";
import { median } from "./measuring/median";

const MINTS = 200;
/** The authorizer's time on Lambda, of which a cold start's first fetch of the key set may take 2000. */
const AUTHORIZER_MS = 5000;
const KEY_SET_MS = 2000;
const COLD_STARTS = 5;

export const run = command(
  {
    command: "npm run bench mint",
    about:
      "What table mode adds to a mint: calls to AWS and time of the studio-url function's bundle in both modes, against servers on this " +
      "machine; then how long a cold authorizer takes to say that the mapping table throttles.",
    options: {},
    examples: ["npm run bench mint"],
    exitCodes: { 0: "one read more and nothing else, within the authorizer's time", 1: "a goal was missed" },
  },
  measure,
);

async function measure(): Promise<number> {
  for (const name of BUNDLES) bundleFunction(name, FUNCTION_ENTRIES[name]);
  const [aws, table] = await Promise.all([AwsServer.start(), PeopleServer.start()]);
  const person = { issuer: ISSUER, subject: "bench" };
  const callerId = callerIdOf(person);
  const entries = [{ domainId: DOMAIN, userProfileName: "alice" }];
  table.write({ ...person, callerId, state: "active", entries, version: 1 });
  const claim = await mints("studio-url", aws, table, callerId);
  const byRow = await mints("studio-url-by-row", aws, table, callerId);
  say(`a mint in claim mode: ${claim.calls.join(", ")}; median ${claim.ms.toFixed(1)} ms of ${MINTS}`);
  say(`a mint in table mode: ${byRow.calls.join(", ")}; median ${byRow.ms.toFixed(1)} ms of ${MINTS}`);
  table.behaviour = "throttle";
  const slowest = Math.max(...(await coldRefusals(table)));
  const left = AUTHORIZER_MS - KEY_SET_MS;
  say(
    `a cold authorizer while the table throttles: 500 after ${slowest.toFixed(0)} ms at most; limit ${left} ms beside the key set`,
  );
  await Promise.all([aws.stop(), table.stop()]);
  const isOneMore = byRow.calls.join() === ["TransactGetItems", ...claim.calls].join();
  return isOneMore && slowest < left ? 0 : 1;
}

const BUNDLES: readonly FunctionName[] = ["studio-url", "studio-url-by-row", "authorizer-pinned-keys-by-row"];

/** One after the other, as Lambda has them; the first ones, which load what comes later, are left out. */
async function mints(bundle: FunctionName, aws: AwsServer, table: PeopleServer, callerId: string) {
  const studioUrl = new FunctionProcess<APIGatewayProxyResult>(bundle, {
    MINTING_MODE: "sessionTags",
    MINTING_ROLE_ARN: "arn:aws:iam::111122223333:role/gateway-minting",
    STUDIO_HOST_SUFFIX: "studio.eu-central-1.sagemaker.aws",
    PORTAL_ORIGINS: "",
    ...aws.environment,
    ...table.environment,
    DOMAIN_IDS: DOMAIN,
    PROFILE_LIMITS: JSON.stringify(LIMITS),
  });
  const mint = async () => {
    const outcome = await studioUrl.invoke(mintEvent({ who: caller("alice", { callerId }) }));
    if (!("result" in outcome) || outcome.result.statusCode !== 200) throw new Error("A mint was refused.");
  };
  for (let warming = 0; warming < 20; warming++) await mint();
  aws.reset();
  table.asked.length = 0;
  const times: number[] = [];
  for (let index = 0; index < MINTS; index++) {
    const start = performance.now();
    await mint();
    times.push(performance.now() - start);
  }
  await studioUrl.stop();
  const all = [
    ...table.asked.map(({ operation }) => String(operation)),
    ...aws.calls.map(({ operation }) => operation),
  ];
  const counts = new Map(all.map((operation) => [operation, all.filter((each) => each === operation).length / MINTS]));
  const calls = [...counts].map(([operation, count]) => (count === 1 ? operation : `${count} × ${operation}`));
  return { calls, ms: median(times) };
}

/** @returns milliseconds from the question to the refusal, each in a new process */
async function coldRefusals(table: PeopleServer): Promise<number[]> {
  const key = signingKey();
  const times: number[] = [];
  for (let start = 0; start < COLD_STARTS; start++) {
    const authorizer = new FunctionProcess<APIGatewayAuthorizerResult>("authorizer-pinned-keys-by-row", {
      ...AUTHORIZER_ENVIRONMENT,
      KEY_SET: JSON.stringify({ keys: [key.jwk] }),
      ...table.environment,
      DOMAIN_IDS: DOMAIN,
    });
    const asked = performance.now();
    const outcome = await authorizer.invoke(bearer(sign(key, accessClaims({ sub: "bench" }))));
    times.push(performance.now() - asked);
    await authorizer.stop();
    if ("result" in outcome) throw new Error("Somebody was answered while the table throttled.");
  }
  return times;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
