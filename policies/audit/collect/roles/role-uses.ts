/** What a role is for: by the function or service that runs with it, or by the component that made it. */
import { createHash } from "node:crypto";
import type { AuditedRole, RolePurpose } from "../../estate";
import { type CollectedResource, identity, record, setting } from "../graph/graph";
import type { Survey } from "../survey";

type Use = Pick<AuditedRole, "purpose" | "usedBy" | "carriedBy">;

export function useOf(survey: Survey, role: CollectedResource, arn: string): Use {
  const uses: readonly (readonly [RolePurpose, readonly string[]])[] = [
    ["function", survey.referring("lambda/function:Function", "role", arn).map(({ name }) => name)],
    ["execution", profilesWith(survey, arn)],
    ["studio-default", domainsWith(survey, arn)],
    ["r-studio", rStudioWith(survey, arn)],
    ["studio-image", survey.referring("sagemaker/image:Image", "roleArn", arn).map(({ name }) => name)],
    ["api-gateway-logging", survey.referring("apigateway/account:Account", "cloudwatchRoleArn", arn).map(() => "")],
    ["workstation", instancesWith(survey, role)],
    [
      "rollout",
      survey.referring("codedeploy/deploymentGroup:DeploymentGroup", "serviceRoleArn", arn).map(({ name }) => name),
    ],
  ];
  const users = uses.flatMap(([, names]) => names).filter((name) => name !== "");
  const carriedBy = uses.flatMap(([use, names]) => names.map((name) => `${CARRIERS[use] ?? use} ${name}`.trim()));
  if (isMinting(survey, role)) return { purpose: "minting", usedBy: mintedProfile(survey, role), carriedBy };
  const [purpose] = uses.find(([, names]) => names.length > 0) ?? ["other"];
  return { purpose, usedBy: users, carriedBy };
}

const CARRIERS: Readonly<Partial<Record<RolePurpose, string>>> = {
  function: "function",
  execution: "user profile",
  "studio-default": "domain",
  "r-studio": "RStudio of domain",
  "studio-image": "image",
  "api-gateway-logging": "API Gateway's account",
  workstation: "instance",
  rollout: "deployment group",
};

/** A role comes to a machine by way of a profile, which names it; a profile that no machine has lends it to nothing. */
function instancesWith(survey: Survey, role: CollectedResource): string[] {
  const profiles = survey.referring("iam/instanceProfile:InstanceProfile", "role", role.id, identity(role, "name"));
  const names = profiles.map((profile) => identity(profile, "name"));
  return survey.referring("ec2/instance:Instance", "iamInstanceProfile", ...names).map(({ name }) => name);
}

function profilesWith(survey: Survey, arn: string): string[] {
  return survey
    .all("sagemaker/userProfile:UserProfile")
    .filter((profile) => record(profile.inputs["userSettings"])["executionRole"] === arn)
    .map((profile) => setting(profile, "userProfileName") ?? profile.name);
}

function domainsWith(survey: Survey, arn: string): string[] {
  return survey.all("sagemaker/domain:Domain").flatMap((domain) => {
    return record(domain.inputs["defaultUserSettings"])["executionRole"] === arn ? [domain.name] : [];
  });
}

function rStudioWith(survey: Survey, arn: string): string[] {
  return survey.all("sagemaker/domain:Domain").flatMap((domain) => {
    const { rStudioServerProDomainSettings: server } = record(domain.inputs["domainSettings"]);
    return record(server)["domainExecutionRoleArn"] === arn ? [domain.name] : [];
  });
}

function isMinting(survey: Survey, role: CollectedResource): boolean {
  for (let above = survey.parentOf(role); above; above = survey.parentOf(above))
    if (above.type.endsWith(":studio:MintingRoles")) return true;
  return false;
}

/**
 * The profile that a role of its own mints for. The function finds such a role by a hash in its name, so the hash tells, and not
 * what the role's policy happens to allow; candidates are the ends of the logical name.
 */
export function mintedProfile(survey: Survey, role: CollectedResource): string[] {
  const digest = /[0-9a-f]{32}$/.exec(identity(role, "name") ?? "")?.[0];
  if (!digest) return [];
  const parts = role.name.split("-");
  const candidates = parts.map((_, index) => parts.slice(index).join("-"));
  return domainIds(survey).flatMap((domainId) =>
    candidates.filter((profile) => mintingDigest(domainId, profile) === digest),
  );
}

/** As functions/studio-url/env.ts computes it; written again, because policies know no functions. */
function mintingDigest(domainId: string, userProfileName: string): string {
  return createHash("sha256").update(`${domainId}/${userProfileName}`).digest("hex").slice(0, 32);
}

/** The stack's own Studio domains, or the existing one that its profiles and functions name. */
export function domainIds(survey: Survey): readonly string[] {
  const made = survey.all("sagemaker/domain:Domain").map((domain) => identity(domain, "id"));
  const named = survey.all("sagemaker/userProfile:UserProfile").map((profile) => setting(profile, "domainId"));
  const told = survey.all("lambda/function:Function").map((spec) => environmentOf(spec)["DOMAIN_ID"]);
  return [...new Set([...made, ...named, ...told])].filter((id): id is string => typeof id === "string" && id !== "");
}

export function environmentOf(spec: CollectedResource): Readonly<Record<string, unknown>> {
  return record(record(spec.inputs["environment"])["variables"]);
}
