import { OPERATION_NAMES, type OperationName } from "../../../functions/pool/operation-name";
import { defaultQuotas, operationsIn, REKOGNITION_REGIONS } from "../../../infra/rekognition/default-quotas";
import { environmentBytes } from "../../../infra/rekognition/pool-environment";

/** Bytes of the functions' environment with the first Regions of the table; config's own values are left out. */
function bytesOf(count: number, operations: readonly OperationName[]): number {
  const regions = REKOGNITION_REGIONS.slice(0, count).map((region) => {
    const quotas = operationsIn(region, operations).map((name) => [name, defaultQuotas(region)?.[name]] as const);
    return { region, quotas: Object.fromEntries(quotas) };
  });
  return environmentBytes({ regions, operations }, {});
}

test("ten Regions with all seven operations fit into what Lambda gives, with room for config's values", () => {
  expect(bytesOf(10, OPERATION_NAMES)).toBeLessThan(4096 - 400);
});

test("all Regions with all operations do not, and with two operations do", () => {
  expect(bytesOf(18, OPERATION_NAMES)).toBeGreaterThan(4096);
  expect(bytesOf(18, ["DetectFaces", "CompareFaces"])).toBeLessThan(4096 - 400);
});
