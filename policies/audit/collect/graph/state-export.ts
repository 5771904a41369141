/** What `pulumi stack export` says is deployed, in the shape of the program's own graph. */
import { type CollectedGraph, type CollectedResource, isRecord, list, record, text, texts } from "./graph";
import { NOT_KNOWN, opened } from "./special-values";

type Properties = Readonly<Record<string, unknown>>;

/** The text is not an export, or of a stack in the middle of something; the message says which. */
export class StateExportError extends Error {
  override readonly name = "StateExportError";
}

/**
 * The deployed values take the place of the program's: after `pulumi refresh` they are what AWS has, and so is every policy that
 * AWS reports where the program gives none. Secrets have to be exported with `--show-secrets`, or whatever holds one is a fault.
 *
 * @param exported the parsed JSON
 * @throws StateExportError
 */
export function graphFromStateExport(exported: unknown): CollectedGraph {
  const deployment = record(record(exported)["deployment"]);
  if (!isRecord(exported) || exported["version"] !== 3 || !Array.isArray(deployment["resources"]))
    throw new StateExportError(
      "This is not a stack export of version 3: `pulumi stack export --file state.json` writes one.",
    );
  const pending = list(deployment["pending_operations"]);
  if (pending.length > 0)
    throw new StateExportError(
      `The stack has ${pending.length} operations that were never finished, so what is deployed is unknown: run \`pulumi refresh\` first.`,
    );
  const resources = deployment["resources"].map((resource, index) => resourceOf(record(resource), index));
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const [, , name, project] = /^(urn:pulumi):([^:]+)::([^:]+)::/.exec(stack?.urn ?? "") ?? [];
  if (stack === undefined || name === undefined || project === undefined)
    throw new StateExportError("The export holds no stack: it was never deployed, or it is destroyed.");
  const graph = { project, stack: name, outputs: stack.outputs, resources };
  return { ...graph, resources: resources.map((resource) => withReportedPolicies(graph, resource)) };
}

function resourceOf(resource: Properties, index: number): CollectedResource {
  const urn = text(resource["urn"]);
  const type = text(resource["type"]);
  if (urn === undefined || type === undefined)
    throw new StateExportError(`Resource ${index} of the export has no urn or no type.`);
  const asked = own(resource["inputs"]);
  const outputs = own(resource["outputs"]);
  // One that the program only looked up has no inputs: all that is known of it is what AWS reported.
  const inputs = resource["external"] === true ? outputs : asked;
  return {
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    parent: text(resource["parent"]),
    custom: resource["custom"] === true,
    id: text(resource["id"]),
    inputs: deployed(inputs, outputs),
    outputs,
    source: sourceIn(text(resource["sourcePosition"])),
    ...(resource["external"] === true && { options: { read: true } }),
  };
}

/** Without the provider's notes to itself (`__defaults`, `__meta`), envelopes opened. */
function own(properties: unknown): Properties {
  const entries = Object.entries(record(opened(properties)));
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith("__")));
}

/** Every input with the value that AWS reports for it, where that can be read. */
function deployed(inputs: Properties, outputs: Properties): Properties {
  const now = (key: string, value: unknown) => {
    const reported = outputs[key];
    return reported === undefined || reported === NOT_KNOWN ? value : reported;
  };
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, now(key, value)]));
}

/** `project:///infra/x.ts#12,4` → "infra/x.ts:12". */
function sourceIn(position: string | undefined): string | undefined {
  const [, file, line] = /^project:\/\/\/?([^#]+)#(\d+)/.exec(position ?? "") ?? [];
  return file === undefined || line === undefined ? undefined : `${file}:${line}`;
}

/** Where AWS reports a resource's policy with the resource itself, and the type that carries it when the program keeps them apart. */
const REPORTED: Readonly<Record<string, { readonly carrier: string; readonly names: string }>> = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": { carrier: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", names: "vpcEndpointId" },
  "aws:apigateway/restApi:RestApi": { carrier: "aws:apigateway/restApiPolicy:RestApiPolicy", names: "restApiId" },
  "aws:s3/bucket:Bucket": { carrier: "aws:s3/bucketPolicy:BucketPolicy", names: "bucket" },
  "aws:s3/bucketV2:BucketV2": { carrier: "aws:s3/bucketPolicy:BucketPolicy", names: "bucket" },
  "aws:sqs/queue:Queue": { carrier: "aws:sqs/queuePolicy:QueuePolicy", names: "queueUrl" },
  "aws:sns/topic:Topic": { carrier: "aws:sns/topicPolicy:TopicPolicy", names: "arn" },
  "aws:kms/key:Key": { carrier: "aws:kms/keyPolicy:KeyPolicy", names: "keyId" },
  "aws:secretsmanager/secret:Secret": { carrier: "aws:secretsmanager/secretPolicy:SecretPolicy", names: "secretArn" },
};

function withReportedPolicies(graph: CollectedGraph, resource: CollectedResource): CollectedResource {
  if (resource.type === "aws:iam/role:Role") return withReportedRolePolicies(graph, resource);
  const { carrier, names } = REPORTED[resource.type] ?? {};
  const policy = text(resource.outputs["policy"]);
  if (carrier === undefined || names === undefined || policy === undefined || "policy" in resource.inputs)
    return resource;
  const ids = [resource.id, resource.outputs["arn"]];
  const isKeptApart = graph.resources.some(({ type, inputs }) => type === carrier && ids.includes(text(inputs[names])));
  return isKeptApart ? resource : { ...resource, inputs: { ...resource.inputs, policy } };
}

/** A role reports everything attached to it: what no resource of the stack attaches was attached by hand. */
function withReportedRolePolicies(graph: CollectedGraph, role: CollectedResource): CollectedResource {
  const about = (type: string) =>
    graph.resources
      .filter((one) => one.type === type && isNamed(role, one.inputs["role"]))
      .map(({ inputs, outputs }) => ({ ...outputs, ...inputs }));
  const names = about("aws:iam/rolePolicy:RolePolicy").map((policy: Properties) => policy["name"]);
  const arns = about("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map((one: Properties) => one["policyArn"]);
  const inline = list(role.outputs["inlinePolicies"]).filter((entry) => !names.includes(record(entry)["name"]));
  const managed = texts(role.outputs["managedPolicyArns"] ?? []).filter((arn) => !arns.includes(arn));
  return { ...role, inputs: { ...role.inputs, inlinePolicies: inline, managedPolicyArns: managed } };
}

function isNamed(role: CollectedResource, name: unknown): boolean {
  return name !== undefined && [role.id, role.outputs["name"], role.outputs["arn"]].includes(name);
}
