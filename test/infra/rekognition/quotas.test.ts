import { OPERATION_NAMES } from "../../../functions/pool/operations";
import { partitionOf } from "../../../infra/partition";
import {
  defaultQuotas,
  operationsIn,
  QUOTAS_AS_OF,
  REKOGNITION_REGIONS,
} from "../../../infra/rekognition/default-quotas";
import { type LookUps, settleQuotas } from "../../../infra/rekognition/quotas";

const HOME = { region: "eu-central-1" };

describe("the dated table", () => {
  test("says its day", () => {
    expect(QUOTAS_AS_OF).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test("adds up to what AWS's page adds up to over the commercial Regions", () => {
    const commercial = REKOGNITION_REGIONS.filter((region) => partitionOf(region).partition === "aws");
    const sum = (operation: (typeof OPERATION_NAMES)[number]) =>
      commercial.reduce((total, region) => total + (defaultQuotas(region)?.[operation] ?? 0), 0);
    expect(commercial).toHaveLength(18);
    expect([sum("DetectFaces"), sum("DetectLabels"), sum("DetectProtectiveEquipment")]).toEqual([675, 220, 80]);
  });

  test.each([
    ["ca-central-1", ["CompareFaces", "DetectFaces"]],
    ["il-central-1", ["CompareFaces", "DetectFaces", "DetectLabels", "DetectModerationLabels", "DetectText"]],
    ["us-gov-west-1", [...OPERATION_NAMES]],
    ["eu-north-1", []],
  ])("%s has %j", (region, operations) => {
    expect(operationsIn(region, OPERATION_NAMES)).toEqual(operations);
  });
});

describe("of a quota's sources", () => {
  const ask = (entry: Parameters<typeof settleQuotas>[0], lookUps: LookUps) =>
    settleQuotas(entry, ["DetectFaces", "DetectText"], lookUps);

  test("config wins over what AWS answered", () => {
    const found = ask(
      { ...HOME, quotas: { DetectFaces: 20 } },
      { DetectFaces: { value: 60 }, DetectText: { value: 9 } },
    );
    expect(found).toEqual({ quotas: { DetectFaces: 20, DetectText: 9 }, faults: [], warnings: [] });
  });

  test("an account that AWS knows nothing special of has the table's, and nothing is said", () => {
    expect(ask(HOME, { DetectFaces: {}, DetectText: {} })).toEqual({
      quotas: { DetectFaces: 25, DetectText: 5 },
      faults: [],
      warnings: [],
    });
  });

  test("a refused look-up is one warning for the Region, with what is assumed and both actions that the provider calls", () => {
    const failure = "AccessDeniedException: not authorized to perform servicequotas:GetServiceQuota";
    const { quotas, faults, warnings } = ask(HOME, { DetectFaces: { failure }, DetectText: { failure } });
    expect([quotas, faults]).toEqual([{ DetectFaces: 25, DetectText: 5 }, []]);
    expect(warnings).toEqual([
      "the quotas of DetectFaces, DetectText in eu-central-1 could not be looked up: AWS's defaults are assumed; is the Region enabled, " +
        `and are servicequotas:GetServiceQuota and servicequotas:GetAWSDefaultServiceQuota allowed? (${failure})`,
    ]);
  });

  test("more in config than the account has is a fault, with both numbers", () => {
    const entry = { ...HOME, quotas: { DetectFaces: 100, DetectText: 100 } };
    expect(ask(entry, { DetectFaces: { value: 60 } }).faults).toEqual([
      "config says 100 calls a second of DetectFaces in eu-central-1, and the account has 60: lower it, or ask AWS for an " +
        "increase first",
    ]);
  });

  test("an operation that the Region does not have gets no quota, not even 0", () => {
    expect(ask({ region: "ca-central-1" }, {}).quotas).toEqual({ DetectFaces: 25 });
  });
});
