/** What a Studio account must not forbid: the gateway's function becoming the minting role, as its list tells it to. */
import type { AssumeRoleRequest } from "../../../evaluate/assume-role";
import type { Estate } from "../../estate";
import { CALLER_ID } from "../../real-names";
import { fromOutside, type Minter, minters } from "../intended/intended-requests";
import { trustSubject } from "../ours";
import type { IntendedRequest } from "../rule";

export function becomingFromTheGateway(estate: Estate): IntendedRequest[] {
  const { gateway } = estate.studio;
  if (gateway === undefined) return [];
  return minters(estate).map((minter) => ({
    claim: `The gateway's function becomes ${minter.role.name} for ${minter.who}.`,
    about: trustSubject(minter.role),
    request: fromGateway(estate, minter, gateway),
    route: { kind: "assume-role", role: minter.role },
  }));
}

/** By which endpoint of the gateway it comes, the trust does not ask. */
function fromGateway(
  { homeRegion }: Estate,
  { role, domainId, profile }: Minter,
  { accountId, functionRoleArn, externalId, organizationId }: NonNullable<Estate["studio"]["gateway"]>,
): AssumeRoleRequest {
  return {
    roleArn: role.arn,
    principal: { kind: "role", roleArn: functionRoleArn, account: accountId },
    context: {
      ...fromOutside(homeRegion),
      ...(organizationId !== undefined && { "aws:PrincipalOrgID": organizationId }),
    },
    sessionName: `studio-url-${CALLER_ID.slice(0, 32)}`,
    tags: { StudioDomainId: domainId, StudioUserProfile: profile },
    sourceIdentity: CALLER_ID,
    ...(externalId !== undefined && { externalId }),
  };
}
