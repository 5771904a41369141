/** In the stack of a Studio account the way in is the gateway's: of its function and its endpoints nothing is known here but their names. */
import type { AuditedEndpoint, AuditedRole, Estate } from "../../estate";
import { and, type Formula, key, not } from "../../encode/vocabulary";
import type { Asker } from "../../question";
import { endpointsOf, STUDIO_SERVICES } from "../ours";

/** Endpoints of the gateway by which this account's URLs are made and opened; none in a gateway's own stack. */
export function gatewayDoors({ studio, homeRegion }: Estate): readonly AuditedEndpoint[] {
  const { gateway } = studio;
  if (gateway === undefined) return [];
  const ids = { "sagemaker.api": gateway.sagemakerApiEndpointId, studio: gateway.studioEndpointId };
  return STUDIO_SERVICES.map((service) => ({
    id: ids[service],
    name: `the gateway's ${service} endpoint`,
    urn: studio.domainUrn ?? "",
    service,
    kind: "Interface",
    region: homeRegion,
    vpcId: "vpc-of-the-gateway",
    policies: [],
  }));
}

/** Where people's URLs are made and opened. */
export function mintingDoors(estate: Estate): readonly AuditedEndpoint[] {
  return estate.studio.gateway ? gatewayDoors(estate) : endpointsOf(estate, STUDIO_SERVICES);
}

export function mintingDoorsOf(estate: Estate, service: (typeof STUDIO_SERVICES)[number]): readonly AuditedEndpoint[] {
  return mintingDoors(estate).filter((door) => door.service === service);
}

/**
 * The endpoints that a role's URLs may be made and opened through. A notebook in a network of this stack calls from there, and what it makes is
 * opened, as every URL is, at the studio endpoint.
 */
export function doorsFor(estate: Estate, { purpose }: AuditedRole): readonly string[] {
  const doors = mintingDoors(estate);
  const own = purpose === "execution" && estate.studio.gateway ? endpointsOf(estate, ["sagemaker.api"]) : [];
  if (own.length === 0) return doors.map(({ id }) => id);
  return [...own, ...doors.filter(({ service }) => service === "studio")].map(({ id }) => id);
}

/** A caller, as far as a question can say who it is. */
export interface NamedCaller {
  readonly asker: Asker;
  readonly itself: Formula;
}

/** The gateway's function: a role of another account, known by its ARN. None in a gateway's own stack. */
export function gatewayFunction({ studio }: Estate): readonly NamedCaller[] {
  const { gateway } = studio;
  if (gateway === undefined) return [];
  return [{ asker: { kind: "foreign-role" }, itself: key("aws:PrincipalArn").is(gateway.functionRoleArn) }];
}

/** Every role of another account but the gateway's function; of any other caller, every request. */
export function butForTheGateway(estate: Estate, asker: Asker): Formula {
  const itself = gatewayFunction(estate).filter((caller) => caller.asker.kind === asker.kind);
  return and(...itself.map((caller) => not(caller.itself)));
}

/** What the gateway's function has to bring beside a caller's name: the guards that config asks for. */
export function crossAccountGuard({ studio }: Estate): Formula {
  const { externalId, organizationId } = studio.gateway ?? {};
  return and(
    ...(externalId === undefined ? [] : [key("sts:ExternalId").is(externalId)]),
    ...(organizationId === undefined ? [] : [key("aws:PrincipalOrgID").is(organizationId)]),
  );
}

export function guardInWords({ studio }: Estate): string {
  const { externalId, organizationId } = studio.gateway ?? {};
  const said = [
    ...(externalId === undefined ? [] : [`the external id ${externalId}`]),
    ...(organizationId === undefined ? [] : [`a caller of the organisation ${organizationId}`]),
  ];
  return said.join(" and ") || "there is none";
}

/** What the gateway's endpoints are there for, and in a Studio account's stack none. */
export function unlessElsewhere<T>({ studio }: Estate, passage: T): T[] {
  return studio.gateway ? [] : [passage];
}
