import { readDocument } from "../../../policies/audit/collect/policy-document";
import { pointer } from "../../../policies/audit/collect/graph/graph";
import { assertModelled } from "../../../policies/evaluate/modelled";
import type { Graph } from "../../program/graph";
import { NotModelledError } from "./not-modelled";

/**
 * Every policy of the program, wherever it stands. Found by its shape, not by a list of resource types: one that arrives in an unforeseen
 * form is still seen.
 *
 * @returns URN and JSON pointer of each
 * @throws NotModelledError, or UnmodelledPolicyError for one that the evaluator would have to guess about
 */
export function findPolicies(graph: Graph): readonly string[] {
  return graph.resources.flatMap(({ urn, inputs }) =>
    policyTexts(inputs, []).map(([steps, text]) => {
      const place = `${urn}${pointer(...steps)}`;
      const read = readDocument(text);
      if (read.kind === "fault") throw new NotModelledError(`The policy at ${place} cannot be read: ${read.why}.`);
      assertModelled({ name: place, document: read.document });
      return place;
    }),
  );
}

function policyTexts(value: unknown, steps: readonly string[]): [steps: readonly string[], text: string][] {
  if (typeof value === "string") return isPolicy(value) ? [[steps, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => policyTexts(inner, [...steps, key]));
}

function isPolicy(text: string): boolean {
  if (!text.startsWith("{") || !text.includes('"Statement"')) return false;
  try {
    return "Statement" in (JSON.parse(text) as object);
  } catch {
    return false;
  }
}
