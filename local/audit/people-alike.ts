import type { AuditReport } from "../../policies/audit/report";
import { counted, listed } from "./words";

/** For each kind of people: who was asked about, and for how many others that speaks. */
export function peopleSentences({ people }: Pick<AuditReport, "people">): readonly string[] {
  return people.map(
    ({ asked, alike }) =>
      `What is said of ${listed(asked)} is true of ${counted(alike.length, "more person", "more people")}, each under their own names: their documents differ in nothing else, and no pattern tells their names apart.`,
  );
}
