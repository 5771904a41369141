/**
 * The estate by itself, without boundary and control policies. They only take away, so what can never happen without them cannot happen
 * beneath them either: rules are proved here, and stay true when a guardrail is taken off. See THEORY.md.
 */
import { accountsAbove } from "../accounts/joint-estate";
import type { AuditedRole, Estate } from "../estate";
import { remembered } from "../remembered";

const bare = new WeakMap<Estate, Estate>();

/** The same estate where nothing stands above it. */
export function withoutGuardrails(estate: Estate): Estate {
  if (!isGuarded(estate)) return estate;
  return remembered(bare, estate, () => strip(estate));
}

export function isGuarded(estate: Estate): boolean {
  const { roles, halves = [] } = estate;
  if (accountsAbove(estate).length > 0 || halves.some(isGuarded)) return true;
  return roles.some(({ boundary }) => boundary !== undefined);
}

function strip({ organization: _organization, elsewhere: _elsewhere, ...estate }: Estate): Estate {
  const halves = estate.halves && { halves: estate.halves.map(withoutGuardrails) };
  return { ...estate, roles: estate.roles.map(unbounded), ...halves };
}

function unbounded({ boundary: _boundary, ...role }: AuditedRole): AuditedRole {
  return role;
}
