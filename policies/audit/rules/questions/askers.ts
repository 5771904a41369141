/** Who is asked about: all principals but those whom a rule expects. */
import { type AuditedRole, type Estate, policiesOf } from "../../estate";
import type { Asker } from "../../question";

/** AWS's names of its own services in policies. */
export function servicePrincipal(service: string): string {
  return `${service}.amazonaws.com`; // the same in all partitions we deploy to: a servicePrincipal
}

/** Services that like to become roles, read buckets or call functions; those that a policy of the estate names come on top. */
const SERVICES = ["apigateway", "cloudtrail", "ec2", "events", "lambda", "s3", "sagemaker", "sns"];

export function everyService(estate: Estate): readonly string[] {
  const named = policiesOf(estate).flatMap(({ document }) =>
    document.Statement.flatMap(({ Principal }) => (typeof Principal === "object" ? (Principal.Service ?? []) : [])),
  );
  return [...new Set([...SERVICES.map(servicePrincipal), ...named])].sort();
}

export interface Expected {
  readonly roles?: readonly AuditedRole[];
  readonly services?: readonly string[];
}

/** Every role of the stack but those expected. */
export function otherRolesOfTheStack(estate: Estate, expected: readonly AuditedRole[] = []): readonly Asker[] {
  return estate.roles.filter((role) => !expected.includes(role)).map((role) => ({ kind: "role", role }));
}

/** All others: the stack's other roles, the account's other roles, other accounts, the unsigned, and AWS's services. */
export function allCallersBut(estate: Estate, { roles = [], services = [] }: Expected): readonly Asker[] {
  return [
    ...otherRolesOfTheStack(estate, roles),
    { kind: "other-role" },
    { kind: "foreign-role" },
    { kind: "anonymous" },
    ...everyService(estate)
      .filter((service) => !services.includes(service))
      .map((service): Asker => ({ kind: "service", service })),
  ];
}
