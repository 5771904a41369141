import type { AuditedRole, Estate } from "../../../../policies/audit/estate";
import { mintingRolePolicy, mintingRolePolicyForProfile } from "../../../../policies/minting-role";
import { mintingRoleTrust, mintingRoleTrustForProfile } from "../../../../policies/minting-role-trust";
import { studioExecutionRolePolicy, studioExecutionRoleTrust } from "../../../../policies/studio-execution-role";
import type { PolicyDocument } from "../../../../policies/document";
import { ACCOUNT, endpoint, estate, OUR_SAGEMAKER, OUR_STS, REGION, role, sourced } from "../prove/small-estate";

export const DOMAIN = "d-aaaa11112222";
export const STUDIO = "vpce-0515151515151515d";
export const PROFILE = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:user-profile/${DOMAIN}`;
const PLACE = { partition: "aws", region: REGION, account: ACCOUNT };
const ENDPOINTS = { sagemakerApiEndpointId: OUR_SAGEMAKER, studioEndpointId: STUDIO };
const CALLER: AuditedRole = { ...role("studio-url-role"), purpose: "function", usedBy: ["studio-url"] };

export type Mode = "sessionTags" | "rolePerProfile";

/** A company with these people and the shipped policies of people; no pool, no API. */
export function company(names: readonly string[], mode: Mode): Estate {
  const minting = mode === "sessionTags" ? [sharedMinting()] : names.map(ownMinting);
  return estate({
    roles: [CALLER, ...minting, ...names.map(execution)],
    endpoints: [endpoint(OUR_SAGEMAKER, "sagemaker.api"), endpoint(STUDIO, "studio"), endpoint(OUR_STS, "sts")],
    studio: {
      domainId: DOMAIN,
      profiles: names.map((name) => ({ name, executionRoleArn: execution(name).arn })),
    },
  });
}

function execution(name: string): AuditedRole {
  const owner = { domainId: DOMAIN, userProfileName: name };
  const policy = studioExecutionRolePolicy(PLACE, owner, ENDPOINTS, { buckets: [], s3EndpointId: undefined });
  return {
    ...made(`${name}-role`, `studio-execution/${name}-role-1`, studioExecutionRoleTrust(PLACE, name), policy),
    purpose: "execution",
    usedBy: [name],
    carriedBy: [`user profile ${name}`],
  };
}

function ownMinting(name: string): AuditedRole {
  const policy = mintingRolePolicyForProfile(PLACE, ENDPOINTS, { domainId: DOMAIN, userProfileName: name });
  const trust = mintingRoleTrustForProfile({ functionRoleArn: CALLER.arn });
  const digest = Buffer.from(name.padEnd(16, "x")).toString("hex");
  return {
    ...made(`minting-${name}`, `minting/mint-${digest}`, trust, policy),
    purpose: "minting",
    usedBy: [name],
    carriedBy: [],
  };
}

function sharedMinting(): AuditedRole {
  const trust = mintingRoleTrust({ functionRoleArn: CALLER.arn, domainId: DOMAIN });
  return {
    ...made("minting", "minting/minting", trust, mintingRolePolicy(PLACE, ENDPOINTS)),
    purpose: "minting",
    carriedBy: [],
  };
}

function made(name: string, end: string, trust: PolicyDocument, policy: PolicyDocument): AuditedRole {
  return {
    ...role(name),
    arn: `arn:aws:iam::${ACCOUNT}:role/small/test/${end}`,
    trust: sourced(`trust of ${name}`, ...trust.Statement),
    identity: [sourced(`policy of ${name}`, ...policy.Statement)],
  };
}

/** The estate with another text in the documents of some roles. */
export function withRoleText(
  before: Estate,
  isMeant: (role: AuditedRole) => boolean,
  change: (text: string) => string,
): Estate {
  if (!before.roles.some(isMeant)) throw new Error("No role is changed.");
  const changed = (one: AuditedRole): AuditedRole => {
    const { trust, identity } = one;
    const made = JSON.parse(change(JSON.stringify({ trust, identity }))) as Pick<AuditedRole, "trust" | "identity">;
    return { ...one, ...made };
  };
  return { ...before, roles: before.roles.map((one) => (isMeant(one) ? changed(one) : one)) };
}

export function executionRoleOf(name: string) {
  return ({ purpose, usedBy }: AuditedRole) => purpose === "execution" && usedBy.includes(name);
}
