import type { AuditedRole, Estate } from "../../../../policies/audit/estate";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Answer, Asker, Route } from "../../../../policies/audit/question";
import { type Formula, TRUE } from "../../../../policies/audit/encode/vocabulary";
import { role } from "./small-estate";

/** Who asks a small estate, and how. */
export const SERVICE: Route = { kind: "service" };
/** Whose own policy allows everything: what is refused, somebody else's refuses. */
export const caller = role("caller", { Effect: "Allow", Action: "*", Resource: "*" });
/** Whose own policy allows nothing: what is allowed, somebody else's allows. */
export const nobody = role("nobody");

export function by(audited: AuditedRole): Asker {
  return { kind: "role", role: audited };
}

export function answer(all: Estate, asker: Asker, route: Route, that: Formula = TRUE): Answer["kind"] {
  return ask({ estate: all, asker, route, that }).kind;
}
