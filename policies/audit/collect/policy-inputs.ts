/** Which resource types of the AWS provider can carry access, and in which inputs: by the provider's own declarations. */
import table from "./policy-inputs.json";

const TYPES: Readonly<Record<string, readonly string[]>> = table.types;

/** The inputs that are named like a policy; empty for a type that is one as a whole; undefined for a type that has nothing to do with access. */
export function policyInputsOf(type: string): readonly string[] | undefined {
  return TYPES[type];
}
