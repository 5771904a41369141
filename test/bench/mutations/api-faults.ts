import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import {
  withBeside,
  withInputs,
  withoutStatements,
  withResource,
  withStatements,
} from "../../policies/audit/rules/changed-graph";
import { withSeedApi } from "../../policies/audit/rules/seed-designs";
import { named, ofType, onResource } from "../../policies/audit/rules/ways-to-change";
import { asking, type Fault } from "./faults";
import { madeLike } from "./made-resources";

const API_DENY = "DenyUnlessThroughOurExecuteApiEndpoint";

/** P7, P8 and P9: the API's doors, who answers, and who calls its functions. */
export const API_FAULTS: readonly Fault[] = [
  {
    id: "M35",
    what: "the API's policy only allows",
    breaks: "P7",
    of: "dev",
    change: (graph) => withoutStatements(graph, API_DENY),
  },
  {
    id: "M36",
    what: "the API's Deny is about one stage only, which is not ours",
    breaks: "P7",
    of: "gov",
    change: (graph) =>
      withStatements(
        graph,
        API_DENY,
        onResource((arn) => arn.replace(/\/\*$/, "/dev/*")),
      ),
  },
  {
    id: "M38",
    what: "the API's Deny is for the account only, and so not for bearers of tokens",
    breaks: "P7",
    of: "strict",
    change: (graph) =>
      withStatements(graph, API_DENY, (statement) => ({
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
