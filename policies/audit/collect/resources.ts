/** What has a policy of its own: buckets, queues, tables, topics, keys, and the others that the provider lets carry one. */
import type { PolicyDocument } from "../../document";
import type { AuditedResource, SourcedPolicy } from "../estate";
import { keyWithoutPolicy } from "./assumed";
import { bucketFacts, keyFacts, queueFacts, tableFacts, topicFacts } from "./facts";
import { arnPart, type CollectedResource, identity, regionOf } from "./graph/graph";
import type { Survey } from "./survey";

/** How one kind of resource comes by its policy. */
interface Holder {
  readonly kind: AuditedResource["kind"];
  readonly type: string;
  /** The resource's own input, which every separate resource replaces. */
  readonly own?: string;
  /** A resource that carries the policy: its type, the input with the document, the input that names the holder. */
  readonly separate?: { readonly type: string; readonly policy: string; readonly names: string };
  readonly facts?: (survey: Survey, resource: CollectedResource) => Readonly<Record<string, string>>;
  readonly assumed?: (place: { readonly partition: string; readonly account: string }) => PolicyDocument;
}

const BUCKET_POLICY = { type: "s3/bucketPolicy:BucketPolicy", policy: "policy", names: "bucket" };
const KEY_POLICY = { type: "kms/keyPolicy:KeyPolicy", policy: "policy", names: "keyId" };
const KEY = {
  own: "policy",
  separate: KEY_POLICY,
  assumed: ({ partition, account }: Account) => keyWithoutPolicy(partition, account),
};
const SECRET_POLICY = { type: "secretsmanager/secretPolicy:SecretPolicy", policy: "policy", names: "secretArn" };

interface Account {
  readonly partition: string;
  readonly account: string;
}

const HOLDERS: readonly Holder[] = [
  { kind: "bucket", type: "s3/bucket:Bucket", own: "policy", separate: BUCKET_POLICY, facts: bucketFacts },
  { kind: "bucket", type: "s3/bucketV2:BucketV2", own: "policy", separate: BUCKET_POLICY, facts: bucketFacts },
  {
    kind: "queue",
    type: "sqs/queue:Queue",
    own: "policy",
    separate: { type: "sqs/queuePolicy:QueuePolicy", policy: "policy", names: "queueUrl" },
    facts: queueFacts,
  },
  {
    kind: "table",
    type: "dynamodb/table:Table",
    separate: { type: "dynamodb/resourcePolicy:ResourcePolicy", policy: "policy", names: "resourceArn" },
    facts: tableFacts,
  },
  { kind: "key", type: "kms/key:Key", ...KEY, facts: keyFacts },
  { kind: "key", type: "kms/replicaKey:ReplicaKey", ...KEY, facts: keyFacts },
  { kind: "key", type: "kms/externalKey:ExternalKey", ...KEY, facts: keyFacts },
  { kind: "key", type: "kms/replicaExternalKey:ReplicaExternalKey", ...KEY, facts: keyFacts },
  { kind: "other", type: "secretsmanager/secret:Secret", own: "policy", separate: SECRET_POLICY },
  {
    kind: "topic",
    type: "sns/topic:Topic",
    own: "policy",
    separate: { type: "sns/topicPolicy:TopicPolicy", policy: "policy", names: "arn" },
    facts: topicFacts,
  },
  {
    kind: "other",
    type: "ecr/repository:Repository",
    separate: { type: "ecr/repositoryPolicy:RepositoryPolicy", policy: "policy", names: "repository" },
  },
  {
    kind: "other",
    type: "efs/fileSystem:FileSystem",
    separate: { type: "efs/fileSystemPolicy:FileSystemPolicy", policy: "policy", names: "fileSystemId" },
  },
  { kind: "other", type: "apigateway/domainName:DomainName", own: "policy" },
];

export function collectResources(survey: Survey, account: Account): readonly AuditedResource[] {
  const found = HOLDERS.flatMap((holder) =>
    survey.all(holder.type).map((resource) => resourceOf(survey, holder, resource, account)),
  );
  refuseStrayPolicies(survey, found);
  return found;
}

function resourceOf(survey: Survey, holder: Holder, resource: CollectedResource, account: Account): AuditedResource {
  const arn = survey.identityOf(resource, "arn");
  return {
    kind: holder.kind,
    arn,
    name: resource.name,
    urn: resource.urn,
    region: regionOf(resource) ?? arnPart(arn, 3),
    policies: policiesOf(survey, holder, resource, account),
    facts: holder.facts?.(survey, resource) ?? {},
  };
}

function policiesOf(survey: Survey, holder: Holder, resource: CollectedResource, account: Account): SourcedPolicy[] {
  const name = `policy of ${holder.kind === "other" ? (holder.type.split(":").at(-1) ?? "") : holder.kind} ${resource.name}`;
  const value = holder.own === undefined ? undefined : resource.inputs[holder.own];
  const own = { resource, pointer: `/${holder.own ?? ""}`, value, name, layer: "resource" } as const;
  const [over, ...more] = holder.separate ? separatePolicies(survey, holder.separate, resource) : [];
  for (const extra of more)
    survey.fault(extra, "/policy", `${resource.name} has several policies; the last one made wins.`);
  const isSet = value !== undefined && value !== "";
  if (over && holder.separate) {
    if (isSet) survey.replace(own, over);
    const { policy } = holder.separate;
    return some(survey.policy({ ...own, resource: over, pointer: `/${policy}`, value: over.inputs[policy] }));
  }
  if (isSet) return some(survey.policy(own));
  if (!holder.assumed) return [];
  return some(survey.made(resource, { name, document: holder.assumed(account), layer: "resource", origin: "assumed" }));
}

function separatePolicies(
  survey: Survey,
  { type, names }: NonNullable<Holder["separate"]>,
  resource: CollectedResource,
): readonly CollectedResource[] {
  const known = ["id", "arn", "url", "bucket", "name", "keyId"].map((key) => identity(resource, key));
  return survey.referring(type, names, ...known);
}

/** A document about something that is not in this stack still grants, and to whom is unknown here. */
function refuseStrayPolicies(survey: Survey, found: readonly AuditedResource[]): void {
  const known = new Set(found.flatMap(({ policies }) => policies.map(({ urn }) => urn)));
  const faulty = new Set(survey.faults.map(({ urn }) => urn));
  const types = new Set(HOLDERS.flatMap(({ separate }) => (separate ? [separate.type] : [])));
  for (const policy of [...types].flatMap((type) => survey.all(type)))
    if (!known.has(policy.urn) && !faulty.has(policy.urn))
      survey.fault(policy, "/policy", `${policy.name} belongs to something that is not in this stack.`);
}

function some(policy: SourcedPolicy | undefined): SourcedPolicy[] {
  return policy ? [policy] : [];
}
