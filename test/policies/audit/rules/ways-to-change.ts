import type { Graph, GraphResource } from "../../../../local/program/graph";
import type { Status } from "../../../../policies/audit/verdict";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import type { Variant } from "../../../variants";
import type { AnyStatement } from "./changed-graph";

/** One change to a shipped stack that has to break the rule named. */
export interface Mutation {
  /** Of the fault in the bench's table; absent for one that is only tried here. */
  readonly id?: string;
  readonly what: string;
  /** What else has to go for the fault to do harm: a second defence, in words. */
  readonly also?: string;
  readonly breaks: string;
  /** What that rule has to say; REFUTED unless told otherwise. */
  readonly status?: Exclude<Status, "PROVED">;
  readonly of: Variant;
  readonly change: (graph: Graph) => Graph;
}

export const STRANGE = "vpce-0ffffffffffffffff";
export const renamed = (from: string, to: string) => (statement: AnyStatement) => {
  const { [from]: found = {}, ...others } = statement.Condition ?? {};
  return { ...statement, Condition: { ...others, [to]: found } };
};
export const unconditional = ({ Condition: _dropped, ...statement }: AnyStatement) => statement;
export const onResource = (replace: (arn: string) => string) => (statement: AnyStatement) =>
  JSON.parse(
    JSON.stringify(statement, (key, value: unknown) =>
      (key === "Resource" || key === "NotResource") && typeof value === "string" ? replace(value) : value,
    ),
  ) as AnyStatement;
export const listed =
  (...ids: readonly string[]) =>
  (statement: AnyStatement) => ({
    ...statement,
    Condition: Object.fromEntries(
      Object.entries(statement.Condition ?? {}).map(([operator, keys]) => [
        operator,
        Object.fromEntries(
          Object.entries(keys).map(([key, values]) => [
            key,
            key === SOURCE_VPCE ? [[values].flat(), ids].flat() : values,
          ]),
        ),
      ]),
    ),
  });
export const ofType = (type: string) => (resource: GraphResource) => resource.type === type;
export const named = (name: string) => (resource: GraphResource) => resource.name === name;
