/** What was approved: the estate as it was then, without what says nothing about access. */
import { createHash } from "node:crypto";
import { type Estate, policiesOf, type SourcedPolicy } from "../estate";
import { PATTERN_KINDS, type PatternKind } from "./patterns/members";

export const BASELINE_SCHEMA = "private-ml-gateway/audit-baseline/1";

export interface Baseline {
  readonly schema: typeof BASELINE_SCHEMA;
  readonly policyHash: string;
  readonly estate: Estate;
  /** Kinds of which one more is approved beforehand, as long as it has what the approved ones have, under its own name. */
  readonly patterns?: readonly PatternKind[];
}

/** The text is not a baseline of ours, or was edited. */
export class BaselineError extends Error {
  override readonly name = "BaselineError";
}

/**
 * Source lines are left out: code that moves is not new access. So is what could not be read, or is judged
 * by rules alone: it is never approved.
 */
export function baselineOf(estate: Estate, patterns: readonly PatternKind[] = []): Baseline {
  const { coverage: _unread, replaced: _replaced, passages: _judged, ...read } = withoutSources(estate) as Estate;
  return {
    schema: BASELINE_SCHEMA,
    policyHash: policyHash(estate),
    ...(patterns.length > 0 && { patterns }),
    estate: { ...read, coverage: [] },
  };
}

/**
 * @param parsed the JSON of a file that `--accept` wrote
 * @throws BaselineError when it is something else, or its hash does not fit its documents
 */
export function readBaseline(parsed: unknown): Baseline {
  const baseline = parsed as Partial<Baseline> | null;
  if (typeof baseline !== "object" || baseline?.schema !== BASELINE_SCHEMA || baseline.estate === undefined)
    throw new BaselineError(
      `This is not a baseline of the audit; allowed is what \`--accept\` wrote (${BASELINE_SCHEMA}).`,
    );
  if (policyHash(baseline.estate) !== baseline.policyHash)
    throw new BaselineError(
      "The baseline's documents do not fit its hash: it was edited by hand. `--accept` writes it anew.",
    );
  const patterns: unknown = baseline.patterns ?? [];
  if (!Array.isArray(patterns) || !patterns.every((name) => PATTERN_KINDS.some((kind) => kind === name)))
    throw new BaselineError(`The baseline's patterns must be a list of ${PATTERN_KINDS.join(", ")}.`);
  return baseline as Baseline;
}

/** SHA-256 over every document and where it is attached, in lower-case hex. */
export function policyHash(estate: Estate): string {
  const lines = policiesOf(estate).map(({ urn, pointer, document }) =>
    JSON.stringify([urn, pointer, sorted(document)]),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}

/** With the keys of every object in one order: the order of a document's keys means nothing. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}

function withoutSources(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSources);
  if (typeof value !== "object" || value === null) return value;
  if (isPolicy(value)) {
    const { source: _line, ...policy } = value;
    return policy;
  }
  const entries = Object.entries(value).filter(([key, item]) => key !== "source" && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutSources(item)]));
}

/** Documents are kept as they are, whatever their keys are called. */
function isPolicy(value: object): value is SourcedPolicy {
  return "document" in value && "pointer" in value;
}
