/** A role's permissions boundary: one of the program's own policies, AWS's, or a text that config gives beside the ARN. */
import type { SourcedPolicy } from "../../estate";
import { awsManagedPolicy } from "../../managed-policies/managed-policies";
import { type CollectedResource, identity, record, text } from "../graph/graph";
import { readDocument } from "../policy-document";
import type { Survey } from "../survey";

const AT = "/permissionsBoundary";

/** An unknown text is a fault: what still works could not be said. */
export function boundaryOf(survey: Survey, role: CollectedResource): SourcedPolicy | undefined {
  const given = role.inputs["permissionsBoundary"];
  if (given === undefined || given === "") return undefined;
  const arn = text(given) ?? "of a form that is not understood";
  survey.claim(role, AT);
  const name = `permissions boundary ${arn} of role ${role.name}`;
  const own = survey.all("iam/policy:Policy").find((policy) => identity(policy, "arn") === arn);
  if (own)
    return survey.policy({ resource: own, pointer: "/policy", value: own.inputs["policy"], name, layer: "boundary" });
  const value = givenText(survey, arn) ?? awsManagedPolicy(arn)?.document;
  if (value === undefined) {
    survey.fault(role, AT, `The text of the ${name} is not known. ${howToGiveIt(survey, arn)}`);
    return undefined;
  }
  const read = readDocument(value);
  if (read.kind === "document")
    return survey.made(role, { name, document: read.document, layer: "boundary", origin: "guardrail", pointer: AT });
  survey.fault(role, AT, `The ${name} is not understood: ${read.why}.`);
  return undefined;
}

/** By the stack's outputs, where the program puts what config says. */
function givenText({ graph }: Survey, arn: string): unknown {
  const told = record(graph.outputs["permissionsBoundary"]);
  return told["arn"] === arn ? told["policy"] : undefined;
}

function howToGiveIt({ graph }: Survey, arn: string): string {
  const version = `aws iam get-policy --policy-arn ${arn} --query Policy.DefaultVersionId --output text`;
  const document = `aws iam get-policy-version --policy-arn ${arn} --version-id "$(${version})" --query PolicyVersion.Document`;
  return `Give it with: pulumi config set --stack ${graph.stack} permissionsBoundaryPolicy "$(${document})"`;
}
