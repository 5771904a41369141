/**
 * The ARNs that an action's requests can be about, from the reference's ARNs. A part whose alphabet is not certain may hold
 * anything: a name that the audit took for impossible would be a hole that it cannot see.
 */
import { isKnownAction, resourceTypesOf } from "../../reference/reference";
import { ANY, literal, noneOf, oneOf, oneOrMore, type Pattern, type Token } from "../../sat/pattern";
import { remembered } from "../../remembered";

const DIGITS = oneOf("0123456789");
const REGION = oneOf("abcdefghijklmnopqrstuvwxyz0123456789-");
const PLAIN = noneOf("/:*?${}");

/** Names that hold neither slash nor colon, by service. */
const PLAIN_NAMES: Readonly<Partial<Record<string, readonly string[]>>> = {
  sagemaker: ["DomainId", "UserProfileName", "SpaceName", "AppType", "AppName"],
  s3: ["BucketName", "AccessPointName"],
  dynamodb: ["TableName", "IndexName", "GlobalTableName", "BackupName", "ExportName", "ImportName"],
  sqs: ["QueueName"],
  kms: ["KeyId"],
  "execute-api": ["ApiId", "Stage", "Method"],
};

export const NO_RESOURCE: Pattern = literal("*");

/** Where a resource is; what is left out may be in any Region and account. */
export interface Whereabouts {
  readonly partition: string;
  readonly region?: string;
  readonly account?: string;
  /** What every other name looks like; without it, it has all characters that it may have. */
  readonly names?: Pattern;
}

const memory = new Map<string, readonly Pattern[]>();

/** What a request of this action can name, as one of these. */
export function resourcesOfAction(action: string, where: Whereabouts): readonly Pattern[] {
  const arns = isKnownAction(action)
    ? resourceTypesOf(action).flatMap(({ arn }) => arn.flatMap((one) => asRequested(one, where)))
    : undefined;
  if (!arns) return anyResource(where.partition);
  if (arns.length === 0) return [NO_RESOURCE];
  const name = JSON.stringify([where.partition, where.region, where.account, where.names, ...arns]);
  return remembered(memory, name, () => arns.map((arn) => arnPattern(arn, where)));
}

/** Of actions of which nothing is known. */
function anyResource(partition: string): readonly Pattern[] {
  const segment = noneOf(":");
  const head = [...literal(`arn:${partition}:`), ...oneOrMore(segment), ...literal(":"), { many: segment }];
  return [NO_RESOURCE, [...head, ...literal(":"), { many: segment }, ...literal(":"), ...oneOrMore(ANY)]];
}

/**
 * The reference lists of log groups only the shorter form, where streams are asked about as well; and of policies only those of an
 * account, where AWS's own have "aws" in its place.
 */
function asRequested(arn: string, { account }: Whereabouts): readonly string[] {
  if (arn.endsWith(":log-group:${LogGroupName}"))
    return [arn, `${arn}:log-stream:`, `${arn}:log-stream:\${LogStreamName}`];
  const [, before, after] = /^(.*:iam::)\$\{Account\}(:policy\/.*)$/.exec(arn) ?? [];
  return before === undefined || account !== undefined ? [arn] : [arn, `${before}aws${after ?? ""}`];
}

function arnPattern(arn: string, where: Whereabouts): Pattern {
  const service = arn.split(":")[2] ?? "";
  return arn.split(/(\$\{[^}]*\})/).flatMap((part): Pattern => {
    const name = /^\$\{(.*)\}$/.exec(part)?.[1];
    return name === undefined ? literal(part) : placeholder(service, name, where);
  });
}

function placeholder(service: string, name: string, { partition, region, account, names }: Whereabouts): Pattern {
  if (name === "Partition") return literal(partition);
  if (name === "Region") return region === undefined ? oneOrMore(REGION) : literal(region);
  if (name === "Account" && account !== undefined) return literal(account);
  if (name === "Account") return Array.from({ length: 12 }, (): Token => ({ one: DIGITS }));
  if (names) return names;
  // A path ends with a name: there is no role "role/a/".
  if (name.endsWith("WithPath")) return [{ many: ANY }, { one: noneOf("/:*?") }];
  // Calls about all groups name a group without a name.
  if (service === "logs") return [{ many: noneOf(":*?") }];
  return oneOrMore(PLAIN_NAMES[service]?.includes(name) ? PLAIN : ANY);
}
