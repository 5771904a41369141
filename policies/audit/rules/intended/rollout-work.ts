/** What P19 must not forbid: a rollout from its smoke test to the alias that is moved. */
import type { AuditedFunction, AuditedRole, Estate } from "../../estate";
import { ANSWERING_DEPLOYMENTS, BY_FUNCTION, READING_REVISIONS } from "../declared/declared-permissions";
import { INVOKING } from "../declared/rollouts";
import { functionRoles, newVersions, rolesFor, rolledOut, smokeTests } from "../ours";
import type { IntendedRequest } from "../rule";
import { calls } from "./calls-through-our-endpoints";
import { fromOutside } from "./intended-requests";

export const MOVE = "lambda:UpdateAlias";

export function rolloutWork(estate: Estate): IntendedRequest[] {
  return [
    ...rolesFor(estate, "rollout").flatMap((role) => [...moves(estate, role), ...startsOfTests(estate, role)]),
    ...functionRoles(estate, "smoke-test").flatMap((role) => trials(estate, role)),
  ];
}

/** As Lambda decides about an alias: by its function, and by itself. */
export function movable({ arn, aliases = [] }: AuditedFunction): string[] {
  return [arn, ...aliases.map((alias) => alias.arn)];
}

function moves(estate: Estate, role: AuditedRole): IntendedRequest[] {
  return rolledOut(estate)
    .flatMap(movable)
    .map((resource) => asked(estate, role, { to: `moves ${endOf(resource)}`, action: MOVE, resource }));
}

function startsOfTests(estate: Estate, role: AuditedRole): IntendedRequest[] {
  return smokeTests(estate).map(({ name, arn: resource }) =>
    asked(estate, role, { to: `runs ${name} before a version has calls`, action: INVOKING, resource }),
  );
}

function trials(estate: Estate, role: AuditedRole): IntendedRequest[] {
  const itself = { [BY_FUNCTION]: smokeTests(estate)[0]?.arn ?? "" };
  const ask = (to: string, action: string, resource: string) =>
    asked(estate, role, { to, action, resource, context: itself });
  return [
    ...newVersions(estate).map((arn) => ask(`tries ${endOf(arn)}`, INVOKING, arn)),
    ...(estate.rollouts ?? []).flatMap(({ name, arn, applicationArn }) => [
      ...ANSWERING_DEPLOYMENTS.map((action) => ask(`may ${action} for ${name}`, action, arn)),
      ask(`reads what is deployed to ${name}`, READING_REVISIONS, applicationArn),
    ]),
  ];
}

interface Asked {
  readonly to: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

function asked(estate: Estate, role: AuditedRole, { to, context, ...call }: Asked): IntendedRequest {
  return calls(role, {
    claim: `${role.name} ${to}.`,
    ...call,
    context: { ...fromOutside(estate.homeRegion), ...context },
  });
}

function endOf(arn: string): string {
  return arn.split(":function:").at(-1) ?? arn;
}
