import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { withInputs, withoutStatements, withResource, withStatements } from "../../policies/audit/rules/changed-graph";
import { withSeedApi } from "../../policies/audit/rules/seed-designs";
import { named, ofType, onResource, unconditional } from "../../policies/audit/rules/ways-to-change";
import { asking, type Fault } from "./faults";
import { madeLike } from "./made-resources";

const API_DENY = "DenyUnlessThroughOurExecuteApiEndpoint";
const STS_PASSAGES = ["AllowTheFunctionToBecomeAMintingRole", "AllowExecutionRolesToAskWhoTheyAre"];

/** P7 to P11: the API's doors, who answers, and who may become or call what. */
export const API_FAULTS: readonly Fault[] = [
  { id: "M35", what: "the API's policy as published: it only allows", breaks: "P7", of: "dev", change: withSeedApi },
  ...(
    [
      ["one method", (arn: string) => arn.replace(/\/\*$/, "/*/GET/v1/studio/profiles")],
      ["an API that is called api-id", (arn: string) => arn.replace(/:[a-z0-9]+\/\*$/, ":api-id/*")],
    ] as const
  ).map(([about, replace]): Fault => ({
    id: "M36",
    what: `the API's Deny is about ${about}`,
    breaks: "P7",
    of: "dev",
    change: (graph) => withStatements(graph, API_DENY, onResource(replace)),
  })),
  {
    id: "M37",
    what: "the API's Deny is for other networks, by their id",
    breaks: "P7",
    of: "dev",
    change: (graph) =>
      withStatements(graph, API_DENY, asking({ StringNotEquals: { "aws:SourceVpc": "vpc-0123456789abcdef0" } })),
  },
  {
    id: "M37",
    what: "the API's Deny spares vpce-*",
    breaks: "P7",
    of: "dev",
    change: (graph) => withStatements(graph, API_DENY, asking({ StringNotLike: { [SOURCE_VPCE]: "vpce-*" } })),
  },
  {
    id: "M38",
    what: "the API's Deny is for everybody but the account",
    breaks: "P7",
    // NotPrincipal with an account: AWS does not say whether it spares the sessions of its roles.
    status: "UNKNOWN",
    of: "dev",
    change: (graph) =>
      withStatements(graph, API_DENY, ({ Principal: _dropped, ...statement }) => ({
        ...statement,
        NotPrincipal: { AWS: "111122223333" },
      })),
  },
  {
    id: "M39",
    what: "a domain name is mapped to the API",
    breaks: "P7",
    of: "dev",
    change: (graph) =>
      withResource(
        graph,
        madeLike(graph, "aws:apigateway/restApi:RestApi", {
          type: "aws:apigateway/basePathMapping:BasePathMapping",
          name: "mapping",
          inputs: {
            restApi: graph.resources.find(ofType("aws:apigateway/restApi:RestApi"))?.id,
            domainName: "ml.corp.example",
          },
        }),
      ),
  },
  {
    id: "M40",
    what: "one method asks IAM instead of the authorizer",
    breaks: "P8",
    of: "dev",
    change: (graph) => withInputs(graph, named("api-mint-url"), (inputs) => ({ ...inputs, authorization: "AWS_IAM" })),
  },
  {
    id: "M44",
    what: "a function's permission is for every method of the API",
    breaks: "P9",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("api-mint-url-permission"), (inputs) => ({
        ...inputs,
        sourceArn: String(inputs["sourceArn"]).replace(/\/.*/, "/*/*"),
      })),
  },
  {
    id: "M44",
    what: "a function's permission is for another API",
    breaks: "P9",
    of: "dev",
    change: (graph) =>
      withInputs(graph, named("api-mint-url-permission"), (inputs) => ({
        ...inputs,
        sourceArn: String(inputs["sourceArn"]).replace(/:[a-z0-9]+\//, ":zzzzzzzzzz/"),
      })),
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
      withStatements(graph, "LetLambdaRunTheFunction", (statement) => ({
        ...statement,
        Principal: { AWS: "*" },
        Condition: { StringLike: { "aws:PrincipalArn": "*" } },
      })),
  },
  {
    id: "M47",
    what: "SageMaker becomes execution roles for any account",
    breaks: "P11",
    of: "dev",
    change: (graph) => withStatements(graph, "LetSageMakerRunApps", unconditional),
  },
  {
    id: "M54",
    what: "the API's Deny shuts its own endpoint out",
    breaks: "P7",
    of: "dev",
    change: (graph) =>
      withStatements(withoutStatements(graph, API_DENY), "LeaveTheDecisionToTheAuthorizer", (statement) => [
        statement,
        { ...statement, Sid: API_DENY, Effect: "Deny" },
      ]),
  },
];
