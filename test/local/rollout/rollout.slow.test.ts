import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { rolloutPage } from "../../../local/rollout/page/page";
import { type Played, playScenario } from "../../../local/rollout/scenario";
import { surprises } from "../../../local/rollout/table";
import { buildIdentityProvider } from "../running-laptop";

const folder = path.join(projectRoot(), "build/test/rollout");
/** A tenth of them is one; three that fail are what the alarms take for a rate. */
const REQUESTS = 10;

let played: Played;
beforeAll(async () => {
  played = await playScenario({
    projectRoot: projectRoot(),
    strategy: "canary",
    requestsPerMinute: REQUESTS,
    folder,
    identityBundle: await buildIdentityProvider("build/test/identity-provider.mjs"),
  });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("real bundles behind the alias: one is refused, one taken back, one takes over, and a repair is let through", () => {
  const [unguarded, broken, right, blocked, repair] = played.rollouts;
  expect(unguarded).toMatchObject({ outcome: "refused by the smoke test", requests: 0 });
  expect(broken).toMatchObject({ outcome: "taken back", minutes: 3, requests: 30, toNew: 3, failed: 3 });
  expect(right).toMatchObject({ outcome: "taken over", minutes: 5, requests: 50, toNew: 5, failed: 0 });
  expect(blocked).toMatchObject({ outcome: "blocked by a red alarm", requests: 0 });
  expect(repair).toMatchObject({ outcome: "taken over", minutes: 0 });
  expect(surprises(played)).toEqual([]);
});

test("only the broken version fails, and each call is answered by the version that the alias gave it to", () => {
  const calls = played.minutes.flatMap(({ calls: byVersion }) => Object.entries(byVersion));
  expect(new Set(calls.map(([version]) => version))).toEqual(new Set(["baseline", "broken", "right"]));
  for (const [version, { requests, failed, refused }] of calls)
    expect([version, failed, refused]).toEqual([version, version === "broken" ? requests : 0, 0]);
  expect(played.minutes.at(-1)).toMatchObject({ calls: { right: { requests: REQUESTS } }, red: [] });
});

test("the page stands alone, and says what came of each", () => {
  const page = rolloutPage([played], projectRoot());
  expect(page).not.toMatch(/<script|https?:\/\//);
  for (const { outcome } of played.rollouts) expect(page).toContain(outcome);
});
