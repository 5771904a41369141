import { createHash } from "node:crypto";
import { textInput, type NewResource } from "./model";

/** One of the account ids that AWS's own examples use: the account of a program whose config names none. */
export const EXAMPLE_ACCOUNT = "111122223333";

/** Another of them: of a Studio account whose config names none. */
export const EXAMPLE_STUDIO_ACCOUNT = "444455556666";

/** The account that everything of the running program belongs to. */
export let ACCOUNT = EXAMPLE_ACCOUNT;

/** For one run; runs do not overlap. */
export function runInAccount(account: string): void {
  ACCOUNT = account;
}

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Hex digits that depend on the seed only, so that every run makes the same ids. At most 64. */
export function hex(seed: string, digits: number): string {
  return createHash("sha256").update(seed).digest("hex").slice(0, digits);
}

/** Lower-case letters and digits, starting with a letter. At most 32. */
export function letters(seed: string, count: number): string {
  const bytes = createHash("sha256").update(seed).digest().subarray(0, count);
  return [...bytes].map((byte, index) => LOWER[byte % (index === 0 ? 26 : 36)] ?? "a").join("");
}

/** A UUID in form; nothing random is in it. */
export function uuidOf(seed: string): string {
  const digits = hex(seed, 32);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}

/** An EC2-style id, e.g. `vpc-0` and 16 hex digits. `part` tells apart the ids of one resource. */
export function ec2Id(resource: NewResource, prefix: string, part = ""): string {
  return `${prefix}-0${hex(`${resource.urn}|${prefix}|${part}`, 16)}`;
}

/** The partition of a Region: aws, aws-cn, aws-us-gov. https://docs.aws.amazon.com/general/latest/gr/rande.html */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The domain under which a Region's services answer. */
export function dnsSuffixOf(region: string): string {
  return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** An ARN in the resource's Region and account. */
export function arn(resource: NewResource, service: string, rest: string): string {
  return `arn:${partitionOf(resource.region)}:${service}:${resource.region}:${ACCOUNT}:${rest}`;
}

/** An IAM ARN, which has no Region. */
export function iamArn(resource: NewResource, rest: string): string {
  return `arn:${partitionOf(resource.region)}:iam::${ACCOUNT}:${rest}`;
}

/**
 * The physical name: the given one, or Pulumi's `<logical>-<7 hex digits>`. Too long a name is refused as the
 * provider refuses it, since it is AWS's limit that would otherwise stop the deployment half-way.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
export function physicalName(resource: NewResource, maxLength: number, key = "name"): string {
  const name = textInput(resource, key) ?? `${resource.name}-${hex(resource.urn, 7)}`;
  if (name.length > maxLength) throw new Error(`name "${name}" is longer than the ${maxLength} characters allowed`);
  return name;
}
