import { lanesText } from "../../../functions/pool/lanes/lanes";
import { poolText } from "../../../functions/pool/pool-text";
import type { PricedResource } from "../../../infra/cost/charges";
import { CHARGED_TYPES } from "../../../infra/cost/charges";
import { costSentence } from "../../../infra/cost/first-preview";
import { FREE_TYPES } from "../../../infra/cost/free-types";
import { costPerThousandCalls } from "../../../infra/cost/per-call";
import { monthlyCost } from "../../../infra/cost/monthly";
import { PRICE_NAMES, priceOf } from "../../../infra/cost/prices";
import { costDifference, differenceText } from "../../../local/cost/difference";
import { pricedResources, stackCost } from "../../../local/cost/stack-cost";
import { costText } from "../../../local/cost/text";
import { graphOf, type Variant, VARIANTS } from "../../variants";

const dev = stackCost(graphOf("dev"));

/** By hand, from AWS's pages and a list of the stack's parts, for a month of 730 hours. */
const SHEET = {
  // execute-api, sagemaker.api, studio, sts, sagemaker.runtime, logs, s3 for the office, rekognition; each in two zones.
  "eu-central-1 interface endpoints": 8 * 2 * 730 * 0.012,
  "eu-west-1 interface endpoints": 2 * 730 * 0.011,
  "eu-west-2 interface endpoints": 2 * 730 * 0.011,
  "eu-central-1 inbound resolver": 182.5,
  "eu-central-1 alarms": 60 * 0.1,
  "eu-central-1 composite alarms": 8 * 0.5,
  "eu-central-1 dashboard": 3,
  "eu-central-1 KMS key": 1,
};

test("dev's month is within 5 % of a sheet made by hand, line by line and in all", () => {
  const fixed = dev.monthly.lines.filter(({ whileUsed }) => !whileUsed);
  expect(fixed.map(({ region, what }) => `${region} ${what}`).sort()).toEqual(Object.keys(SHEET).sort());
  for (const { region, what, usd } of fixed) {
    const byHand = SHEET[`${region} ${what}` as keyof typeof SHEET];
    expect(Math.abs(usd / byHand - 1)).toBeLessThan(0.05);
  }
  expect(Math.abs(dev.monthly.fixed / 368.78 - 1)).toBeLessThan(0.05);
  expect(dev.monthly.fixedByRegion["eu-west-1"]).toBeCloseTo(16.06, 2);
});

test("1,000 calls are within 5 % of the same sheet", () => {
  const byHand: Record<string, number> = {
    // 1000 × 3.70 a million, 2000 × 0.20 a million, 515 GB-seconds × 0.5 at 0.0000133334, 3 × 1 MB of log at 0.63.
    "Studio URLs eu-central-1": 0.0037 + 0.0004 + 0.003533 + 0.00189,
    // 1.25 for images, gateway, 1815 GB-seconds, 800 MB through endpoints at 0.01.
    "CompareFaces eu-central-1": 1.25 + 0.0037 + 0.0004 + 0.0242 + 0.00189 + 0.008,
    // The same at 1.00, with 400 MB to another Region at 0.02.
    "each other operation eu-west-1": 1 + 0.0037 + 0.0004 + 0.0242 + 0.00189 + 0.008 + 0.008,
    // 1.25, two requests, 6630 GB-seconds, 300 MB kept a month at 0.0245, S3 0.0058, SQS 0.0012, table 0.0017, 700 MB at 0.01, log.
    "images stored, analysed once and their result read eu-central-1":
      1.25 + 0.0074 + 0.001 + 0.0884 + 0.00735 + 0.0058 + 0.0012 + 0.0017 + 0.007 + 0.0044,
  };
  const said = new Map(dev.perThousandCalls.map(({ what, region, usd }) => [`${what} ${region}`, usd]));
  for (const [what, usd] of Object.entries(byHand))
    expect(Math.abs((said.get(what) ?? 0) / usd - 1)).toBeLessThan(0.05);
});

test.each(Object.keys(VARIANTS) as Variant[])("%s: every type has a price or a reason to be free", (variant) => {
  const { unknownTypes, lines } = monthlyCost(pricedResources(graphOf(variant)), "eu-central-1");
  expect(unknownTypes).toEqual([]);
  for (const { region } of lines) expect(region).toMatch(/^[a-z-]+-\d$/);
});

