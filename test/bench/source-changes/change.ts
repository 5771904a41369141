import { createHash } from "node:crypto";

export type Kind = "operator" | "condition" | "number" | "call";

/** One place of a source file, and what is written there instead. */
export interface Change {
  /** The same for as long as line and change stay what they are: what stands above or below it in the file does not matter. */
  readonly id: string;
  readonly kind: Kind;
  /** Relative to the project. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly after: string;
  /** 1-based. */
  readonly line: number;
  /** The line before and after, without indentation. */
  readonly was: string;
  readonly becomes: string;
}

/** @param start, end where the text that is replaced lies */
export function changeAt(
  file: string,
  source: string,
  { kind, start, end, after }: Pick<Change, "kind" | "start" | "end" | "after">,
): Change {
  const from = source.lastIndexOf("\n", start - 1) + 1;
  const newline = source.indexOf("\n", end);
  const to = newline < 0 ? source.length : newline;
  const was = oneLine(source.slice(from, to));
  const becomes = oneLine(source.slice(from, start) + after + source.slice(end, to));
  const id = createHash("sha256")
    .update(JSON.stringify([file, was, becomes]))
    .digest("hex")
    .slice(0, 12);
  return { id, kind, file, start, end, after, line: source.slice(0, start).split("\n").length, was, becomes };
}

export function apply({ start, end, after }: Change, source: string): string {
  return source.slice(0, start) + after + source.slice(end);
}

/** `functions/x.ts:12: a < b  →  a <= b` */
export function textOf({ file, line, was, becomes }: Change): string {
  return `${file}:${line}: ${was}  →  ${becomes}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
