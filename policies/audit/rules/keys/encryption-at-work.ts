/** What P13 must not forbid: services and functions at work with a key that encrypts things of the stack's. */
import type { AuditedResource, AuditedRole, Estate } from "../../estate";
import { DECRYPTING, ENCRYPTING_UPLOADS } from "../declared/data-key";
import {
  dataKeys,
  encryptedWith,
  functionRoles,
  imageQueues,
  mappingTables,
  POOL_FUNCTIONS,
  resourcesOf,
  resultsTables,
  ROW_READERS,
  subjectOf,
  viaService,
} from "../ours";
import { CONTEXT, serviceUses } from "./key-uses";
import type { IntendedRequest } from "../rule";
import { calls } from "../intended/calls-through-our-endpoints";
import { deployer, fromOutside } from "../intended/intended-requests";

export function encryptionAtWork(estate: Estate): IntendedRequest[] {
  return [
    ...resourcesOf(estate, "key").flatMap((it) => byServices(estate, it)),
    ...dataKeys(estate).flatMap((it) => [...byFunctions(estate, it), ...byDeployment(estate, it)]),
  ];
}

/** AWS's pages ask for both of each service. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const SERVICES_USE = ["kms:GenerateDataKey", "kms:Decrypt"];

/** An alarm, an image or a call that cannot be encrypted is lost, and nothing says so. */
function byServices(estate: Estate, it: AuditedResource): IntendedRequest[] {
  return serviceUses(estate, it).flatMap(({ service, to, context }) =>
    SERVICES_USE.map((action) => ({
      claim: `${it.name} allows ${to}: ${action}.`,
      about: subjectOf(it),
      request: {
        action,
        resource: it.arn,
        principal: { kind: "service", service } as const,
        context: {
          ...fromOutside(estate.homeRegion),
          ...Object.fromEntries(Object.entries(context).map(([name, [first = ""]]) => [name, first])),
        },
      },
      route: { kind: "service" } as const,
    })),
  );
}

function byFunctions(estate: Estate, it: AuditedResource): IntendedRequest[] {
  const [rekognition, ingest, poolRoles, readers] = [
    functionRoles(estate, "rekognition"),
    functionRoles(estate, "image-ingest"),
    functionRoles(estate, ...POOL_FUNCTIONS),
    functionRoles(estate, ...ROW_READERS),
  ];
  const buckets = encryptedWith(estate, it, "bucket");
  const ask = (roles: readonly AuditedRole[], action: string, service: string, what: string, context: Context) =>
    roles.map((role) =>
      calls(role, {
        claim: `${role.name} may ${action} with ${it.name} for ${what}.`,
        action,
        resource: it.arn,
        context: { ...fromOutside(estate.homeRegion), "kms:ViaService": viaService(estate, service), ...context },
      }),
    );
  return [
    ...buckets.flatMap(({ name, arn }) =>
      ask(rekognition, ENCRYPTING_UPLOADS[0], "s3", name, { [CONTEXT.bucket]: arn }),
    ),
    ...buckets.flatMap(({ name, arn }) => ask(ingest, DECRYPTING[0], "s3", name, { [CONTEXT.bucket]: arn })),
    ...imageQueues(estate).flatMap(({ name, arn }) =>
      ask(ingest, DECRYPTING[0], "sqs", name, { [CONTEXT.queue]: arn }),
    ),
    ...resultsTables(estate).flatMap((table) => ask(poolRoles, DECRYPTING[0], "dynamodb", table.name, ofTable(table))),
    ...mappingTables(estate).flatMap((table) => ask(readers, DECRYPTING[0], "dynamodb", table.name, ofTable(table))),
  ];
}

type Context = Readonly<Record<string, string>>;

function ofTable({ arn }: AuditedResource): Context {
  const [, , , , account = "", table = ""] = arn.split(":");
  return { [CONTEXT.table]: table.replace(/^table\//, ""), [CONTEXT.tableOwner]: account };
}

/** DynamoDB keeps a table's key in use by a grant, which it makes with the permission of who makes the table. */
function byDeployment(estate: Estate, it: AuditedResource): IntendedRequest[] {
  if (encryptedWith(estate, it, "table").length === 0) return [];
  return ["kms:CreateGrant", "kms:GenerateDataKey"].map((action) => ({
    claim: `The operator who deploys the stack may ${action} with ${it.name} for a table.`,
    about: subjectOf(it),
    request: {
      action,
      resource: it.arn,
      principal: deployer(estate),
      context: {
        ...fromOutside(estate.homeRegion),
        "aws:ResourceAccount": estate.account,
        "kms:ViaService": viaService(estate, "dynamodb"),
      },
    },
    route: { kind: "service" },
  }));
}
