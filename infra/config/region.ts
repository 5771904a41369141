import { KNOWN_REGIONS, nearRegion } from "../known-regions";
import { findPartition } from "../partition";
import type { Fault, Key } from "./key";

/** The Region is the AWS provider's own key, so that both sides read the same one. */
export const REGION_KEY = "aws:region";
/** The provider's own key too: who sets it means a Region that is newer than what is known here. */
export const SKIP_REGION_VALIDATION_KEY = "aws:skipRegionValidation";

export const region: Pick<Key<string>, "allowed" | "example"> = {
  allowed:
    "a Region of the partitions aws and aws-us-gov; one that is newer than this release, with aws:skipRegionValidation set to true",
  example: { at: "", value: "eu-central-1" },
};

/** @param allowsUnknown whether a name that is only built like a Region's will do */
export function faultsOfRegion(value: unknown, { allowsUnknown }: { allowsUnknown: boolean }): Fault[] {
  if (value === undefined) return [{ at: "", found: value, fault: "is required" }];
  if (typeof value !== "string" || !isRegion(value, allowsUnknown)) return [faultOfUnknownRegion(value)];
  if (findPartition(value)?.hasCognitoUserPools === true) return [];
  return [{ at: "", found: value, fault: "is in aws-cn, where Cognito user pools do not exist: no one could sign in" }];
}

/** Whether there is such a Region, as far as is known here or may be. */
export function isRegion(name: string, allowsUnknown: boolean): boolean {
  return KNOWN_REGIONS.includes(name) || (allowsUnknown && findPartition(name) !== undefined);
}

/** The end of a sentence about a name that is not a Region's. */
export function unknownRegion(name: unknown): string {
  const near = typeof name === "string" ? nearRegion(name) : undefined;
  return `is not a Region that is known here${near === undefined ? "" : `; did you mean ${near}?`}`;
}

function faultOfUnknownRegion(found: unknown): Fault {
  const near = typeof found === "string" ? nearRegion(found) : undefined;
  return { at: "", found, fault: unknownRegion(found), ...(near !== undefined && { fix: near }) };
}
