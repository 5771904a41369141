import * as fc from "fast-check";
import type { AuditedLevel, AuditedOrganization, AuditedRole, Estate } from "../../../../policies/audit/estate";
import type { Statement } from "../../../../policies/document";
import type { AccessRequest } from "../../../../policies/evaluate/request";
import { statements } from "./random-policies";
import { ACCOUNT, BUCKET, sourced } from "./small-estate";

/** A permissions boundary, and two levels of service and resource control policies. */
export interface Above {
  readonly boundary: readonly Statement[] | undefined;
  readonly scps: readonly (readonly Statement[])[];
  readonly rcps: readonly (readonly Statement[])[];
}

const FULL_ACCESS: Statement = { Effect: "Allow", Action: "*", Resource: "*" };

/** Most levels allow everything, as AWS sets them up: otherwise hardly a request would pass them all. */
const level = (where: "identity" | "resource") =>
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), statements(where))
    .map(([number, drawn]) => [...(number > 0 ? [FULL_ACCESS] : []), ...drawn])
    .map((all) => (where === "identity" ? all : all.map(forEveryone)));

/** RCPs name no other principal. https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
function forEveryone({ NotPrincipal: _named, ...statement }: Statement): Statement {
  return { ...statement, Principal: "*" };
}

export const above: fc.Arbitrary<Above> = fc.record({
  boundary: fc.option(level("identity"), { nil: undefined, freq: 3 }),
  scps: fc.array(level("identity"), { maxLength: 2 }),
  rcps: fc.array(level("resource"), { maxLength: 2 }),
});

export function under({ boundary, scps, rcps }: Above, estate: Estate): Estate {
  const levels = (kind: string, all: Above["scps"]) =>
    all.map((each, index): AuditedLevel => {
      const name = `level ${index} of ${kind}`;
      return { name, policies: [sourced(name, ...each)] };
    });
  const organization: AuditedOrganization = {
    id: "o-exampleorgid",
    path: "o-exampleorgid/r-ab12/",
    isManagementAccount: false,
    scps: levels("scps", scps),
    rcps: levels("rcps", rcps),
  };
  const bounded = (role: AuditedRole) => (boundary ? { ...role, boundary: sourced("boundary", ...boundary) } : role);
  return { ...estate, organization, roles: estate.roles.map(bounded) };
}

/** With whose the resource is: AWS says so of most requests, and always where an ARN names the account. */
export function owned<R extends Pick<AccessRequest, "resource" | "context">>(request: R, index: number): R {
  const isOurs =
    request.resource.includes(ACCOUNT) || request.resource === BUCKET || request.resource.startsWith(`${BUCKET}/`);
  if (request.resource === "*" || index % 4 === 0) return request;
  return { ...request, context: { ...request.context, "aws:ResourceAccount": isOurs ? ACCOUNT : "999988887777" } };
}
