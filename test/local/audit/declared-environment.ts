import {
  bundleReader,
  declaredActions,
  isUnexplained,
  uncomparedFunctions,
} from "../../../local/audit/actions/declared-actions";
import type { Graph } from "../../../local/program/graph";
import { projectRoot } from "../../../infra/project-root";
import { accessTable } from "../../../policies/audit/access/access-table";
import { trustEdges } from "../../../policies/audit/access/trust";
import { collectEstate } from "../../../policies/audit/collect/collect";
import { graphOf, type Variant } from "../../variants";

export const readBundle = bundleReader(projectRoot());

/** What the comparison needs of an environment. */
export function picture(graph: Graph) {
  const estate = collectEstate(graph);
  return { graph, estate, access: accessTable(estate), trust: trustEdges(estate) };
}

export function rowsOf({ graph, estate, access, trust }: ReturnType<typeof picture>, read = readBundle) {
  return declaredActions(graph, estate, { access, trust }, read);
}

/** The tests that any environment passes: functions and their roles agree, and so do those who become a role or make a URL. */
export function isExplainedWhole(variant: Variant): void {
  const whole = picture(graphOf(variant));
  const { access, trust } = whole;

  test("no role allows what its function does not call, and no function calls what its role refuses, but with a reason", () => {
    const rows = rowsOf(whole);
    expect(uncomparedFunctions(whole.estate, readBundle)).toEqual([]);
    expect(rows.filter(isUnexplained)).toEqual([]);
    expect(rows.filter(({ isAllowed, isCalled }) => isAllowed && isCalled).length).toBeGreaterThan(3);
  });

  test("a URL for a profile is made by those who should only", () => {
    const makers = trust.filter(({ how }) => how.startsWith("makes a URL"));
    expect(makers.length).toBeGreaterThan(0);
    for (const { from, to } of makers) expect(from === to || from.startsWith("role minting")).toBe(true);
  });

  test("nobody but services and the studio-url function becomes a role of the stack, and no role is passed on", () => {
    const people = trust.filter(({ how, from }) => how === "assumes" && !from.startsWith("service "));
    expect([...new Set(people.map(({ from }) => from))]).toEqual(["role studio-url-role"]);
    expect(trust.filter(({ how }) => how === "passes")).toEqual([]);
  });

  test("every row says by which statement", () => {
    expect(access.filter(({ allowedBy }) => allowedBy.length === 0)).toEqual([]);
    expect(trust.filter(({ allowedBy }) => allowedBy.length === 0)).toEqual([]);
  });
}
