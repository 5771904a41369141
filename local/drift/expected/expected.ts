/** What the program's graph says of everything that is read back. Pure, but for hashing the laptop's own bundles. */
import { endpointWithoutPolicy } from "../../../policies/audit/collect/assumed";
import {
  type CollectedGraph,
  type CollectedResource,
  identity,
  record,
  setting,
  text,
} from "../../../policies/audit/collect/graph/graph";
import type { ExpectedItem, Item, Properties } from "../item";
import { methodSettingsKey, SERVED_METHOD } from "../kinds/api";
import { madeIn } from "../names";
import { expectedFunctions, functionNamed } from "./functions";
import { methodKey } from "./paths";

/** By type, what AWS tells a resource of it by; undefined: by something that the graph does not say. */
const KEYS: Readonly<Record<string, (resource: CollectedResource, graph: CollectedGraph) => string | undefined>> = {
  "apigateway/restApi:RestApi": (api) => identity(api, "id"),
  "apigateway/restApiPolicy:RestApiPolicy": (policy) => setting(policy, "restApiId"),
  "apigateway/resource:Resource": (resource, graph) =>
    methodKey(graph, { ...resource, inputs: { ...resource.inputs, resourceId: identity(resource, "id") } })?.slice(1),
  "apigateway/method:Method": (method, graph) => methodKey(graph, method),
  "apigateway/integration:Integration": (integration, graph) => methodKey(graph, integration),
  "apigateway/integrationResponse:IntegrationResponse": (response, graph) =>
    joined(methodKey(graph, response), " ", setting(response, "statusCode")),
  "apigateway/authorizer:Authorizer": (authorizer) => identity(authorizer, "id"),
  "apigateway/response:Response": (response) => setting(response, "responseType"),
  "apigateway/requestValidator:RequestValidator": (validator) => identity(validator, "id"),
  "apigateway/model:Model": (model) => setting(model, "name"),
  "apigateway/stage:Stage": (stage) => setting(stage, "stageName"),
  "apigateway/methodSettings:MethodSettings": (settings) =>
    methodSettingsKey(setting(settings, "stageName") ?? "", setting(settings, "methodPath") ?? ""),
  "iam/role:Role": roleName,
  "iam/rolePolicy:RolePolicy": (policy, graph) => joined(roleOf(policy, graph), "/", inlineName(policy)),
  "iam/rolePolicyAttachment:RolePolicyAttachment": (one, graph) =>
    joined(roleOf(one, graph), " ", setting(one, "policyArn")),
  "iam/policy:Policy": (policy) => identity(policy, "arn"),
  "lambda/permission:Permission": (permission) => {
    const of = [functionNamed(setting(permission, "function") ?? ""), setting(permission, "qualifier")];
    return joined(
      of.filter((part) => part !== undefined).join(":"),
      " ",
      identity(permission, "statementId") ?? permission.name,
    );
  },
  "lambda/functionUrl:FunctionUrl": (url) => functionNamed(setting(url, "functionName") ?? ""),
  "ec2/vpcEndpoint:VpcEndpoint": (endpoint) => identity(endpoint, "id"),
  "ec2/vpcEndpointPolicy:VpcEndpointPolicy": (policy) => setting(policy, "vpcEndpointId"),
  "s3/bucketPolicy:BucketPolicy": (policy) => setting(policy, "bucket"),
  "s3/bucketPublicAccessBlock:BucketPublicAccessBlock": (block) => setting(block, "bucket"),
  "sqs/queuePolicy:QueuePolicy": (policy) => setting(policy, "queueUrl"),
  "dynamodb/resourcePolicy:ResourcePolicy": (policy) => setting(policy, "resourceArn"),
};

