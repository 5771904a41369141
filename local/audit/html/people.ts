import type { AuditReport } from "../../../policies/audit/report";
import { type Html, html } from "../../portal/html";
import { peopleSentences } from "../people-alike";
import { section } from "./marks";

/** One row a kind of people, which unfolds to all of the kind. */
export function people(report: AuditReport): Html {
  if (report.people.length === 0) return html``;
  const sentences = peopleSentences(report);
  return section(
    "people",
    "People",
    report.people.map(
      ({ alike }, index) =>
        html`<details>
          <summary>${sentences[index] ?? ""}</summary>
          <p>${alike.join(", ")}</p>
        </details>`,
    ),
  );
}
