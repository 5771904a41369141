/** What the company's DNS servers have to forward to the inbound resolver: pure, no Pulumi. */
import { partitionOf } from "../partition";

export interface ForwardingNames {
  readonly apiId: string;
  readonly region: string;
  /** Without private DNS nobody asks the resolver about the API: its alias name is public. */
  readonly executeApiPrivateDns?: boolean;
}

export interface ForwardingSnippets {
  /** For named.conf. */
  readonly bind: string;
  /** For unbound.conf. */
  readonly unbound: string;
  /** For PowerShell on a domain controller. */
  readonly windows: string;
  /** Commands that prove it; each has to answer with addresses of the VPC. */
  readonly check: string;
}

/**
 * The zones, as small as they can be: the one API's name, never all of `execute-api.<region>…`, because private DNS answers for that
 * whole zone and every public API in the Region would be gone for the clients behind it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-interface-endpoint-privatedns.html
 */
export function zonesToForward({ apiId, region, executeApiPrivateDns = true }: ForwardingNames): string[] {
  const { dnsSuffix, studioDnsSuffix } = partitionOf(region);
  const studio = `studio.${region}.${studioDnsSuffix}`;
  return executeApiPrivateDns ? [`${apiId}.execute-api.${region}.${dnsSuffix}`, studio] : [studio];
}

/** The same forwarding in the words of three DNS servers. */
export function forwardingSnippets(zones: readonly string[], addresses: readonly string[]): ForwardingSnippets {
  const bind = (zone: string) =>
    `zone "${zone}" { type forward; forward only; forwarders { ${addresses.map((address) => `${address};`).join(" ")} }; };`;
  const unbound = (zone: string) =>
    ["forward-zone:", `  name: "${zone}."`, ...addresses.map((address) => `  forward-addr: ${address}`)].join("\n");
  const windows = (zone: string) =>
    `Add-DnsServerConditionalForwarderZone -Name "${zone}" -MasterServers ${addresses.join(",")} -ReplicationScope Forest`;
  return {
    bind: zones.map(bind).join("\n"),
    unbound: zones.map(unbound).join("\n"),
    windows: zones.map(windows).join("\n"),
    check: zones.flatMap((zone) => addresses.map((address) => digLine(zone, address))).join("\n"),
  };
}

/** Studio's names are wildcards below the zone, so any label will do; the API's zone is the name itself. */
function digLine(zone: string, address: string): string {
  return `dig +short ${zone.startsWith("studio.") ? `any-domain.${zone}` : zone} @${address}`;
}
