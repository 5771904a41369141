import { withInputs, withStatements } from "../../policies/audit/rules/changed-graph";
import { everybodyIf, named, unconditional } from "../../policies/audit/rules/ways-to-change";
import type { Fault } from "./faults";

const STS_PASSAGES = ["AllowTheFunctionToBecomeAMintingRole", "AllowExecutionRolesToAskWhoTheyAre"];

/** P10 and P11: what passes an endpoint, and who becomes a role. */
export const PASSAGE_FAULTS: readonly Fault[] = [
  {
    id: "M45",
    what: "an endpoint without a policy",
    breaks: "P10",
    of: "dev",
    change: (graph) => withInputs(graph, named("endpoints-sts"), ({ policy: _dropped, ...inputs }) => inputs),
  },
  {
    id: "M46",
    what: "images may go to a bucket of the same name in another account",
    breaks: "P10",
    of: "pool",
    change: (graph) => withStatements(graph, "AllowPuttingImagesIntoOurBucket", unconditional),
  },
  {
    id: "M47",
    what: "SageMaker becomes execution roles for any account",
    breaks: "P11",
    of: "strict",
    change: (graph) => withStatements(graph, "LetSageMakerRunApps", unconditional),
  },
  {
    id: "M48",
    what: "everybody who knows a word becomes a function's role",
    breaks: "P11",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "LetLambdaRunTheFunction", everybodyIf({ StringEquals: { "sts:ExternalId": "word" } })),
  },
  {
    id: "M47",
    what: "queues take messages about any bucket",
    breaks: "P11",
    of: "gov",
    change: (graph) => withStatements(graph, "LetS3AnnounceNewImages", unconditional),
  },
  {
    id: "M45",
    what: "an endpoint lets everybody do everything",
    breaks: "P10",
    of: "dev",
    change: (graph) =>
      withStatements(graph, STS_PASSAGES, () => ({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" })),
  },
  {
    id: "M46",
    what: "the functions' S3 endpoint leads to any account's bucket",
    breaks: "P10",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowThePoolsFunctionsToReadImages", ({ Condition, ...statement }) => ({
        ...statement,
        Condition: { ArnEquals: Condition?.["ArnEquals"] ?? {} },
      })),
  },
  {
    id: "M46",
    what: "anyone who comes through the functions' S3 endpoint sees which uploads have arrived",
    breaks: "P10",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "AllowTheUploadsFunctionToSeeWhichHaveArrived", ({ Condition, ...statement }) => ({
        ...statement,
        Condition: { StringEquals: Condition?.["StringEquals"] ?? {} },
      })),
  },
  {
    id: "M46",
    what: "the office's S3 endpoint, for anybody's bucket and account",
    breaks: "P10",
    of: "dev",
    change: (graph) => withStatements(graph, "AllowPuttingImagesIntoOurBucket", unconditional),
  },
  {
    id: "M48",
    what: "everybody of any account, if their name is like *",
    breaks: "P11",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "LetLambdaRunTheFunction", everybodyIf({ StringLike: { "aws:PrincipalArn": "*" } })),
  },
  {
    id: "M47",
    what: "SageMaker becomes execution roles for any account",
    breaks: "P11",
    of: "dev",
    change: (graph) => withStatements(graph, "LetSageMakerRunApps", unconditional),
  },
];
