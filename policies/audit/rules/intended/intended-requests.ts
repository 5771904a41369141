/** The product at work: requests that people and functions really make. Rules hold them up against themselves. */
import { SOURCE_VPCE } from "../../../from-our-endpoints";
import type { AssumeRoleRequest } from "../../../evaluate/assume-role";
import type { AccessRequest } from "../../../evaluate/request";
import type { AuditedEndpoint, AuditedRole, Estate } from "../../estate";
import { CALLER_ID } from "../../real-names";
import { arnIn, mintedProfileOf, ownerOf, profileArn, rolesFor } from "../ours";

type Context = Record<string, string>;
type Caller = AccessRequest["principal"];

/** What every signed request through an endpoint carries. */
export function throughEndpoint(endpoint: AuditedEndpoint): Context {
  return {
    ...signed(endpoint.region),
    [SOURCE_VPCE]: endpoint.id,
    "aws:SourceVpc": endpoint.vpcId,
    "aws:VpcSourceIp": "10.64.0.10",
  };
}

/** The same from anywhere else: AWS's own network, or a person's desk. */
export function fromOutside(region: string): Context {
  return { ...signed(region), "aws:SourceIp": "203.0.113.10" };
}

function signed(region: string): Context {
  return { "aws:RequestedRegion": region, "aws:SecureTransport": "true", "aws:ViaAWSService": "false" };
}

export function asRole({ arn }: AuditedRole): Caller {
  return { kind: "role", roleArn: arn, account: arn.split(":")[4] ?? "" };
}

/** The account's operator who deploys it: a role that this stack does not make. */
export function deployer({ partition, account }: Estate): Caller {
  return { kind: "role", roleArn: `arn:${partition}:iam::${account}:role/deployer`, account };
}

/** A profile for which the stack mints, and the role with which it does. */
export interface Minter {
  readonly role: AuditedRole;
  readonly profile: string;
  readonly domainId: string;
  /** In a claim's words. */
  readonly who: string;
}

/**
 * Names and roles of the people for whom the stack mints; with session tags one role serves all. Whose profiles there are in further
 * domains, rows say that are not in the graph: one of each stands for all.
 */
export function minters(estate: Estate): readonly Minter[] {
  const { domainId, profiles, furtherDomainIds = [] } = estate.studio;
  const further = furtherDomainIds.map(personOf);
  const unknown = estate.studio.gateway && profiles.length === 0 ? [personOf(domainId)] : [];
  const all = [...profiles.map(({ name }) => ({ domainId, profile: name, who: name })), ...further, ...unknown];
  return rolesFor(estate, "minting").flatMap((role) => {
    const own = mintedProfileOf(role);
    return own === undefined ? all.map((each) => ({ role, ...each })) : [{ role, domainId, profile: own, who: own }];
  });
}

function personOf(domainId: string): Omit<Minter, "role"> {
  return { domainId, profile: "some-person", who: `a person of ${domainId}` };
}

/** A call with a minting session, whose tags STS has put into it. */
export function mintCall(
  estate: Estate,
  { role, profile, domainId }: Minter,
  action: string,
  endpoint: AuditedEndpoint,
): AccessRequest {
  const tags =
    mintedProfileOf(role) === undefined
      ? { "aws:PrincipalTag/StudioDomainId": domainId, "aws:PrincipalTag/StudioUserProfile": profile }
      : {};
  const context = { ...throughEndpoint(endpoint), ...tags };
  return { action, resource: profileArn(estate, profile, domainId), principal: asRole(role), context };
}

/** The studio-url function becomes the minting role, in the caller's name and for the caller's profile. */
export function becomeMinter(
  { role, profile, domainId }: Minter,
  caller: AuditedRole,
  endpoint: AuditedEndpoint,
): AssumeRoleRequest {
  const tags =
    mintedProfileOf(role) === undefined
      ? { StudioDomainId: domainId, StudioUserProfile: profile }
      : ({} as Record<string, string>);
  return {
    roleArn: role.arn,
    principal: asRole(caller),
    context: throughEndpoint(endpoint),
    sessionName: `studio-url-${CALLER_ID.slice(0, 32)}`,
    tags,
    sourceIdentity: CALLER_ID,
  };
}

/** SageMaker starts an app with a person's execution role, and names the person. */
export function becomeNotebook(estate: Estate, role: AuditedRole, service: string): AssumeRoleRequest {
  return {
    roleArn: role.arn,
    principal: { kind: "service", service },
    context: {
      "aws:SourceAccount": estate.account,
      "aws:SourceArn": arnIn(estate, "sagemaker", `domain/${estate.studio.domainId}`),
    },
    sessionName: "SageMaker",
    tags: {},
    sourceIdentity: ownerOf(estate, role) ?? "",
  };
}
