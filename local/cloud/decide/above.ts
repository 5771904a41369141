import type { Guardrails } from "../../../policies/evaluate/guardrails/guardrails";
import type { Role } from "../graph/enforced-estate";

/** What stands above a request. */
export interface Above {
  readonly roles: ReadonlyMap<string, Role>;
}

/** @param roleArn whose permissions boundary counts; without one a service asks in its own name */
export function above({ roles }: Above, roleArn?: string): Guardrails {
  const role = roleArn === undefined ? undefined : roles.get(roleArn);
  return { boundary: role?.boundary };
}
