/** A policy that a role has by ARN: one of the program's, or one of AWS's whose text is on file. */
import type { SourcedPolicy } from "../../estate";
import { awsManagedPolicy, howToMakeKnown } from "../../managed-policies/managed-policies";
import { type CollectedResource, identity } from "../graph/graph";
import type { Survey } from "../survey";

interface Reference {
  readonly resource: CollectedResource;
  readonly arn: unknown;
  readonly at: string;
}

export function managedPolicy(
  survey: Survey,
  role: CollectedResource,
  { resource, arn, at }: Reference,
): SourcedPolicy | undefined {
  survey.claim(resource, at);
  const [own] = survey.all("iam/policy:Policy").filter((policy) => identity(policy, "arn") === arn);
  if (own) {
    const name = `${own.name} of role ${role.name}`;
    return survey.policy({ resource: own, pointer: "/policy", value: own.inputs["policy"], name, layer: "identity" });
  }
  const known = awsManagedPolicy(String(arn));
  if (!known) {
    const unknown = `The text of ${String(arn)}, which role ${role.name} has, is not known.`;
    survey.fault(resource, at, `${unknown} ${howToMakeKnown(String(arn))}`);
    return undefined;
  }
  const { name: title, document } = known;
  const name = `AWS-managed ${title} of role ${role.name}`;
  return survey.made(resource, { name, document, layer: "identity", origin: "aws-managed", pointer: at });
}
