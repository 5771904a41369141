/**
 * Values as policies write them, cut into what is compared as it stands and what stands for a part of the request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import { remembered } from "../remembered";

export type Piece =
  /** `*` and `?` in it are wildcards, where the comparison has any. */
  | { readonly kind: "live"; readonly text: string }
  /** The character itself, written `${*}`, `${?}` or `${$}`. */
  | { readonly kind: "exact"; readonly text: string }
  /** `${key}` or `${key, 'otherwise'}`. */
  | { readonly kind: "variable"; readonly key: string; readonly otherwise?: string };

export interface TemplateVariable {
  readonly key: string;
  readonly otherwise?: string;
}

const memory = new Map<string, readonly Piece[]>();

export function piecesOf(text: string): readonly Piece[] {
  return remembered(memory, text, () => {
    const parts = text.split(/(\$\{[^{}]*\})/);
    return parts.filter((part) => part !== "").map(pieceOf);
  });
}

/** The variables of a value, each key with each default once. */
export function variablesIn(text: string): readonly TemplateVariable[] {
  return text.includes("${") ? piecesOf(text).filter((piece) => piece.kind === "variable") : [];
}

/** Cut where a colon separates the segments of an ARN: one inside a variable does not. */
export function segmentsOf(pieces: readonly Piece[]): Piece[][] {
  const segments: Piece[][] = [[]];
  for (const piece of pieces) {
    const parts = piece.kind === "live" ? piece.text.split(":") : [undefined];
    for (const [index, part] of parts.entries()) {
      if (index > 0) segments.push([]);
      segments.at(-1)?.push(part === undefined ? piece : { kind: "live", text: part });
    }
  }
  return segments;
}

function pieceOf(part: string): Piece {
  const inside = /^\$\{([^{}]*)\}$/.exec(part)?.[1];
  if (inside === undefined) return { kind: "live", text: part };
  if (inside === "*" || inside === "?" || inside === "$") return { kind: "exact", text: inside };
  const [, key = inside, otherwise] = /^([^,]*?)\s*,\s*'(.*)'$/s.exec(inside) ?? [];
  return { kind: "variable", key: key.trim(), ...(otherwise !== undefined && { otherwise }) };
}
