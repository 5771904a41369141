import type { Graph } from "../../../local/program/graph";
import {
  type AnyStatement,
  withInputs,
  withoutStatements,
  withStatements,
} from "../../policies/audit/rules/changed-graph";
import type { Status } from "../../../policies/audit/verdict";
import { unconditional } from "../../policies/audit/rules/ways-to-change";
import type { Variant } from "../../variants";

/** A change of a shipped stack that could be made by mistake, and that has to break the rule named. */
export interface Fault {
  /** By which others know it; absent for one of ours. */
  readonly id?: `M${number}`;
  readonly what: string;
  /** What else has to go for the fault to do harm: a second defence, in words. */
  readonly also?: string;
  readonly breaks: string;
  /** What that rule has to say; REFUTED unless told otherwise. */
  readonly status?: Exclude<Status, "PROVED">;
  readonly of: Variant;
  /** What only an odd request shows, such as one with an empty tag: how the check of requests calls it. */
  readonly odd?: string;
  readonly change: (graph: Graph) => Graph;
}

export const MINT_ALLOW = "AllowMintingForTheOneProfile";
export const DOOR_DENY = "DenyMintingUnlessThroughOurSageMakerEndpoints";
export const PROFILE_DENY = "DenyMintingForAnyOtherProfile";

/** The Allow for minting, with the Deny for other doors gone. */
export function mintingAllowedBy(change: (statement: AnyStatement) => AnyStatement): (graph: Graph) => Graph {
  return (graph) => withStatements(withoutStatements(graph, DOOR_DENY), MINT_ALLOW, change);
}

/** The Deny for other doors, with the condition of the Allow gone. */
export function mintingDeniedBy(change: (statement: AnyStatement) => AnyStatement): (graph: Graph) => Graph {
  return (graph) => withStatements(withStatements(graph, MINT_ALLOW, unconditional), DOOR_DENY, change);
}

/** One more condition, by operator. */
export function alsoAsking(more: NonNullable<AnyStatement["Condition"]>) {
  return ({ Condition = {}, ...statement }: AnyStatement): AnyStatement => ({
    ...statement,
    Condition: Object.fromEntries(
      [...new Set([...Object.keys(Condition), ...Object.keys(more)])].map((operator) => [
        operator,
        { ...Condition[operator], ...more[operator] },
      ]),
    ),
  });
}

export function asking(Condition: NonNullable<AnyStatement["Condition"]>) {
  return (statement: AnyStatement): AnyStatement => ({ ...statement, Condition });
}

/** The text of one resource's input rewritten as it stands, for what a parsed document cannot hold. */
export function withText(graph: Graph, name: string, input: string, change: (text: string) => string): Graph {
  return withInputs(
    graph,
    (resource) => resource.name === name && typeof resource.inputs[input] === "string",
    (inputs) => ({ ...inputs, [input]: change(String(inputs[input])) }),
  );
}
