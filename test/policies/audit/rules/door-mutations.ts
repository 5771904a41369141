import { withBeside, withInputs, withoutStatements, withStatements } from "./changed-graph";
import { type Mutation, named, ofType, onResource, unconditional } from "./ways-to-change";

export const DOOR_MUTATIONS: readonly Mutation[] = [
  {
    id: "M35",
    what: "the API's policy only allows",
    breaks: "P7",
    of: "dev",
    change: (graph) => withoutStatements(graph, "DenyUnlessThroughOurExecuteApiEndpoint"),
  },
  {
    id: "M36",
    what: "the API's Deny is about one stage only, which is not ours",
    breaks: "P7",
    of: "gov",
    change: (graph) =>
      withStatements(
        graph,
        "DenyUnlessThroughOurExecuteApiEndpoint",
        onResource((arn) => arn.replace(/\/\*$/, "/dev/*")),
      ),
  },
  {
    id: "M38",
    what: "the API's Deny is for the account only, and so not for bearers of tokens",
    breaks: "P7",
    of: "strict",
    change: (graph) =>
      withStatements(graph, "DenyUnlessThroughOurExecuteApiEndpoint", (statement) => ({
        ...statement,
        Principal: { AWS: "111122223333" },
      })),
  },
  {
    id: "M39",
    what: "the API is regional",
    breaks: "P7",
    of: "existing-domain",
    change: (graph) =>
      withInputs(graph, ofType("aws:apigateway/restApi:RestApi"), (inputs) => ({
        ...inputs,
        endpointConfiguration: { types: "REGIONAL" },
      })),
  },
  {
    id: "M40",
    what: "one method asks nobody",
    breaks: "P8",
    of: "dev",
    change: (graph) => withInputs(graph, named("api-mint-url"), (inputs) => ({ ...inputs, authorization: "NONE" })),
  },
  {
    id: "M43",
    what: "the authorizer's answer is kept without regard to the token",
    breaks: "P8",
    of: "pool",
    change: (graph) =>
      withInputs(graph, ofType("aws:apigateway/authorizer:Authorizer"), (inputs) => ({
        ...inputs,
        identitySource: "context.resourcePath",
      })),
  },
  {
    id: "M44",
    what: "a function's permission for API Gateway without its source",
    breaks: "P9",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("api-mint-url-permission"), ({ sourceArn: _dropped, ...inputs }) => inputs),
  },
  {
    id: "M44",
    what: "a second role invokes functions",
    breaks: "P9",
    of: "strict",
    change: (graph) =>
      withBeside(graph, "AllowStudioLogs", { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }),
  },
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
      withStatements(graph, "LetLambdaRunTheFunction", (statement) => ({
        ...statement,
        Principal: { AWS: "*" },
        Condition: { StringEquals: { "sts:ExternalId": "word" } },
      })),
  },
  {
    id: "M47",
    what: "queues take messages about any bucket",
    breaks: "P11",
    of: "gov",
    change: (graph) => withStatements(graph, "LetS3AnnounceNewImages", unconditional),
  },
  {
    id: "M52",
    what: "images without TLS",
    breaks: "P14",
    of: "dev",
    change: (graph) => withoutStatements(graph, "DenyObjectsWithoutTls"),
  },
  {
    id: "M52",
    what: "a bucket that does not block public access",
    breaks: "P14",
    of: "pool",
    change: (graph) =>
      withInputs(graph, ofType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), (inputs) => ({
        ...inputs,
        restrictPublicBuckets: false,
      })),
  },
  {
    what: "a role that nothing in the stack uses",
    breaks: "P16",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("studio-url"), (inputs) =>
        "role" in inputs ? { ...inputs, role: "arn:aws:iam::111122223333:role/other" } : { ...inputs },
      ),
  },
  {
    id: "M57",
    what: "a document with the same key twice",
    breaks: "P16",
    status: "UNKNOWN",
    of: "strict",
    change: (graph) =>
      withInputs(graph, named("minting-policy"), (inputs) => ({
        ...inputs,
        policy: String(inputs["policy"]).replace('"Effect":"Allow"', '"Effect":"Deny","Effect":"Allow"'),
      })),
  },
];
