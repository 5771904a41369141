import { awsManagedPolicy, managedPolicyNames } from "../../../policies/audit/managed-policies/managed-policies";
import type { NamedPolicy } from "../../../policies/evaluate/decision";
import { type PolicyDocument, policyDocument } from "../../../policies/document";
import { NotModelledError } from "./not-modelled";

/**
 * For the question "and if it is attached?". Broader about SageMaker than the real one, which leaves out domains and profiles
 * but for making URLs, and silent about the other services in it: what holds beside this holds beside that.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
 */
const STAND_INS: ReadonlyMap<string, PolicyDocument> = new Map([
  ["AmazonSageMakerFullAccess", policyDocument({ Effect: "Allow", Action: "sagemaker:*", Resource: "*" })],
]);

/** @throws NotModelledError for a policy whose text is not known here */
export function managedPolicy(arn: string): NamedPolicy {
  const [, path = ""] = /^arn:[a-z-]+:iam::aws:policy\/(.+)$/.exec(arn) ?? [];
  const document = awsManagedPolicy(arn)?.document ?? STAND_INS.get(path);
  if (!document)
    throw new NotModelledError(
      `A role has ${arn} attached, and the laptop does not know that policy's text (it knows ${[...managedPolicyNames, ...STAND_INS.keys()].join(", ")}).`,
    );
  return { name: `AWS-managed ${path.split("/").at(-1) ?? path}`, document };
}
