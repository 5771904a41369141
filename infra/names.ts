import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { faultOfDomainPrefix } from "./config/sign-in";

/**
 * IAM paths of the roles that endpoint policies name as a group. A path is ours alone: no role becomes "a minting role" by being
 * given a similar name, only by being created under it.
 */
export function rolePaths(): {
  readonly stack: string;
  readonly minting: string;
  readonly execution: string;
  readonly images: string;
  readonly rStudio: string;
} {
  const stack = `/${pulumi.getProject()}/${pulumi.getStack()}/`;
  return {
    stack,
    minting: `${stack}minting/`,
    execution: `${stack}studio-execution/`,
    images: `${stack}studio-images/`,
    rStudio: `${stack}r-studio/`,
  };
}

let companyPrefix = "";

/** Begins every name that is made from now on; "" for none. Said once, before anything is declared. */
export function beginNamesWith(prefix: string): void {
  companyPrefix = prefix;
}

/** What names begin with, by config's `namePrefix`. */
export function prefixOfNames(): string {
  return companyPrefix;
}

/** Leaves room for an account number within the 63 characters that Cognito and SageMaker allow. */
const LONGEST_LABEL = 50;

/**
 * Project and stack as one name that a sign-in prefix, a Studio domain and a layer may have. Pulumi takes dots, underscores, capitals and
 * 100 characters in the names of both, and AWS's words in them; a stack with such a name enters as a hash, and a project, which
 * `pulumi new` lets a person name, with it.
 */
export function stackLabel(project = pulumi.getProject(), stack = pulumi.getStack()): string {
  const labels = [`${project}-${stack}`, `${project}-${hashOf(stack)}`].map((label) => `${companyPrefix}${label}`);
  return labels.find(isLabel) ?? `${companyPrefix}gateway-${hashOf(`${project}/${stack}`)}`;
}

function isLabel(name: string): boolean {
  return name.length <= LONGEST_LABEL && faultOfDomainPrefix(name) === undefined;
}

/** Decided here and not by AWS, because the policy of the key that encrypts the topic names it before it is there. */
export function alarmTopicName(): string {
  return `${stackLabel()}-alarms`;
}

/**
 * rolePerProfile mode: the fixed start of a minting role's name; the profile's digest follows. Role names are unique in the whole account
 * whatever their path, and at most 64 characters long, so project and stack enter as a hash.
 */
export function mintingRoleNamePrefix(): string {
  return `${companyPrefix}mint-${hashOf(`${pulumi.getProject()}/${pulumi.getStack()}`)}-`;
}

/** The name as it is, or where it is longer than that its beginning and a digest, so that different names stay different. */
export function withinLength(name: string, longest: number): string {
  return name.length <= longest ? name : `${name.slice(0, longest - 9)}-${hashOf(name)}`;
}

/** Eight hex digits. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
