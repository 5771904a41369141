/** What the people and programs that call the gateway notice of an update, in sentences. Pure. */
import { byId, byType, type Graph, type GraphResource, inputText, outputText } from "../program/graph";
import type { Plan } from "./planned-changes";

const METHOD = "aws:apigateway/method:Method";

/** What each of these being made anew means to someone outside. */
const MADE_ANEW: Readonly<Record<string, string>> = {
  "aws:apigateway/restApi:RestApi":
    "the API gets another id: every URL of it changes, and the company's DNS has another name to forward",
  "aws:apigateway/stage:Stage": "the stage is made anew: calls fail for the seconds between",
  "aws:ec2/vpcEndpoint:VpcEndpoint":
    "an endpoint gets another id and other addresses: calls through it fail until it stands",
  "aws:route53/resolverEndpoint:ResolverEndpoint":
    "the resolver gets other addresses: the company's DNS has to forward to them",
  "aws:cognito/userPool:UserPool": "the user pool is another: its people, groups and tokens are gone",
  "aws:cognito/userPoolClient:UserPoolClient":
    "the portal's client gets another id: sign-in fails until the portal has it",
  "aws:cognito/userPoolDomain:UserPoolDomain": "the sign-in page moves to another host",
  "aws:sagemaker/domain:Domain": "the Studio domain is another: links, apps and home folders of the old one are gone",
  "aws:sagemaker/userProfile:UserProfile": "a user profile is made anew, without its apps and its home folder",
  "aws:s3/bucket:Bucket": "the images bucket is another: what lies in the old one is not read any more",
  "aws:dynamodb/table:Table": "a table is another: its rows are gone",
};

const CHANGED_IN_PLACE: Readonly<Record<string, string>> = {
  "aws:apigateway/model:Model": "request bodies are checked by another schema",
  "aws:apigateway/response:Response": "error answers of the gateway itself have other headers or another body",
  "aws:apigateway/authorizer:Authorizer": "who is let in is decided by other rules, or kept for another time",
  "aws:apigateway/methodSettings:MethodSettings": "calls are throttled at another rate",
  "aws:cognito/userPoolClient:UserPoolClient": "sign-in has other callback addresses, scopes or lifetimes of tokens",
};

/** Outputs that others were given, the two halves of each other's among them. */
const HANDED_ON = [
  "apiUrls",
  "dnsZonesToForward",
  "resolverAddresses",
  "signIn",
  "studioDomainId",
  "endpointIds",
  "studioUrlRoleArn",
  "studioAccountRoles",
  "studioAccountsEntry",
  "mintingRoleArn",
] as const;

export function callersNotice(before: Graph, after: Graph, plan: Plan): readonly string[] {
  const [old, now] = [routesOf(before), routesOf(after)];
  return [
    ...now.filter((route) => !old.includes(route)).map((route) => `${route} is new`),
    ...old.filter((route) => !now.includes(route)).map((route) => `${route} is gone`),
    ...sentences(
      MADE_ANEW,
      plan.replaced.map(({ after: resource }) => resource),
    ),
    ...sentences(CHANGED_IN_PLACE, plan.updated),
    ...HANDED_ON.filter((name) => JSON.stringify(before.outputs[name]) !== JSON.stringify(after.outputs[name])).map(
      (name) => `the output ${name} changes: hand it on`,
    ),
  ];
}

/** E.g. "GET /v1/studio/profiles"; a preflight is its route's. */
function routesOf(graph: Graph): readonly string[] {
  const routes = byType(graph, METHOD).map((method) => {
    const resource = byId(graph, "aws:apigateway/resource:Resource", inputText(method, "resourceId"));
    return `${inputText(method, "httpMethod")} ${outputText(resource, "path")}`;
  });
  return [...new Set(routes)].filter((route) => !route.startsWith("OPTIONS ")).sort();
}

/** Each sentence once, however many resources it is about. */
function sentences(known: Readonly<Record<string, string>>, resources: readonly GraphResource[]): string[] {
  return [...new Set(resources.flatMap(({ type }) => known[type] ?? []))];
}
