import { AliasTraffic } from "../../../local/lambda/alias-traffic";
import { type Shifting, shareAfter } from "../../../local/rollout/guard";
import { surprises } from "../../../local/rollout/table";

const CANARY: Shifting = { type: "TimeBasedCanary", interval: 10, percentage: 10 };
const LINEAR: Shifting = { type: "TimeBasedLinear", interval: 5, percentage: 40 };

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html#deployment-configuration-lambda */
test.each<[Shifting, number[]]>([
  [CANARY, [0.1, 0.1, 1, 1]],
  [LINEAR, [0.4, 0.8, 1, 1]],
  [{ type: "AllAtOnce" }, [1, 1, 1, 1]],
])("%j, after 0, 5, 10 and 15 minutes", (shifting, shares) => {
  expect([0, 5, 10, 15].map((minutes) => shareAfter(shifting, minutes))).toEqual(shares);
});

test("an alias gives a second version its share and never more, at any moment", () => {
  for (const share of [0.01, 0.1, 0.3, 0.5, 1]) {
    const traffic = new AliasTraffic({ version: "1", newer: { version: "2", share } });
    let given = 0;
    for (let calls = 1; calls <= 1000; calls += 1) {
      if (traffic.next() === "2") given += 1;
      expect(given).toBeLessThanOrEqual(calls * share + 1e-6);
    }
    expect(given).toBe(Math.round(1000 * share));
  }
  expect(new AliasTraffic({ version: "3" }).next()).toBe("3");
});

const rollout = {
  version: "broken",
  outcome: "taken back",
  heedsAlarms: true,
  minutes: 2,
  from: 0,
  to: 2,
  failed: 4,
} as const;
const story = [
  { ...rollout, version: "unguarded", outcome: "refused by the smoke test", requests: 0, toNew: 0 },
  { ...rollout, requests: 40, toNew: 4 },
  { ...rollout, version: "right", outcome: "taken over", requests: 100, toNew: 50 },
] as const;

test("a story that comes out otherwise is a surprise, and so is a bad version with more than a tenth of the calls", () => {
  expect(surprises({ strategy: "linear", rollouts: story })).toEqual([]);
  expect(surprises({ strategy: "linear", rollouts: story.slice(0, 2) })).toEqual([
    "linear: right was to be taken over, and nothing was played.",
  ]);
  const wide = story.map((each) => (each.version === "broken" ? { ...each, toNew: 5 } : each));
  expect(surprises({ strategy: "linear", rollouts: wide })).toEqual(["linear: broken had 12.5 % of the calls."]);
});
