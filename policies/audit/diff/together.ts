/** Callers, endpoints and actions of which the same is true share a sentence; the first one's request is shown. */
import type { Change } from "../report";
import type { AccessDifference } from "./changed-access";
import { aboutOf, callers, over, type Predicate, textOf } from "./wording";

export function asChanges(kind: Change["kind"], differences: readonly AccessDifference[]): readonly Change[] {
  const byCaller = grouped(differences, ({ predicate, endpoint }) => `${textOf(predicate)} ${endpoint ?? ""}`);
  const ofCallers = byCaller.map(([first, ...others]) => {
    return { ...first, who: callers([first, ...others].map(({ who }) => who)) };
  });
  const byEndpoint = grouped(ofCallers, ({ who, predicate }) => `${who} ${textOf(predicate)}`);
  const atEndpoints = byEndpoint.map(([first, ...others]) => {
    return { ...first, endpoints: [first, ...others].flatMap(({ endpoint }) => endpoint ?? []) };
  });
  const byAction = grouped(atEndpoints, ({ who, predicate, endpoints }) =>
    [who, ...endpoints, ...aboutIn(predicate), predicate.where].join("\n"),
  );
  return byAction.map(([first, ...others]) => {
    const predicate = allOf([first, ...others].map((each) => each.predicate));
    const said = textOf(predicate, first.endpoints);
    const sentence = `${first.who} ${kind === "GONE" ? over(said) : said}`;
    return { kind, subject: first.subject, sentence, ...(first.witness && { witness: first.witness }) };
  });
}

/** Without a resource, what may be done is said by itself. */
function aboutIn({ may, on }: Predicate): readonly string[] {
  return on.length === 0 ? may : [...new Set(on.map(aboutOf))].sort();
}

function allOf(predicates: readonly Predicate[]): Predicate {
  const [first] = predicates;
  const each = (of: "may" | "on") => [...new Set(predicates.flatMap((one) => one[of]))].sort();
  return { may: each("may"), on: each("on"), where: first?.where ?? "" };
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return [...groups.values()];
}
