/** How much of AWS's size quotas each document takes: a deployment that outgrows one fails halfway. */
import type { AuditedResource, Estate, SourcedPolicy } from "../estate";
import type { HeadroomRow } from "../report";

interface Quota {
  readonly quota: string;
  readonly limit: number;
  readonly unit: HeadroomRow["unit"];
}

/** Not counting white space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const TRUST: Quota = { quota: "trust policy of a role (2,048 unless raised)", limit: 2048, unit: "characters" };
const INLINE: Quota = { quota: "inline policies of a role, together", limit: 10_240, unit: "characters" };
const MANAGED: Quota = { quota: "managed policy", limit: 6144, unit: "characters" };
/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html: with white space, of which ours have none. */
const ENDPOINT: Quota = { quota: "VPC endpoint policy", limit: 20_480, unit: "characters" };
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
const API: Quota = { quota: "API Gateway resource policy (8,192 unless raised)", limit: 8192, unit: "characters" };
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const FUNCTION: Quota = {
  quota: "resource policy of a function, all permissions together",
  limit: 20_480,
  unit: "bytes",
};

const RESOURCES: Readonly<Record<AuditedResource["kind"], Quota | undefined>> = {
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
  bucket: { quota: "bucket policy", limit: 20_480, unit: "bytes" },
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
  queue: { quota: "queue policy", limit: 8192, unit: "bytes" },
  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html */
  table: { quota: "table policy", limit: 20_480, unit: "bytes" },
  /** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
  topic: { quota: "topic policy", limit: 30_720, unit: "bytes" },
  /** https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
  key: { quota: "key policy", limit: 32_768, unit: "bytes" },
  other: undefined,
};

/** Fullest first. What AWS assumes, and AWS's own policies, take no room of ours. */
export function headroomOf(estate: Estate): readonly HeadroomRow[] {
  const rows = [
    ...estate.roles.flatMap(({ name, trust, identity }) => {
      const inline = identity.filter(({ urn, origin }) => origin === "program" && !isManaged(urn));
      const managed = identity.filter(({ urn, origin }) => origin === "program" && isManaged(urn));
      return [
        ...row([trust], TRUST),
        ...row(inline, INLINE, `inline policies of role ${name}`),
        ...managed.flatMap((policy) => row([policy], MANAGED)),
      ];
    }),
    ...estate.endpoints.flatMap(({ policies }) => row(policies, ENDPOINT)),
    ...estate.apis.flatMap(({ policies }) => row(policies, API)),
    ...estate.functions.flatMap(({ name, permissions }) =>
      row(permissions, FUNCTION, `permissions of function ${name}`),
    ),
    ...estate.resources.flatMap(({ kind, policies }) => {
      const quota = RESOURCES[kind];
      return quota ? row(policies, quota) : [];
    }),
  ];
  return rows.sort((one, other) => share(other) - share(one) || (one.policy < other.policy ? -1 : 1));
}

function row(policies: readonly SourcedPolicy[], quota: Quota, together?: string): HeadroomRow[] {
  const [first] = policies.filter(({ origin }) => origin === "program");
  if (!first) return [];
  const texts = policies.map(({ document }) => JSON.stringify(document));
  const used = texts.reduce((sum, text) => sum + (quota.unit === "bytes" ? Buffer.byteLength(text) : text.length), 0);
  return [{ policy: together ?? first.name, used, ...quota }];
}

function share({ used, limit }: HeadroomRow): number {
  return used / limit;
}

function isManaged(urn: string): boolean {
  return urn.includes("aws:iam/policy:Policy::");
}
