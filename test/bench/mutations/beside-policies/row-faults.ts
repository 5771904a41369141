import type { Graph } from "../../../../local/program/graph";
import {
  withBeside,
  withInputs,
  withoutStatements,
  withResource,
  withStatements,
} from "../../../policies/audit/rules/changed-graph";
import type { Fault } from "../faults";
import { madeLike } from "../made-resources";

type Inputs = Readonly<Record<string, unknown>>;

const TABLE = "aws:dynamodb/table:Table";
const FUNCTION = "aws:lambda/function:Function";
const breaks = "P18";

const isRows = ({ type, name }: { readonly type: string; readonly name: string }) =>
  type === TABLE && name === "mapping";
const rowsIn = (graph: Graph) => String(graph.resources.find(isRows)?.outputs["arn"]);

const setTo = (what: string, of: "table" | "table-pinned", inputs: Inputs): Fault => ({
  what: `the mapping table ${what}`,
  breaks,
  of,
  change: (graph) => withInputs(graph, isRows, (before) => ({ ...before, ...inputs })),
});

/** By rule: each setting as it must not be, where config keeps the table and where it does not. */
const SETTINGS: readonly Fault[] = (["table", "table-pinned"] as const).flatMap((of) => {
  const isKept = of === "table-pinned";
  return [
    setTo("is encrypted under no key of the account", of, { serverSideEncryption: undefined }),
    setTo("has its encryption switched off", of, { serverSideEncryption: { enabled: false } }),
    setTo(`is ${isKept ? "not " : ""}protected, against config`, of, { deletionProtectionEnabled: !isKept }),
    setTo(`is ${isKept ? "not " : ""}recoverable, against config`, of, { pointInTimeRecovery: { enabled: !isKept } }),
    setTo("lets rows expire by themselves", of, { ttl: { enabled: true, attributeName: "expiresAt" } }),
    setTo("has an index over subjects", of, {
      globalSecondaryIndexes: [{ name: "by-subject", hashKey: "subject", projectionType: "ALL" }],
    }),
    setTo("has a second index in its own key", of, {
      localSecondaryIndexes: [{ name: "by-label", rangeKey: "label", projectionType: "ALL" }],
    }),
    setTo("is found by another key", of, { hashKey: "subject" }),
    setTo("has a second part of the key", of, { rangeKey: "version" }),
    setTo("is made of a file", of, { importTable: { inputFormat: "CSV", s3BucketSource: { bucket: "x" } } }),
    setTo("is made of another table", of, { restoreSourceName: "another" }),
    setTo("is made of another account's table", of, {
      restoreSourceTableArn: "arn:aws:dynamodb:eu-central-1:1:table/x",
    }),
  ];
});

/** By hand: who else could come to the rows. */
const READERS_AND_WRITERS: readonly Fault[] = [
  ...[
    { AWS: "arn:aws:iam::999988887777:root" },
    { AWS: "*" },
    { Service: "lambda.amazonaws.com" },
    { AWS: "arn:aws:iam::111122223333:role/somebody" },
  ].map((Principal): Fault => ({
    what: `the mapping table has a policy for ${JSON.stringify(Principal)}`,
    breaks,
    of: "table",
    change: (graph) => withPolicy(graph, { Effect: "Allow", Principal, Action: "dynamodb:PutItem" }),
  })),
  {
    what: "the mapping table's policy lets no one write rows",
    breaks,
    of: "table",
    change: (graph) => withPolicy(graph, { Effect: "Deny", Principal: "*", Action: "dynamodb:PutItem" }),
  },
  ...["PutItem", "UpdateItem", "DeleteItem", "PartiQLInsert", "BatchWriteItem"].map((name): Fault => ({
    what: `the studio-url function may ${name}`,
    also: "the Deny for all but reading",
    breaks,
    of: "table",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, "DenyTheRowsToAllButReading"),
        "AllowReadingTheCallersRow",
        (statement) => ({ ...statement, Action: ["dynamodb:GetItem", `dynamodb:${name}`] }),
      ),
  })),
  ...["Query", "Scan", "PartiQLSelect", "ExportTableToPointInTime"].map((name): Fault => ({
    what: `the authorizer may ${name}`,
    also: "the Deny for its code",
    breaks,
    of: "table",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, "DenyTheAuthorizersCodeAllElse"),
        "AllowTheAuthorizerTheCallersRow",
        (statement) => ({ ...statement, Action: ["dynamodb:GetItem", `dynamodb:${name}`] }),
      ),
  })),
  {
    what: "the authorizer reads the pool's results as well",
    also: "the Deny for other tables",
    breaks,
    of: "table",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, "DenyEveryOtherTable"),
        "AllowTheAuthorizerTheCallersRow",
        (statement) => ({ ...statement, Resource: "arn:aws:dynamodb:eu-central-1:111122223333:table/*" }),
      ),
  },
  {
    what: "the pool's functions write rows",
    breaks,
    of: "table",
    change: (graph) =>
      withBeside(graph, "AllowSingleResults", { Effect: "Allow", Action: "dynamodb:PutItem", Resource: rowsIn(graph) }),
  },
  {
    what: "a third function is told where rows are",
    breaks,
    of: "table",
    change: (graph) => {
      const reader = graph.resources.find(({ type, name }) => type === FUNCTION && name === "studio-url");
      const { PEOPLE_TABLE, DOMAIN_IDS } = variablesOf(reader?.inputs ?? {});
      return withInputs(
        graph,
        ({ type, name }) => type === FUNCTION && name === "image-ingest",
        (inputs) => ({ ...inputs, environment: { variables: { ...variablesOf(inputs), PEOPLE_TABLE, DOMAIN_IDS } } }),
      );
    },
  },
  {
    what: "the stack does not say whether config keeps the mapping table",
    breaks,
    status: "UNKNOWN",
    of: "table",
    change: (graph) => ({ ...graph, outputs: { ...graph.outputs, operator: {} } }),
  },
  ...(
    [
      ["a stream", { streamEnabled: true }],
      ["another Region", { replicas: [{ regionName: "us-east-1" }] }],
    ] as const
  ).map(([where, inputs]): Fault => ({
    what: `rows are copied into ${where}`,
    breaks: "P17",
    of: "table",
    change: (graph) => withInputs(graph, isRows, (before) => ({ ...before, ...inputs })),
  })),
];

export const ROW_FAULTS: readonly Fault[] = [...SETTINGS, ...READERS_AND_WRITERS];

function variablesOf({ environment }: Inputs): Inputs {
  return (environment as { readonly variables?: Inputs } | undefined)?.variables ?? {};
}

function withPolicy(graph: Graph, statement: Inputs): Graph {
  const arn = rowsIn(graph);
  return withResource(
    graph,
    madeLike(graph, TABLE, {
      type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
      name: "mapping-policy",
      inputs: {
        resourceArn: arn,
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Resource: arn }] }),
      },
    }),
  );
}
