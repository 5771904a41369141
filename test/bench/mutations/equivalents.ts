import type { Graph } from "../../../local/program/graph";
import { type AnyStatement, withStatements } from "../../policies/audit/rules/changed-graph";
import { renamed, unconditional } from "../../policies/audit/rules/ways-to-change";
import { DOOR_DENY, MINT_ALLOW } from "./faults";
import { everyDocument } from "./documents";

/** A change after which every rule still has to be proved. */
export interface Equivalent {
  readonly id: string;
  readonly what: string;
  readonly change: (graph: Graph) => Graph;
}

type ChangeAll = (statement: AnyStatement, index: number) => readonly AnyStatement[];

function everyStatement(change: ChangeAll): (graph: Graph) => Graph {
  return everyDocument((document) => ({ ...document, Statement: document.Statement.flatMap(change) }));
}

const upper = (value: string | string[]) => [value].flat().map((each) => each.toUpperCase());

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    id: "E1",
    what: "Denies say StringNotEqualsIfExists",
    change: everyStatement((statement) => [
      statement.Effect === "Deny" && statement.Condition?.["StringNotEquals"]
        ? renamed("StringNotEquals", "StringNotEqualsIfExists")(statement)
        : statement,
    ]),
  },
  {
    id: "E2",
    what: "actions in capitals",
    change: everyStatement(({ Action, ...statement }) => [
      { ...statement, ...(Action !== undefined && { Action: upper(Action) }) },
    ]),
  },
  {
    id: "E2",
    what: "condition keys in capitals, but for tags",
    change: everyStatement(({ Condition, ...statement }) => [
      { ...statement, ...(Condition && { Condition: keysInCapitals(Condition) }) },
    ]),
  },
  {
    id: "E3",
    what: "the minting Allow without its condition, the Deny stays",
    change: (graph) => withStatements(graph, MINT_ALLOW, unconditional),
  },
  {
    id: "E3",
    what: "the Deny is gone, the minting Allow keeps its condition",
    change: (graph) => withStatements(graph, DOOR_DENY, () => []),
  },
  {
    id: "E4",
    what: "statements the other way round",
    change: everyDocument((document) => ({ ...document, Statement: [...document.Statement].reverse() })),
  },
  {
    id: "E4",
    what: "statements named otherwise",
    change: everyStatement((statement, index) => [{ ...statement, Sid: `Statement${index}` }]),
  },
  {
    id: "E4",
    what: "one action, one statement",
    change: everyStatement(({ Action, ...statement }) =>
      Array.isArray(Action)
        ? Action.map((one, index) => ({ ...statement, Sid: `${statement.Sid ?? ""}${index}`, Action: one }))
        : [{ ...statement, ...(Action !== undefined && { Action }) }],
    ),
  },
  {
    id: "E4",
    what: "lists for single values",
    change: everyStatement(({ Action, Resource, ...statement }) => [
      {
        ...statement,
        ...(Action !== undefined && { Action: [Action].flat() }),
        ...(Resource !== undefined && { Resource: [Resource].flat() }),
      },
    ]),
  },
  {
    id: "E4",
    what: "every statement twice",
    change: everyStatement((statement) => [statement, { ...statement, Sid: `${statement.Sid ?? ""}Again` }]),
  },
  { id: "E5", what: "nothing: DetectLabels on *, since it knows no resource", change: (graph) => graph },
];

/** Of a tag's key, what follows the slash is the tag's own name. */
function keysInCapitals(condition: NonNullable<AnyStatement["Condition"]>): NonNullable<AnyStatement["Condition"]> {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, values]) => [key.includes("Tag/") ? key : key.toUpperCase(), values]),
      ),
    ]),
  );
}
