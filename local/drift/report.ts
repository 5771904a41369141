/** What a check found, for machines; text.ts says it to people. Pure, but for the audit's proofs. */
import { auditEstate } from "../../policies/audit/audit";
import { collectEstate } from "../../policies/audit/collect/collect";
import type { CollectedGraph } from "../../policies/audit/collect/graph/graph";
import type { RuleResult } from "../../policies/audit/verdict";
import { graphAsRead } from "./as-read";
import { type Difference, differencesOf } from "./compare/compare";
import { isCutOff } from "./cut-offs";
import { expectedItems } from "./expected/expected";
import type { Item, Unread } from "./item";
import { titleOf } from "./kinds/kinds";

export interface DriftReport {
  readonly schema: "private-ml-gateway/drift/1";
  readonly stack: string;
  /** Settings and policies that were read. */
  readonly read: number;
  readonly differences: readonly Difference[];
  /** Inline policies of `npm run mapping -- cut-off`: an operator's doing. They only refuse, and the audit is asked without them. */
  readonly cutOffs: readonly string[];
  readonly unread: readonly Pick<Unread, "what" | "action" | "why">[];
  /** Of what stands deployed: rules that are not proved. What was not read is in it as the program says. */
  readonly audit: {
    readonly proved: number;
    readonly open: readonly OpenRule[];
    /** Why the audit proves nothing about some of it. */
    readonly notUnderstood: readonly string[];
  };
}

export interface OpenRule {
  readonly rule: string;
  readonly title: string;
  readonly status: "REFUTED" | "UNKNOWN";
  /** A request that breaks the rule, or why it is not known, each as a sentence. */
  readonly because: readonly string[];
}

export interface Compared {
  readonly graph: CollectedGraph;
  readonly items: readonly Item[];
  readonly unread: readonly Unread[];
  readonly codeHash: (code: string) => string;
}

/** @param rules of the audit, by id; without it all */
export function driftReport(compared: Compared, rules?: readonly string[]): DriftReport {
  const { graph, unread, codeHash } = compared;
  const expected = expectedItems(graph, codeHash);
  const items = compared.items.filter((item) => !isCutOff(item));
  const estate = collectEstate(graphAsRead(graph, expected, { items, unread }));
  const results = auditEstate(estate, rules === undefined ? {} : { rules }).rules;
  return {
    schema: "private-ml-gateway/drift/1",
    stack: graph.stack,
    read: compared.items.length,
    differences: differencesOf(expected, items, unread),
    cutOffs: compared.items.filter(isCutOff).map(titleOf),
    unread: unread.map(({ what, action, why }) => ({ what, action, why })),
    audit: {
      proved: results.filter(({ status }) => status === "PROVED").length,
      open: results.flatMap(openRule),
      notUnderstood: estate.coverage.map(({ why }) => why),
    },
  };
}

/** 0: the same; 1: something differs or is refuted; 2: all that was read is the same, and some of it could not be read or understood. */
export function exitCodeOf({ differences, unread, audit }: DriftReport): 0 | 1 | 2 {
  const isRefuted = audit.open.some(({ status }) => status === "REFUTED");
  if (differences.length > 0 || isRefuted) return 1;
  return unread.length > 0 || audit.open.length > 0 || audit.notUnderstood.length > 0 ? 2 : 0;
}

function openRule({ id, title, status, findings }: RuleResult): OpenRule[] {
  if (status === "PROVED") return [];
  const because = findings
    .filter((finding) => finding.status !== "PROVED")
    .map(({ claim, witness, why }) => witness?.sentence ?? `${claim} ${why ?? ""}`.trim());
  return [{ rule: id, title, status, because: [...new Set(because)] }];
}
