/** Wildcards and ARNs. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
import type { Pattern } from "./variables";

const ANY = Symbol("*");
const ONE = Symbol("?");

/** Whether the whole text fits: `*` is any run of characters, `/` and `:` included, `?` is exactly one. */
export function matchesGlob(pattern: Pattern, text: string): boolean {
  let at = 0;
  // Up to the first wildcard, usually all there is, plain comparison does.
  for (const [index, { text: piece, literal }] of pattern.entries()) {
    const wild = literal ? -1 : piece.search(/[*?]/);
    const head = wild < 0 ? piece : piece.slice(0, wild);
    if (!text.startsWith(head, at)) return false;
    at += head.length;
    if (wild >= 0)
      return matchesWildcards([{ text: piece.slice(wild), literal }, ...pattern.slice(index + 1)], text.slice(at));
  }
  return at === text.length;
}

/** Takes time in proportion to pattern times text at worst, so no pattern can stall a decision. */
function matchesWildcards(pattern: Pattern, text: string): boolean {
  const tokens = pattern.flatMap(({ text: piece, literal }) =>
    Array.from(piece, (character) =>
      literal ? character : character === "*" ? ANY : character === "?" ? ONE : character,
    ),
  );
  const characters = Array.from(text);
  let token = 0;
  let lastAny = -1;
  let resumeAt = 0;
  for (let at = 0; at < characters.length;) {
    if (tokens[token] === ANY) {
      lastAny = token++;
      resumeAt = at;
    } else if (tokens[token] === ONE || tokens[token] === characters[at]) {
      token++;
      at++;
    } else if (lastAny >= 0) {
      // Only the latest `*` can usefully take one character more, so nothing before it is tried again.
      token = lastAny + 1;
      at = ++resumeAt;
    } else return false;
  }
  return tokens.slice(token).every((rest) => rest === ANY);
}

/** Actions: case-insensitive, wildcards only behind the service. */
export function matchesAction(pattern: string, action: string): boolean {
  return matchesGlob([{ text: pattern.toLowerCase(), literal: false }], action.toLowerCase());
}

/** The six segments of an ARN in a policy; a colon inside `${…}` does not separate. */
export function arnTemplateSegments(template: string): string[] {
  return sixSegments(template.split(/(?<!\$\{[^{}]*):/));
}

/** The six segments of an ARN in a request; fewer when it is not an ARN. */
export function arnSegments(arn: string): string[] {
  return sixSegments(arn.split(":"));
}

function sixSegments(parts: readonly string[]): string[] {
  return parts.length <= 6 ? [...parts] : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