/** @param codeHash of a function whose graph does not say what AWS made of its code: that of the laptop's bundle */
export function expectedItems(graph: CollectedGraph, codeHash: (code: string) => string): readonly ExpectedItem[] {
  const direct = Object.entries(KEYS).flatMap(([type, keyOf]) =>
    madeIn(graph, type).flatMap((resource) => {
      const key = keyOf(resource, graph);
      return key === undefined
        ? []
        : [{ type, key, inputs: resource.inputs, resource, into: ({ inputs }: Item) => inputs }];
    }),
  );
  return [...direct, ...ownPolicies(graph, direct), ...expectedFunctions(graph, codeHash), ...served(graph, direct)];
}

/** Where a resource's own input holds its policy, or nothing does: an endpoint always has one. */
function ownPolicies(graph: CollectedGraph, known: readonly ExpectedItem[]): ExpectedItem[] {
  const own = (
    resource: CollectedResource,
    type: string,
    key: string | undefined,
    otherwise?: string,
  ): ExpectedItem[] => {
    const policy = text(resource.inputs["policy"]) ?? otherwise;
    const isCarried = known.some((item) => item.type === type && item.key === key);
    if (policy === undefined || key === undefined || isCarried) return [];
    const into = ({ inputs }: Item): Properties => ({ policy: inputs["policy"] });
    return [{ type, key, inputs: { policy }, resource, into, withoutIt: withoutPolicy }];
  };
  const full = JSON.stringify(endpointWithoutPolicy());
  return [
    ...madeIn(graph, "ec2/vpcEndpoint:VpcEndpoint").flatMap((each) =>
      own(each, "ec2/vpcEndpointPolicy:VpcEndpointPolicy", identity(each, "id"), full),
    ),
    ...madeIn(graph, "apigateway/restApi:RestApi").flatMap((each) =>
      own(each, "apigateway/restApiPolicy:RestApiPolicy", identity(each, "id")),
    ),
    ...madeIn(graph, "sqs/queue:Queue").flatMap((each) =>
      own(each, "sqs/queuePolicy:QueuePolicy", identity(each, "url") ?? identity(each, "id")),
    ),
  ];
}

function withoutPolicy(resource: CollectedResource): CollectedResource {
  const { policy: _, ...inputs } = resource.inputs;
  return { ...resource, inputs };
}

/** Each method as each stage has to serve it. Where a stage serves another, that is what decides there. */
function served(graph: CollectedGraph, known: readonly ExpectedItem[]): ExpectedItem[] {
  const methods = known.filter(({ type }) => type === "apigateway/method:Method");
  return madeIn(graph, "apigateway/stage:Stage").flatMap((stage) =>
    methods.map(({ key, inputs, resource }): ExpectedItem => {
      const { authorization = "NONE", apiKeyRequired } = inputs;
      const into = (read: Item): Properties => {
        const now = read.inputs["authorization"];
        return now === authorization ? {} : { authorization: now };
      };
      const servedKey = `${setting(stage, "stageName") ?? ""} ${key}`;
      const inputsThere = { authorization, apiKeyRequired };
      return {
        type: SERVED_METHOD,
        key: servedKey,
        inputs: inputsThere,
        resource,
        into,
        withoutIt: (method) => method,
      };
    }),
  );
}

/** The role's own name; a graph without one has it as id. */
export function roleName(role: CollectedResource): string | undefined {
  return identity(role, "name") ?? identity(role, "id");
}

/** A role is named by its name or by its ARN. */
function roleOf({ inputs }: CollectedResource, graph: CollectedGraph): string | undefined {
  const role = text(inputs["role"]);
  const found = madeIn(graph, "iam/role:Role").find(
    (each) => role !== undefined && [identity(each, "arn"), identity(each, "id"), roleName(each)].includes(role),
  );
  return found ? roleName(found) : role;
}

/** AWS's id of an inline policy is the role's name, a colon and its own. */
function inlineName(policy: CollectedResource): string {
  return identity(policy, "name") ?? text(record(policy)["id"])?.split(":")[1] ?? policy.name;
}

function joined(one: string | undefined, by: string, other: string | undefined): string | undefined {
  return one === undefined || other === undefined ? undefined : `${one}${by}${other}`;
}
