import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointService, endpointServiceName } from "../partition";
import { previewStop } from "../preview";
import type { ZoneOffer } from "./zones";

/** Which services are asked about, and where. */
export interface ZoneQuestion {
  readonly region: string;
  readonly endpointServices: readonly EndpointService[];
  /** The look-up takes no Region: it asks in its provider's. Absent, that is the stack's own. */
  readonly askThrough?: aws.Provider | undefined;
}

/**
 * In which zones of a Region AWS offers the services' interface endpoints to this account. Awaited in try/catch, because the Output form of
 * the look-up says neither which service nor which Region it failed for.
 */
export async function zonesOffered(
  { region, endpointServices }: ZoneQuestion,
  options: pulumi.InvokeOptions,
): Promise<readonly ZoneOffer[]> {
  return Promise.all(endpointServices.map(async (service) => ask(service)));

  async function ask(service: EndpointService): Promise<ZoneOffer> {
    const serviceName = endpointServiceName(region, service);
    try {
      const question = { serviceName, serviceType: "Interface" };
      const { availabilityZones } = await aws.ec2.getVpcEndpointService(question, options);
      return { service: serviceName, zones: availabilityZones };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw previewStop(
        `${region} could not be asked in which zones it offers ${serviceName}: is the Region enabled, and ` +
          `ec2:DescribeVpcEndpointServices allowed? Where AWS offers no such endpoint, nothing can be built. (${why})`,
      );
    }
  }
}

/** The same for a resource that waits for the answer. */
export function zoneOffers(question: ZoneQuestion, parent: pulumi.Resource): pulumi.Output<readonly ZoneOffer[]> {
  const { askThrough } = question;
  const options = askThrough === undefined ? { parent } : { parent, provider: askThrough };
  return pulumi.output(zonesOffered(question, options));
}

/**
 * A provider that asks one other Region, as the account and with the settings of the stack's own (`aws:profile`, `aws:assumeRoles` and so
 * on), which Pulumi gives to no explicit provider. It is for questions only, a process of its own: resources name their Region themselves.
 */
export function providerFor(region: string, name: string, parent: pulumi.Resource): aws.Provider {
  return new aws.Provider(name, { ...aws.config, region }, { parent });
}
