import * as path from "node:path";
import { Watch } from "../cloudwatch/watch";
import { readFunctions } from "../cloud/functions";
import { GraphIndex } from "../cloud/graph/graph-index";
import { signIn } from "../identity/sign-in";
import type { Laptop } from "../laptop";
import { doorNamed } from "../portal/backend";
import { callApi, presignedUrlPath } from "../portal/through-a-door";
import { FIRST_VERSION } from "../lambda/host";
import { type Guard, guardOf } from "./guard";
import { type HookParts, passesSmokeTest } from "./hook";
import type { Answered, Minute, Stage } from "./play";
import { buildVersion, ROLLED_OUT, VERSIONS } from "./versions";

export const BASELINE = "baseline";

/** Version numbers by the names that a play gives them, once all are published. */
async function publishAll({ projectRoot, cloud }: Laptop, folder: string): Promise<ReadonlyMap<string, string>> {
  const numbers = new Map([[BASELINE, FIRST_VERSION]]);
  for (const version of Object.values(VERSIONS)) {
    const codeFolder = await buildVersion(projectRoot, version, folder);
    numbers.set(version.name, cloud.functions.publish(ROLLED_OUT, { codeFolder }));
  }
  return numbers;
}

/**
 * A laptop with all versions published and none but the first called: mints of one person, through the API's door.
 *
 * @param folder where the versions' bundles go
 */
export async function openStage(
  laptop: Laptop,
  folder: string,
  onMinute: (minute: Minute) => void,
): Promise<Stage & { readonly guard: Guard }> {
  const { cloud, graph } = laptop;
  const numbers = await publishAll(laptop, folder);
  const number = (name: string): string => numbers.get(name) ?? FIRST_VERSION;
  const hook = hookOf(laptop);
  const call = await mintsOf(laptop, numbers);
  const guard = guardOf(graph, ROLLED_OUT);
  return {
    guard,
    watch: new Watch(graph),
    alarmPrefix: (guard.alarms[0] ?? "").replace(/mint-.*$/, ""),
    call,
    shift: (live, next) =>
      cloud.functions.shiftAlias(ROLLED_OUT, {
        version: number(live),
        ...(next && { newer: { version: number(next.version), share: next.share } }),
      }),
    passesSmokeTest: (version) => passesSmokeTest(hook, number(version)),
    onMinute,
  };
}

function hookOf({ projectRoot, cloud, graph }: Laptop): HookParts {
  const specs = readFunctions(new GraphIndex(graph), projectRoot);
  const named = (name: string) => {
    const spec = specs.find((each) => each.name === name);
    if (!spec) throw new Error(`The program has no function ${name}.`);
    return spec;
  };
  return {
    host: cloud.functions,
    spec: named("smoke-test"),
    runtimeBundle: path.join(projectRoot, "build/local/lambda-runtime.js"),
    region: cloud.estate.homeRegion,
    code: ROLLED_OUT,
    functionName: named(ROLLED_OUT).functionName,
  };
}

/** One call after the other, so that the function's counters say which version answered. */
async function mintsOf(laptop: Laptop, numbers: ReadonlyMap<string, string>): Promise<() => Promise<Answered>> {
  const { cloud, api, client, scope, domainId, people } = laptop;
  const [person] = people;
  if (!person) throw new Error("The laptop has no person who could open Studio.");
  const { accessToken: token } = await signIn(client, person.name, scope);
  const path = presignedUrlPath({ domainId, userProfileName: person.name });
  const door = doorNamed(laptop, "execute-api");
  return async () => {
    const before = cloud.functions.invocationsByVersion(ROLLED_OUT);
    const { status } = await callApi(door, api, { method: "POST", path, token, body: {} });
    const after = cloud.functions.invocationsByVersion(ROLLED_OUT);
    const [version = ""] = [...numbers].find(([, number]) => after.get(number) !== before.get(number)) ?? [];
    const line = JSON.parse(cloud.accessLog.all().at(-1) ?? "{}") as Record<string, string>;
    return { version, status, line };
  };
}
