/** Whether one text can be what two patterns both describe: a policy's resource and the form of an action's ARNs. */
import { arnTemplateSegments } from "../../evaluate/match";

type Token = string | typeof RUN | typeof ONE;
const RUN = Symbol("any run");
const ONE = Symbol("one character");

/**
 * Whether some ARN fits the resource as a policy writes it (`*`, `?`, and `${…}` for a value that the request brings) and the form that
 * the service reference gives (`${…}` for a part that varies). Both may be longer than what either fixes, so this is a yes too often
 * rather than too rarely.
 */
export function couldMatch(resource: string, template: string): boolean {
  const [written, form] = [arnTemplateSegments(resource), arnTemplateSegments(template)];
  const parts = written.length === form.length ? form.map((part, index) => [written[index] ?? "", part] as const) : [];
  // A wildcard may also stand for several segments; then only the whole says anything.
  const pairs = parts.length > 0 ? parts : [[resource, template] as const];
  return pairs.every(([one, other]) => meet(tokens(one, true), tokens(other, false)));
}

function tokens(text: string, withWildcards: boolean): readonly Token[] {
  return (text.match(/\$\{[^}]*\}|[^]/g) ?? []).map((part): Token => {
    if (part.startsWith("${") || (withWildcards && part === "*")) return RUN;
    return withWildcards && part === "?" ? ONE : part;
  });
}

/** Walks both at once; a pair of positions is looked at once. */
function meet(one: readonly Token[], other: readonly Token[]): boolean {
  const seen = new Set<number>();
  const open: [number, number][] = [[0, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [left, right] = next;
    const key = left * (other.length + 1) + right;
    if (seen.has(key)) continue;
    seen.add(key);
    const [a, b] = [one[left], other[right]];
    if (a === undefined && b === undefined) return true;
    if (a === RUN) open.push([left + 1, right]);
    if (b === RUN) open.push([left, right + 1]);
    if (a === undefined || b === undefined) continue;
    if (a === RUN || b === RUN || a === ONE || b === ONE || a === b)
      open.push([a === RUN ? left : left + 1, b === RUN ? right : right + 1]);
  }
  return false;
}
