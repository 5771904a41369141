import { EXIT_CODES, type Judged, sentenceOf, verdictOf } from "../../../local/audit/outcome";
import type { Change } from "../../../policies/audit/report";
import { refutedReport } from "./example-refuted-report";
import { provedReport } from "./example-report";

const NEW: Change = { kind: "NEW", subject: "role a", sentence: "role a may s3:GetObject from anywhere" };
const compared = (...changes: readonly Change[]) =>
  ({ kind: "compared", changes, patterned: [], reworded: [] }) as const;
const unknown = refutedReport.rules.filter(({ status }) => status === "UNKNOWN");
const disagreement = {
  functionName: "studio-url",
  roleName: "studio-url-role",
  action: "s3:GetObject",
  isAllowed: true,
  isCalled: false,
  fault: "Function studio-url is allowed s3:GetObject, but nothing in its code calls it.",
} as const;
const explained = { ...disagreement, fault: undefined, note: "Somebody else calls it." };
const answer = { claims: "a name with a star", samples: 1, documentSummary: "all is open", status: "REFUTED" } as const;

test.each<[Partial<Judged>, string, number, RegExp]>([
  [
    {},
    "PROVED",
    0,
    /^All 3 rules hold for every request there can be outside 1 declared exception, nothing is allowed beyond what was approved, and the authorizer, sampled with 3 tokens, opened no path of anyone else\.$/,
  ],
  [{ authorizer: [] }, "PROVED", 0, /1 declared exception, and nothing is allowed beyond what was approved\.$/],
  [{ difference: compared({ ...NEW, kind: "GONE" }) }, "PROVED", 0, /^All 3 rules hold/],
  [
    { difference: compared(NEW) },
    "NEW ACCESS",
    1,
    /^There is access that was not approved: role a may s3:GetObject from anywhere\.$/,
  ],
  [{ difference: compared(NEW), rules: unknown }, "NEW ACCESS", 1, /Besides, rule P2 could not be decided\.$/],
  [{ rules: refutedReport.rules }, "REFUTED", 1, /^Rule P1 does not hold: role minting asks for/],
  [{ rules: refutedReport.rules, difference: compared(NEW) }, "REFUTED", 1, /^Rule P1 does not hold/],
  [{ authorizer: [answer] }, "REFUTED", 1, /^The authorizer answers too much: a name with a star: all is open$/],
  [{ declaredActions: [explained] }, "PROVED", 0, /^All 3 rules hold/],
  [{ declaredActions: [explained, disagreement] }, "REFUTED", 1, /^Function studio-url is allowed s3:GetObject, but/],
  [
    { declaredActions: [disagreement, disagreement], difference: compared(NEW), exceptions: refutedReport.exceptions },
    "REFUTED",
    1,
    /Besides, code and roles differ in 1 more action, there is access that was not approved and exception .* expired\.$/,
  ],
  [
    { rules: refutedReport.rules, authorizer: [answer], declaredActions: [disagreement] },
    "REFUTED",
    1,
    /^Rule P1 does not hold: .* Besides, the authorizer answers too much, the functions' code and their roles do not agree and rule P2 could not be decided\.$/,
  ],
  [
    { authorizer: [{ ...answer, status: "UNKNOWN" }] },
    "UNKNOWN",
    2,
    /^Not everything is known: 1 answer of the authorizer could not be decided\./,
  ],
  [{ rules: unknown }, "UNKNOWN", 2, /^Not everything is known: rule P2 could not be decided\./],
  [{ coverage: refutedReport.coverage }, "UNKNOWN", 2, /1 place could not be read/],
  [{ exceptions: refutedReport.exceptions }, "UNKNOWN", 2, /exception function-network-interfaces expired/],
  [{ difference: { kind: "no-baseline" } }, "UNKNOWN", 2, /stack dev has no approved baseline to compare with/],
  [
    { difference: compared({ ...NEW, kind: "UNDECIDED" }) },
    "UNKNOWN",
    2,
    /1 comparison with the baseline could not be decided/,
  ],
])("%j: %s, exit code %i", (found, verdict, code, sentence) => {
  const judged: Judged = { ...provedReport, ...found };
  expect(verdictOf(judged)).toBe(verdict);
  expect(EXIT_CODES[verdictOf(judged)]).toBe(code);
  expect(sentenceOf(judged)).toMatch(sentence);
});
