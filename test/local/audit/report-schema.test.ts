import Ajv from "ajv";
import schema from "../../../local/audit/report-schema.json";
import type { AuditReport } from "../../../policies/audit/report";
import { refutedReport } from "./example-refuted-report";
import { provedReport } from "./example-report";

const validate = new Ajv({ allErrors: true }).compile(schema);

/** As it stands in the file: what is undefined is not there. */
function faultsOf(report: object): readonly string[] {
  validate(JSON.parse(JSON.stringify(report)));
  return (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ""}`);
}

test.each([
  ["proved", provedReport],
  ["refuted", refutedReport],
  ["without baseline", { ...provedReport, difference: { kind: "no-baseline" } } satisfies AuditReport],
])("a report fits its schema: %s", (_what, report) => expect(faultsOf(report)).toEqual([]));

test.each<[string, object]>([
  ["a field too many", { ...provedReport, more: 1 }],
  ["a verdict that there is not", { ...provedReport, verdict: "FINE" }],
  ["a part that is missing", { ...provedReport, rules: undefined }],
  ["a hash that is none", { ...provedReport, policyHash: "abc" }],
  ["a rule with a status of its own", { ...provedReport, rules: [{ ...provedReport.rules[0], status: "OK" }] }],
])("%s does not fit", (_what, report) => expect(faultsOf(report)).not.toEqual([]));