test("lanes are metrics in the hours of their calls: four for each lane and operation, once for both functions", () => {
  const lanes = lanesText([{ group: "portal", importance: 10 }]);
  const regions = [{ region: "eu-central-1", endpoint: "https://rekognition.test", quotas: {} }];
  const variables = { LANES: lanes, REKOGNITION_GROUP: "users" };
  const pool = poolText({ regions, operations: ["DetectFaces", "DetectText"] });
  const cost = (POOL: unknown) => {
    const inputs = { environment: { variables: { ...variables, POOL } } };
    const one = { type: "aws:lambda/function:Function", region: "eu-central-1", inputs, isExisting: false };
    return monthlyCost([one, one], "eu-central-1");
  };
  // portal, users and ingestion.
  expect(cost(pool)).toMatchObject({
    fixed: 0,
    lines: [{ units: 4 * 3 * 2, usd: expect.closeTo(7.2, 9) as number, whileUsed: true }],
  });
  expect(cost("known after deployment").lines).toEqual([]);
});

test("a type that no list knows is named, and one that is only looked up costs nothing", () => {
  const nat = { type: "aws:ec2/natGateway:NatGateway", region: "eu-central-1", inputs: {}, isExisting: false };
  expect(monthlyCost([nat], "eu-central-1").unknownTypes).toEqual([nat.type]);
  expect(monthlyCost([{ ...nat, isExisting: true }], "eu-central-1")).toMatchObject({ unknownTypes: [], fixed: 0 });
});

test("no type has a price and a reason to be free", () => {
  expect(CHARGED_TYPES.filter((type) => Object.hasOwn(FREE_TYPES, type))).toEqual([]);
});

test("a Region that is not in the list is reckoned with the dearest figure and never counts as confirmed by name", () => {
  expect(priceOf("interfaceEndpointHour", "ap-south-2")).toMatchObject({ usd: 0.013, isConfirmed: false });
  expect(priceOf("interfaceEndpointHour", "eu-central-1")).toMatchObject({ usd: 0.012, isConfirmed: true });
  expect(priceOf("resolverAddressHour", "ap-south-2")).toMatchObject({ usd: 0.125, isConfirmed: true });
  for (const name of PRICE_NAMES)
    expect(priceOf(name, "eu-central-1").page).toMatch(/^https:\/\/(aws\.amazon|repost\.aws)/);
});

test("a price that was not confirmed is marked, and every figure's page is named", () => {
  const text = costText(dev);
  expect(text).toMatch(/^Stack dev: \$368\.78 a month before any call/);
  expect(text).toMatch(/eu-west-1 +interface endpoints +1460 × hour and zone +\$0\.011\* +\$16\.06/);
  expect(text).toMatch(/eu-central-1 +interface endpoints +11680 × hour and zone +\$0\.012 +\$140\.16/);
  expect(text).toContain("https://aws.amazon.com/rekognition/pricing/");
});

test("a traced call costs its trace more", () => {
  const traced = pricedResources(graphOf("dev")).map((one) =>
    one.type.endsWith(":Stage") ? { ...one, inputs: { ...one.inputs, xrayTracingEnabled: true } } : one,
  );
  const after = costPerThousandCalls(traced, "eu-central-1");
  const more = after.map(({ what, usd }, index) => [what, usd - (dev.perThousandCalls[index]?.usd ?? 0)] as const);
  // $5 a million; a picture that is stored is asked for, put and read: two calls and the function that analyses it.
  for (const [what, usd] of more) expect(usd).toBeCloseTo(what.startsWith("images stored") ? 0.015 : 0.005, 9);
});

test("two stacks are compared line by line", () => {
  const withoutPool = stackCost(graphOf("existing-pool"));
  const difference = costDifference(dev, withoutPool);
  expect(difference.after - difference.before).toBeCloseTo(withoutPool.monthly.fixed - dev.monthly.fixed, 9);
  expect(difference.lines).toContainEqual({
    region: "eu-west-1",
    what: "interface endpoints",
    before: 16.06,
    after: 0,
  });
  expect(differenceText(difference, [])).toMatch(/less a month before any call \(\$368\.78 → \$\d+\.\d\d\)\./);
  expect(differenceText(costDifference(dev, dev), [])).toMatch(/^dev against dev: the same a month/);
});

test("a first preview, which knows no subnet's id, says the same sum", () => {
  const unknown = (resource: PricedResource) => ({ ...resource, inputs: { ...resource.inputs, subnetIds: {} } });
  const inPreview = pricedResources(graphOf("dev")).map(unknown);
  const said = costSentence(inPreview, { region: "eu-central-1", existingVpc: {} }, "dev");
  expect(said).toMatch(
    /^This stack costs about \$369 a month before it is called \(eu-central-1 \$337, eu-west-1 \$16, /,
  );
  expect(said).toMatch(/npm run cost -- --stack dev$/);
});
