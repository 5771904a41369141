/** Where the exceptions about what Lambda does for functions, and about rows that are read outside the VPC, end. */
import type { AuditedRole, Estate } from "./estate";
import { action, and, FALSE, type Formula, key, or, resource } from "./encode/vocabulary";
import { BY_FUNCTION, INTERFACES, QUEUE_POLLING, ROW_READING, TRACING } from "./rules/declared/declared-permissions";
import { OWN_LOG } from "./rules/declared/notebooks";
import { logGroupArns, mappingTables, resourcesOf } from "./rules/ours";

/** Lambda's own calls about interfaces come without this key; every call of the function's code carries it. */
const BY_LAMBDA_ITSELF = key(BY_FUNCTION).absent;

export function lambdaItself(estate: Estate, role: AuditedRole): Formula | undefined {
  if (role.purpose !== "function") return undefined;
  const own = estate.functions.filter(({ roleArn }) => roleArn === role.arn);
  const logs = own.flatMap(({ logGroup }) => logGroupArns(estate, logGroup));
  const queues = resourcesOf(estate, "queue").map(({ arn }) => arn);
  return or(
    and(action(...OWN_LOG), resource(...logs)),
    own.some(({ isTraced }) => isTraced) ? action(...TRACING) : FALSE,
    and(action(...INTERFACES), BY_LAMBDA_ITSELF),
    role.usedBy.includes("image-ingest") ? and(action(...QUEUE_POLLING), resource(...queues)) : FALSE,
  );
}

export function rowsFromOutside(estate: Estate, role: AuditedRole): Formula | undefined {
  const tables = mappingTables(estate).map(({ arn }) => arn);
  const outside = estate.functions.filter(({ roleArn, isInVpc }) => roleArn === role.arn && !isInVpc);
  const [authorizer] = outside.filter(({ name }) => name === "authorizer");
  if (!authorizer || tables.length === 0) return undefined;
  return and(
    action(...ROW_READING),
    resource(...tables),
    key(BY_FUNCTION).arnLike(authorizer.arn, `${authorizer.arn}:*`),
  );
}
