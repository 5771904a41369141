/** What each function's code calls beside what its role allows, in both directions. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type CollectedGraph, record } from "../../../policies/audit/collect/graph/graph";
import type { AuditedFunction, CoverageFault, Estate } from "../../../policies/audit/estate";
import type { DeclaredAction } from "../../../policies/audit/report";
import { actionsCalledBy } from "./called-actions";
import { expectedDifference, type Situation } from "./expected-differences";
import { type Grant, grantsOf, type Powers, rolesBecomeFrom } from "./granted-actions";
import { listed, statementTitle } from "../words";

/** The bundle's text by the function's code folder; undefined when there is none. */
export type ReadBundle = (code: string) => string | undefined;

/** Where a difference is explained, when it is none. */
const EXPLAINED_IN = "local/audit/actions/expected-differences.ts";

/**
 * One row an action of a function, allowed to its role or to one that this becomes. A mismatch without a note is a fault: either
 * the role allows what no code of ours needs, or the code will be refused.
 *
 * @throws Error when the bundle calls something of which the action cannot be told
 */
export function declaredActions(
  graph: CollectedGraph,
  estate: Estate,
  powers: Powers,
  readBundle: ReadBundle,
): DeclaredAction[] {
  return estate.functions.flatMap((audited) => {
    const bundle = bundleOf(audited, readBundle);
    if (bundle === undefined) return [];
    const variables = variablesOf(graph, audited.urn);
    return rowsOf({ estate, audited, variables }, powers, actionsCalledBy(bundle));
  });
}

/** Functions whose code is not there to be compared: silence about them would read like agreement. */
export function uncomparedFunctions(estate: Estate, readBundle: ReadBundle): CoverageFault[] {
  return estate.functions
    .filter((audited) => bundleOf(audited, readBundle) === undefined)
    .map(({ name, urn, code }) => {
      const where = code === undefined ? "is not in this folder" : `(${code}/index.js) cannot be read`;
      const why = `The code of function ${name} ${where}, so what it calls was not compared with what its role allows; \`npm run synth\` bundles it.`;
      return { urn, pointer: "/code", why };
    });
}

/** A mismatch that nothing explains. */
export function isUnexplained({ fault }: DeclaredAction): boolean {
  return fault !== undefined;
}

export function bundleReader(root: string): ReadBundle {
  return (code) => {
    const file = path.join(root, code, "index.js");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  };
}

function bundleOf({ code }: AuditedFunction, readBundle: ReadBundle): string | undefined {
  return code === undefined ? undefined : readBundle(code);
}

function variablesOf(graph: CollectedGraph, urn: string): Readonly<Record<string, unknown>> {
  const resource = graph.resources.find((each) => each.urn === urn);
  return record(record(resource?.inputs["environment"])["variables"]);
}

function rowsOf(situation: Situation, powers: Powers, called: ReadonlyMap<string, string>): DeclaredAction[] {
  const { audited, estate } = situation;
  const role = estate.roles.find(({ arn }) => arn === audited.roleArn);
  const roleName = role?.name ?? audited.roleArn;
  const roles = [roleName, ...rolesBecomeFrom(roleName, powers)];
  const grants = grantsOf(roles, estate, powers);
  const actions = new Set([...called.keys(), ...grants.map(({ action }) => action)]);
  return [...actions].sort().map((action) => {
    const granted = grants.filter((row) => row.action === action);
    const [isCalled, isAllowed] = [called.has(action), granted.length > 0];
    const row = { functionName: audited.name, roleName, action, command: called.get(action), isAllowed, isCalled };
    if (isCalled === isAllowed) return row;
    const note = expectedDifference(action, isCalled, situation);
    if (note !== undefined) return { ...row, note };
    const source = granted[0]?.allowedBy[0]?.source ?? role?.identity[0]?.source;
    return { ...row, fault: isCalled ? refusedCall(row, roles.length > 1) : needlessGrant(row, granted), source };
  });
}

type Row = Pick<DeclaredAction, "functionName" | "roleName" | "action" | "command">;

function refusedCall({ functionName, roleName, action, command = "" }: Row, becomesOthers: boolean): string {
  const roles = becomesOthers
    ? `neither role ${roleName} nor any role that it becomes allows it`
    : `role ${roleName} does not allow it`;
  return `Function ${functionName} calls ${action} (${command} in its code), but ${roles}, so AWS would refuse the call. Allow it in the role's policy, take the command out of the code, or, if the code never gets there, say why in ${EXPLAINED_IN}.`;
}

function needlessGrant({ functionName, action }: Row, granted: readonly Grant[]): string {
  const [role = "", ...more] = new Set(granted.map((row) => row.role));
  const roles = more.length === 0 ? `role ${role}` : `role ${role} and ${more.length} more`;
  const statements = new Set(granted.flatMap(({ allowedBy }) => allowedBy.map(statementTitle)));
  return `Function ${functionName} is allowed ${action} (${roles}, by ${listed([...statements])}), but nothing in its code calls it. Take it out of the role's policy, or, if another program calls it with this role, say which in ${EXPLAINED_IN}.`;
}
