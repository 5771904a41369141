import type { AccessRow, AuditReport } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { counted } from "../words";
import type { Anchors } from "./anchors";
import { BREAK, breakable, code, joined, longList, section, table } from "./marks";
import { statements } from "./request";

/** Who can do what, after every layer has spoken; and for each action, who. */
export function access(report: AuditReport, anchors: Anchors): Html {
  if (report.access.length === 0) return html``;
  const byRole = grouped(report.access, ({ role }) => role);
  return section("access", "Who can do what", [
    html`<p>
      What remains after all layers: how many actions of each service a role may call. A role's name leads to their
      names; “only if” there is what still has to hold of the request.
    </p>`,
    matrix(report.access, [...byRole.keys()]),
    ...[...byRole].map(
      ([role, rows]) =>
        html`<details id="access-${role}">
          <summary>${role}: ${counted(rows.length, "permission")}</summary>
          ${table(
            ["actions", "resource", "only if", "allowed by"],
            alike(rows).map(([first, actions]) => [
              joined(
                actions.map((action) => code(action)),
                BREAK,
              ),
              code(first.resource),
              conditions(first),
              statements(first.allowedBy, anchors),
            ]),
          )}
        </details>`,
    ),
    html`<h3 id="who-can">And for each action, who</h3>`,
    inverse(report.access),
  ]);
}

function matrix(rows: readonly AccessRow[], roles: readonly string[]): Html {
  const services = [...new Set(rows.map(serviceOf))].sort();
  return html`<div class="wide" tabindex="0">
    <table class="matrix">
      <thead>
        <tr>
          <th scope="col">role</th>
          ${services.map((service) => html`<th scope="col">${service}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${roles.map(
          (role) =>
            html`<tr>
              <th scope="row"><a href="#access-${role}">${role}</a></th>
              ${services.map((service) => cell(rows.filter((row) => row.role === role && serviceOf(row) === service)))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(rows: readonly AccessRow[]): Html {
  if (rows.length === 0) return html`<td class="none">·</td>`;
  const actions = [...new Set(rows.map(({ action }) => action))];
  const names = actions.map((action) => action.split(":").at(-1) ?? action).join(", ");
  return html`<td title="${names}">${actions.length}</td>`;
}

function inverse(rows: readonly AccessRow[]): Html {
  const byAction = [...grouped(rows, ({ action }) => action)].sort(([one], [other]) => (one < other ? -1 : 1));
  const rowsByAction = table(
    ["action", "who, on what"],
    byAction.map(([action, same]) => [
      code(action),
      joined(
        [...grouped(same, ({ role }) => role)].map(
          ([role, own]) =>
            html`<a href="#access-${role}">${role}</a>
              <small
                >${joined(
                  own.map(({ resource }) => code(resource)),
                  BREAK,
                )}</small
              >`,
        ),
      ),
    ]),
  );
  return longList(`${counted(byAction.length, "action")} that a role may call`, rowsByAction);
}

/** Actions with the same resource, conditions and statements stand together. */
function alike(rows: readonly AccessRow[]): readonly (readonly [AccessRow, readonly string[]])[] {
  const groups = grouped(rows, ({ action: _action, ...rest }) => JSON.stringify(rest));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [[first, same.map(({ action }) => action)] as const];
  });
}

function conditions(row: AccessRow): Html {
  return row.conditions.length === 0
    ? html`<span class="quiet">always</span>`
    : joined(
        row.conditions.map((condition) => breakable(condition)),
        BREAK,
      );
}

function serviceOf({ action }: AccessRow): string {
  return action.split(":")[0] ?? action;
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
