/** What the halves say of each other, by name; and the requests of people of the other account, which both have to let pass. */
import { mintingRolesOf, withHalf } from "../../accounts/joint-estate";
import type { Estate } from "../../estate";
import { becomeMinter, minters, mintCall } from "../intended/intended-requests";
import { endpointIds, endpointsOf, functionRoles, STUDIO_SERVICES, studioAccounts, trustSubject } from "../ours";
import { type Fact, fact, type IntendedRequest } from "../rule";

export function halvesAgree(estate: Estate): Fact[] {
  return (estate.halves ?? []).flatMap((half) => [...readWhole(half), ...named(estate, half)]);
}

/** What was not read there leaves open what the two say together. */
function readWhole({ stack, coverage }: Estate): Fact[] {
  return coverage.map(({ urn, source, pointer, why }) => ({
    claim: `What stands at ${pointer || "/"} of stack ${stack} was read.`,
    about: { urn, source },
    status: "UNKNOWN",
    why,
  }));
}

function named(estate: Estate, half: Estate): Fact[] {
  const [role] = mintingRolesOf(half);
  const about = role ? trustSubject(role) : { urn: "" };
  const { gateway, domainId } = half.studio;
  const listed = studioAccounts(estate).find((each) => each.accountId === half.account && each.domainId === domainId);
  const functions = functionRoles(estate, "studio-url").map(({ arn }) => arn);
  const doors = STUDIO_SERVICES.flatMap((service) => endpointIds(estate, [service]));
  const told = [gateway?.sagemakerApiEndpointId, gateway?.studioEndpointId];
  const whose = `stack ${half.stack} (account ${half.account})`;
  return [
    fact(
      `Config lists ${domainId} of ${whose}, with the role that mints there.`,
      about,
      listed !== undefined && listed.mintingRoleArn === role?.arn,
      listed === undefined ? "it lists no such domain" : `it lists ${listed.mintingRoleArn}`,
    ),
    fact(
      `The gateway of ${whose} is this stack: its function's role and its two endpoints.`,
      about,
      functions.includes(gateway?.functionRoleArn ?? "") && told.every((id) => id !== undefined && doors.includes(id)),
      `it is ${gateway?.functionRoleArn ?? "not named"}, with ${told.join(" and ")}`,
    ),
    fact(
      `The function sends the external id that ${whose} asks for.`,
      about,
      gateway?.externalId === undefined || gateway.externalId === listed?.externalId,
      `it sends ${listed?.externalId ?? "none"}`,
    ),
  ];
}

/** Each a request as it really comes, decided by the policies of both accounts. */
export function peopleOfTheOtherAccount(estate: Estate): IntendedRequest[] {
  return (estate.halves ?? []).flatMap((half) => {
    const together = withHalf(estate, half);
    const { externalId } =
      studioAccounts(estate).find(
        (each) => each.accountId === half.account && each.domainId === half.studio.domainId,
      ) ?? {};
    return minters(half).flatMap((minter): IntendedRequest[] => {
      const about = trustSubject(minter.role);
      const becoming = functionRoles(estate, "studio-url").flatMap((caller) =>
        endpointsOf(estate, ["sts"]).map((endpoint): IntendedRequest => {
          const request = {
            ...becomeMinter(minter, caller, endpoint),
            ...(externalId !== undefined && { externalId }),
          };
          const claim = `The studio-url function becomes ${minter.role.name} of account ${half.account} for ${minter.who}.`;
          return { claim, about, request, route: { kind: "assume-role", role: minter.role }, decidedIn: together };
        }),
      );
      const minting = endpointsOf(estate, STUDIO_SERVICES).map((endpoint): IntendedRequest => {
        const request = mintCall(half, minter, "sagemaker:CreatePresignedDomainUrl", endpoint);
        const claim = `${minter.who} of account ${half.account} gets in through ${endpoint.name}.`;
        return { claim, about, request, route: { kind: "service" }, decidedIn: together };
      });
      return [...becoming, ...minting];
    });
  });
}
