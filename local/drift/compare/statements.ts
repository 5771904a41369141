/** What two policy documents say differently, whatever the order and the spelling of what they say alike. Pure. */
import { readDocument } from "../../../policies/audit/collect/policy-document";
import { isRecord } from "../../../policies/audit/collect/graph/graph";
import type { Statement } from "../../../policies/document";

/** Each completes the sentence "<policy>: …". */
export function policyDifferences(read: unknown, program: unknown): readonly string[] {
  const [is, says] = [readDocument(read), readDocument(program)];
  if (is.kind === "fault") return [`is not understood: ${is.why}`];
  if (says.kind === "fault") return [`cannot be compared: the program's is not understood: ${says.why}`];
  const version =
    is.document.Version === says.document.Version
      ? []
      : [`is in the policy language of ${is.document.Version}, the program says ${says.document.Version}`];
  return [...version, ...statementDifferences(is.document.Statement, says.document.Statement)];
}

function statementDifferences(is: readonly Statement[], says: readonly Statement[]): readonly string[] {
  const [added, lacking] = [withoutSame(is, says), withoutSame(says, is)];
  const changed = added.flatMap((now) => {
    const before = now.Sid === undefined ? undefined : lacking.find(({ Sid }) => Sid === now.Sid);
    return before === undefined ? [] : [{ now, before }];
  });
  return [
    ...changed.flatMap(({ now, before }) => elementDifferences(now, before)),
    ...added
      .filter((each) => !changed.some(({ now }) => now === each))
      .map((each) => `has a statement that the program does not have, ${described(each)}`),
    ...lacking
      .filter((each) => !changed.some(({ before }) => before === each))
      .map((each) => `lacks the program's statement ${described(each)}`),
  ];
}

/** A Sid is a label: two statements that differ in it alone are the same. Each counts as often as it occurs. */
function withoutSame(from: readonly Statement[], others: readonly Statement[]): readonly Statement[] {
  const left = others.map(meaningOf);
  return from.filter((statement) => {
    const at = left.indexOf(meaningOf(statement));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function elementDifferences(now: Statement, before: Statement): readonly string[] {
  const elements = [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((name) => name !== "Sid");
  const value = (statement: Statement, name: string) => (statement as unknown as Record<string, unknown>)[name];
  return elements
    .filter((name) => canonical(name, value(now, name)) !== canonical(name, value(before, name)))
    .map((name) => {
      const [is, says] = [value(now, name), value(before, name)].map((one) =>
        one === undefined ? "absent" : JSON.stringify(one),
      );
      return `statement ${now.Sid ?? ""}: ${name} is ${is ?? ""}, the program says ${says ?? ""}`;
    });
}

function meaningOf(statement: Statement): string {
  const { Sid: _, ...rest } = statement;
  const elements = Object.entries(rest).map(([name, value]) => `${name} ${canonical(name, value)}`);
  return elements.sort().join("\n");
}

/** One and a list of one, and lists in any order, are the same; so are actions and condition keys in any case. */
function canonical(element: string, value: unknown): string {
  if (element === "Action" || element === "NotAction") return inAnyOrder(value, (each) => each.toLowerCase());
  if (element === "Principal" || element === "NotPrincipal") return principals(value);
  if (element === "Condition") return conditions(value);
  return inAnyOrder(value, (each) => each);
}

function inAnyOrder(value: unknown, spelled: (text: string) => string): string {
  return JSON.stringify([...new Set([value].flat().map((each) => spelled(String(each))))].sort());
}

/** "*" is everyone in either form, and an account is its root. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function principals(value: unknown): string {
  const spelled = (text: string) => /^arn:[\w-]+:iam::(\d{12}):root$/.exec(text)?.[1] ?? text;
  const byKind = isRecord(value) ? value : { AWS: value };
  return JSON.stringify(
    Object.entries(byKind)
      .map(([kind, who]) => `${kind} ${inAnyOrder(who, spelled)}`)
      .sort(),
  );
}

function conditions(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(value ?? {});
  const each = Object.entries(value).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(
      ([key, wanted]) => `${operator} ${key.toLowerCase()} ${inAnyOrder(wanted, (one) => one)}`,
    ),
  );
  return JSON.stringify(each.sort());
}

/** `AllowX (Allow s3:GetObject, s3:PutObject on arn:…)` */
function described({ Sid, Effect, Action, NotAction, Resource, NotResource }: Statement): string {
  const actions = NotAction === undefined ? listed(Action) : `everything but ${listed(NotAction)}`;
  const on = NotResource === undefined ? Resource : `everything but ${listed(NotResource)}`;
  const what = `${Effect} ${actions}${on === undefined ? "" : ` on ${listed(on)}`}`;
  return Sid === undefined ? what : `${Sid} (${what})`;
}

const MOST_LISTED = 4;

function listed(value: unknown): string {
  const all = [value].flat().map(String);
  return all.length > MOST_LISTED
    ? `${all.slice(0, MOST_LISTED).join(", ")} and ${all.length - MOST_LISTED} more`
    : all.join(", ");
}
