import type { Role } from "../graph/enforced-estate";

/** The parameters of one AssumeRole call, checked. */
export interface AssumeRoleParameters {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity?: string;
  readonly externalId?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly durationSeconds: number;
}

/** Parameters that are not what STS takes; `code` is STS's own. */
export class ParameterError extends Error {
  constructor(
    message: string,
    readonly code = "ValidationError",
  ) {
    super(message);
  }
}

const NAME = /^[\w+=,.@-]{2,64}$/;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
/** Parameters that change what the session may do and that the laptop does not model: refused, never ignored. */
const NOT_MODELLED = ["Policy", "PolicyArns", "TransitiveTagKeys", "SerialNumber", "ProvidedContexts"];

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function readAssumeRole(form: URLSearchParams): AssumeRoleParameters {
  for (const name of form.keys()) {
    const top = name.split(".")[0] ?? name;
    if (NOT_MODELLED.includes(top))
      throw new ParameterError(`The laptop does not model AssumeRole's ${top}.`, "NotModelledOnThisLaptop");
  }
  const roleArn = form.get("RoleArn") ?? "";
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(roleArn)) throw new ParameterError(`${roleArn} is invalid`);
  const sourceIdentity = form.get("SourceIdentity");
  if (sourceIdentity !== null) checkName("sourceIdentity", sourceIdentity);
  return {
    roleArn,
    sessionName: checkName("roleSessionName", form.get("RoleSessionName") ?? ""),
    ...(sourceIdentity !== null && { sourceIdentity }),
    ...externalIdIn(form),
    tags: readTags(form),
    durationSeconds: readDuration(form.get("DurationSeconds")),
  };
}

/** A role of the program can be asked for only from another role here, which AWS calls chaining: an hour at most. */
export function checkDuration(seconds: number, role: Role): void {
  if (seconds > role.maxSessionSeconds)
    throw new ParameterError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  if (seconds > 3600)
    throw new ParameterError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
}

function externalIdIn(form: URLSearchParams): Pick<AssumeRoleParameters, "externalId"> {
  const externalId = form.get("ExternalId");
  if (externalId === null) return {};
  if (/^[\w+=,.@:/-]{2,1224}$/.test(externalId)) return { externalId };
  throw new ParameterError("1 validation error detected: Value at 'externalId' failed to satisfy constraint");
}

function checkName(parameter: string, value: string): string {
  if (NAME.test(value)) return value;
  throw new ParameterError(
    `1 validation error detected: Value at '${parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* and have length between 2 and 64`,
  );
}

function readDuration(text: string | null): number {
  const seconds = text === null ? 3600 : Number(text);
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200) return seconds;
  throw new ParameterError(
    "1 validation error detected: Value at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and 43200",
  );
}

function readTags(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  const seen = new Set<string>();
  for (let position = 1; form.has(`Tags.member.${position}.Key`); position++) {
    const key = form.get(`Tags.member.${position}.Key`) ?? "";
    const value = form.get(`Tags.member.${position}.Value`) ?? "";
    const fits =
      key.length >= 1 && key.length <= 128 && value.length <= 256 && TAG_TEXT.test(key) && TAG_TEXT.test(value);
    if (!fits || key.toLowerCase().startsWith("aws:"))
      throw new ParameterError(
        `1 validation error detected: Value at 'tags.${position}.member' failed to satisfy constraint`,
      );
    // Tag keys are compared without regard to case: `Admin` and `admin` are one key.
    if (seen.has(key.toLowerCase()))
      throw new ParameterError(
        "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
        "InvalidParameterValue",
      );
    seen.add(key.toLowerCase());
    tags[key] = value;
  }
  if (seen.size > 50)
    throw new ParameterError(
      "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50",
    );
  return tags;
}
