import type { AnyStatement } from "../../../policies/audit/rules/changed-graph";

/** The kinds of changes, as they are counted. */
export type Kind =
  | "statement removed"
  | "condition removed"
  | "all conditions removed"
  | "condition's value removed"
  | "condition's value → *"
  | "condition turned round"
  | "action removed"
  | "action → service:*"
  | "resource removed"
  | "resource → *"
  | "principal → *"
  | "permission removed"
  | "permission widened";

export interface Weakening {
  readonly kind: Kind;
  /** What was taken away or widened. */
  readonly what: string;
  /** No statement at all when it is removed. */
  readonly statement: AnyStatement | undefined;
}

/** Every single thing that a statement says, taken away or made to say anything. */
export function weakeningsOf(statement: AnyStatement): Weakening[] {
  return [
    { kind: "statement removed", what: statement.Effect ?? "", statement: undefined },
    ...ofConditions(statement),
    ...(["Action", "NotAction"] as const).flatMap((element) =>
      ofList(statement, element, {
        removed: "action removed",
        widened: "action → service:*",
        to: (name) => `${name.split(":")[0] ?? ""}:*`,
      }),
    ),
    ...(["Resource", "NotResource"] as const).flatMap((element) =>
      ofList(statement, element, { removed: "resource removed", widened: "resource → *", to: () => "*" }),
    ),
    ...ofPrincipal(statement),
  ];
}

interface Widening {
  readonly removed: Kind;
  readonly widened: Kind;
  readonly to: (value: string) => string;
}

function ofList(
  statement: AnyStatement,
  element: "Action" | "NotAction" | "Resource" | "NotResource",
  { removed, widened, to }: Widening,
): Weakening[] {
  const values = [statement[element] ?? []].flat();
  return values.flatMap((value, index) => {
    const others = values.filter((_, position) => position !== index);
    const wide = to(value);
    const what = `${element} ${value}`;
    return [
      ...(others.length > 0 ? [{ kind: removed, what, statement: { ...statement, [element]: others } }] : []),
      ...(wide === value || value === "*"
        ? []
        : [{ kind: widened, what, statement: { ...statement, [element]: [...others, wide] } }]),
    ];
  });
}

function ofPrincipal({ Principal, ...statement }: AnyStatement): Weakening[] {
  if (Principal === undefined || Principal === "*") return [];
  return [{ kind: "principal → *", what: JSON.stringify(Principal), statement: { ...statement, Principal: "*" } }];
}

type Conditions = NonNullable<AnyStatement["Condition"]>;

function ofConditions({ Condition = {}, ...statement }: AnyStatement): Weakening[] {
  const tests = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: [values].flat() })),
  );
  const as = (kind: Kind, what: string, changed: Conditions): Weakening => ({
    kind,
    what,
    statement: { ...statement, ...(Object.keys(changed).length > 0 && { Condition: changed }) },
  });
  const all = tests.length > 1 ? [as("all conditions removed", "Condition", {})] : [];
  return tests.reduce((found, { operator, key, values }) => {
    const without = withoutTest(Condition, operator, key);
    found.push(as("condition removed", `${operator} ${key}`, without));
    if (operator === "Null" || operator.startsWith("Bool"))
      return [
        ...found,
        as("condition turned round", `${operator} ${key}`, withTest(without, operator, key, values.map(opposite))),
      ];
    for (const [index, value] of values.entries()) {
      const others = values.filter((_, position) => position !== index);
      const what = `${operator} ${key} ${value}`;
      if (others.length > 0)
        found.push(as("condition's value removed", what, withTest(without, operator, key, others)));
      found.push(as("condition's value → *", what, withTest(without, liking(operator), key, [...others, "*"])));
    }
    return found;
  }, all);
}

function withoutTest(condition: Conditions, operator: string, key: string): Conditions {
  const { [key]: _dropped, ...keys } = condition[operator] ?? {};
  const { [operator]: _replaced, ...others } = condition;
  return Object.keys(keys).length > 0 ? { ...others, [operator]: keys } : others;
}

/** A test beside others of the same operator; two of the same key would be one, so the other has to keep out of its way. */
function withTest(condition: Conditions, operator: string, key: string, values: string[]): Conditions {
  const beside = condition[operator] ?? {};
  const free = key in beside ? `${operator}IfExists` : operator;
  return { ...condition, [free]: { ...condition[free], [key]: values } };
}

function opposite(value: string): string {
  return value.toLowerCase() === "true" ? "false" : "true";
}

/** The operator that takes wildcards; to one for ARNs a lone `*` is not an ARN. */
function liking(operator: string): string {
  return operator.replace(/(String|Arn)(Not)?(Equals|Like)(IgnoreCase)?/, "String$2Like");
}
