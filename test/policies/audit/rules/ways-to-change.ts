import type { GraphResource } from "../../../../local/program/graph";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import type { AnyStatement } from "./changed-graph";

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
/** Anybody at all, on this condition alone. */
export const everybodyIf = (Condition: NonNullable<AnyStatement["Condition"]>) => (statement: AnyStatement) => ({
  ...statement,
  Principal: { AWS: "*" },
  Condition,
});
export const ofType = (type: string) => (resource: GraphResource) => resource.type === type;
export const named = (name: string) => (resource: GraphResource) => resource.name === name;
