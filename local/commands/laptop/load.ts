import { OPERATION_NAMES, OPERATIONS } from "../../../functions/pool/operations";
import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { type Given, numberBetween, oneOf, texts } from "../../command-line/manual";
import { askControl, type PoolState } from "../../control";
import { signIn } from "../../identity/sign-in";
import { bodyFor, callOnce, type Caller, drive, evenly } from "../../load/drive";
import { summaryText } from "../../load/progress";
import { ratesText, type Stream, streamsOf } from "../../load/streams";
import { Tally } from "../../load/tally";
import { Watch } from "../../load/watch";
import type { LocalJson } from "../../local-json";
import { makeJpegs } from "../../pictures";
import { UserError } from "../../user-error";

/** Different ones, so that no cache on the way helps. */
const PICTURES = 12;
const SIZE = { width: 640, height: 480 };

const OPTIONS = {
  rps: numberBetween(0.1, 500, 20, "calls a second, of each lane"),
  seconds: numberBetween(1, 3600, 30, "for how long"),
  operation: oneOf("<name>", operationPaths(), "detect-faces", `one of ${operationPaths().join(", ")}`),
  lane: texts(
    "<group>",
    "who calls: a member of this group; again for one beside it; <group>=<number> for calls a second",
  ),
  name: nameOption(),
};

export const run = command(
  {
    command: "npm run load",
    about: "Calls the running laptop's private API with real JPEGs; says which Region answered what, by lane.",
    options: OPTIONS,
    examples: [
      "npm run load -- --rps 20 --seconds 30",
      "npm run load -- --operation detect-labels --lane portal-users=20 --lane batch-clients=100",
    ],
    exitCodes: { 0: "every call was answered", 1: "one was not, or the laptop is not running" },
  },
  load,
);

async function load(options: Given<typeof OPTIONS>): Promise<number> {
  const laptop = await runningLaptop(projectRoot(), options.name);
  if (laptop.poolMember === "")
    throw new UserError("The program has no Rekognition pool (rekognitionRegions is empty).");
  const streams = streamsOf(options.lane, options.rps, laptop);
  const callers = await Promise.all(streams.map((stream) => callerOf(laptop, stream, options.operation)));
  const bodies = (await makeJpegs(PICTURES, SIZE)).map((jpeg) => bodyFor(options.operation, jpeg));
  const tally = new Tally();
  const watch = await Watch.begin({
    operation: OPERATION_NAMES.find((name) => OPERATIONS[name].path === options.operation) ?? "",
    summary: () => tally.summary(),
    look: () => askControl<PoolState>(laptop.control, "/pool"),
  });
  try {
    const driven = callers.map(({ caller, perSecond }) =>
      drive(evenly(perSecond, options.seconds), async (index) => {
        tally.add(await callOnce(caller, bodies[index % bodies.length]));
      }),
    );
    await Promise.all(driven);
  } finally {
    await watch.end();
  }
  const summary = tally.summary();
  process.stdout.write(summaryText(summary, ratesText(streams), options.seconds));
  return summary.succeeded === summary.requests ? 0 : 1;
}

async function callerOf(laptop: LocalJson, { person, lane, perSecond }: Stream, operation: string) {
  const door = laptop.doors["execute-api"];
  if (door === undefined) throw new UserError("The program has no execute-api endpoint.");
  const { accessToken: token } = await signIn(laptop, person, laptop.scope);
  const api = { id: laptop.apiId, stage: laptop.stage };
  const caller: Caller = { door, api, token, operation, ...(lane !== undefined && { lane }) };
  return { caller, perSecond };
}

function operationPaths(): [string, ...string[]] {
  const [first, ...others] = OPERATION_NAMES.map((name) => OPERATIONS[name].path);
  return [first ?? "", ...others];
}
