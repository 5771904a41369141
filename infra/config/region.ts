import { findPartition } from "../partition";
import type { Fault, Key } from "./key";

/** The Region is the AWS provider's own key, so that both sides read the same one. */
export const REGION_KEY = "aws:region";

export const region: Omit<Key<string>, "type"> = {
  allowed: "a Region of the partitions aws and aws-us-gov",
  example: { at: "", value: "eu-central-1" },
  faultsOf: (value): Fault[] => {
    if (value === undefined) return [{ at: "", found: value, fault: "is required" }];
    const partition = typeof value === "string" ? findPartition(value) : undefined;
    if (partition === undefined) return [{ at: "", found: value, fault: "is no Region that is known here" }];
    if (partition.hasCognitoUserPools) return [];
    return [
      { at: "", found: value, fault: "is in aws-cn, where Cognito user pools do not exist: nobody could sign in" },
    ];
  },
};
