import type { NamedPolicy } from "../../policies/evaluate/decision";
import type { PolicyDocument } from "../../policies/document";
import { NotModelledError } from "./not-modelled";

/**
 * AWS-managed policies the laptop knows, reduced to what concerns the services it stands in for. Not ours, so without Sids of ours;
 * the program attaches none of them: they are here for the question "and if somebody attaches it?".
 */
const KNOWN: Readonly<Record<string, PolicyDocument>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSageMakerFullAccess.html
  AmazonSageMakerFullAccess: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sagemaker:*", Resource: "*" }],
  },
};

/** @throws NotModelledError for a policy whose text is not known here */
export function managedPolicy(arn: string): NamedPolicy {
  const name = arn.split("/").at(-1) ?? "";
  const document = /^arn:[a-z-]+:iam::aws:policy\//.test(arn) ? KNOWN[name] : undefined;
  if (!document)
    throw new NotModelledError(
      `A role has ${arn} attached, and the laptop does not know that policy's text (it knows ${Object.keys(KNOWN).join(", ")}).`,
    );
  return { name: `AWS-managed ${name}`, document };
}
