import { readDocument } from "../../../policies/audit/collect/policy-document";
import { assertModelled, UnmodelledPolicyError } from "../../../policies/evaluate/modelled";
import type { Role } from "../graph/enforced-estate";

/** What IAM refuses, by its own name for it. */
export class IamFault extends Error {
  constructor(
    readonly code: "NoSuchEntity" | "MalformedPolicyDocument" | "LimitExceeded" | "ValidationError",
    message: string,
  ) {
    super(message);
  }
}

/** All inline policies of a role together; white space does not count. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_CHARACTERS = 10_240;
const NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * Inline policies that operators put on the program's roles while the laptop runs. They are enforced from the next request on; on AWS it
 * takes a few seconds. The program's own are there too, but only the program changes them.
 */
export class InlinePolicies {
  private readonly texts = new Map<string, Map<string, string>>();

  /** @param roles the ones that decisions are made by */
  constructor(private readonly roles: Map<string, Role>) {}

  /** The ARN of a role by its name, whatever its path; of a name that no role has, one without a path. */
  arnOf(roleName: string, accountArn: string): string {
    const role = [...this.roles.values()].find(({ name }) => name === roleName);
    return role?.arn ?? `${accountArn}:role/${roleName}`;
  }

  /** @throws IamFault */
  put(roleArn: string, policyName: string, text: string): void {
    const role = this.existing(roleArn);
    if (!NAME.test(policyName)) throw new IamFault("ValidationError", "The specified value for policyName is invalid.");
    const policy = understood(enforcedName(policyName, role), text);
    const identity = [...without(role, policyName), policy];
    const characters = identity.reduce((sum, { document }) => sum + JSON.stringify(document).length, 0);
    if (characters > MOST_CHARACTERS)
      throw new IamFault(
        "LimitExceeded",
        `Maximum policy size of ${MOST_CHARACTERS} bytes exceeded for role ${role.name}`,
      );
    this.roles.set(roleArn, { ...role, identity });
    this.textsOf(roleArn).set(policyName, text);
  }

  /** Of the policies that were put on a role here. */
  namesOf(roleArn: string): readonly string[] {
    return [...(this.texts.get(roleArn)?.keys() ?? [])];
  }

  /** @throws IamFault when there is none of the name */
  get(roleArn: string, policyName: string): string {
    this.existing(roleArn);
    const text = this.textsOf(roleArn).get(policyName);
    if (text === undefined) throw noSuchPolicy(policyName);
    return text;
  }

  /** @throws IamFault when there is none of the name */
  delete(roleArn: string, policyName: string): void {
    const role = this.existing(roleArn);
    if (!this.textsOf(roleArn).delete(policyName)) throw noSuchPolicy(policyName);
    this.roles.set(roleArn, { ...role, identity: without(role, policyName) });
  }

  private existing(roleArn: string): Role {
    const role = this.roles.get(roleArn);
    if (role) return role;
    const name = roleArn.split("/").at(-1) ?? "";
    throw new IamFault("NoSuchEntity", `The role with name ${name} cannot be found.`);
  }

  private textsOf(roleArn: string): Map<string, string> {
    const known = this.texts.get(roleArn) ?? new Map<string, string>();
    this.texts.set(roleArn, known);
    return known;
  }
}

function enforcedName(policyName: string, role: Role): string {
  return `inline policy ${policyName} of role ${role.name}`;
}

function without(role: Role, policyName: string): Role["identity"] {
  return role.identity.filter(({ name }) => name !== enforcedName(policyName, role));
}

/** What the evaluator would have to guess about is refused here: enforced it must be to the letter. */
function understood(name: string, text: string) {
  const read = readDocument(text);
  if (read.kind === "fault") throw new IamFault("MalformedPolicyDocument", `${name} is not a policy: ${read.why}.`);
  try {
    const policy = { name, document: read.document };
    assertModelled(policy, "identity");
    return policy;
  } catch (error) {
    if (error instanceof UnmodelledPolicyError) throw new IamFault("MalformedPolicyDocument", error.message);
    throw error;
  }
}

function noSuchPolicy(policyName: string): IamFault {
  return new IamFault("NoSuchEntity", `The role policy with name ${policyName} cannot be found.`);
}
