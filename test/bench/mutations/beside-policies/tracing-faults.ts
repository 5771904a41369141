import { withInputs, withoutStatements, withStatements } from "../../../policies/audit/rules/changed-graph";
import type { Fault } from "../faults";

const TRACE = "AllowLambdaToTraceItsCalls";

/** P4: traces that are sent without being declared. P6: functions that trace and may not. */
export const TRACING_FAULTS: readonly Fault[] = [
  {
    what: "functions may send traces while config says that nothing is traced",
    breaks: "P4",
    of: "strict",
    change: (graph) =>
      withInputs(
        graph,
        ({ type }) => type === "aws:lambda/function:Function",
        (inputs) => ({ ...inputs, tracingConfig: { mode: "PassThrough" } }),
      ),
  },
  {
    what: "functions read the traces of others",
    breaks: "P4",
    of: "strict",
    change: (graph) =>
      withStatements(graph, TRACE, (statement) => ({
        ...statement,
        Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetTraceSummaries"],
      })),
  },
  {
    what: "functions trace and may send nothing",
    breaks: "P6",
    of: "strict",
    change: (graph) => withoutStatements(graph, TRACE),
  },
];
