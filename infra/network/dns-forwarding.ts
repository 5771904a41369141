/** What the company's DNS servers have to forward to the inbound resolver: pure, no Pulumi. */
import { partitionOf } from "../partition";
import {
  checks,
  forBind,
  forDnsmasq,
  forInfoblox,
  type Forwarding,
  forRoute53,
  forUnbound,
  forWindows,
} from "./dns-servers";

export interface ForwardingNames {
  readonly apiId: string;
  readonly region: string;
  /** Without private DNS the resolver is not asked about the API: its alias name is public. */
  readonly executeApiPrivateDns?: boolean;
}

/** By DNS server, and `check` to try it: what each prints is ready to paste. */
export const SNIPPETS = {
  bind: forBind,
  unbound: forUnbound,
  dnsmasq: forDnsmasq,
  windows: forWindows,
  route53: forRoute53,
  infoblox: forInfoblox,
  check: checks,
} satisfies Record<string, (forwarding: Forwarding) => string>;

export type SnippetName = keyof typeof SNIPPETS;
export type ForwardingSnippets = Readonly<Record<SnippetName, string>>;

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

/** The same forwarding in the words of every DNS server. */
export function forwardingSnippets(zones: readonly string[], addresses: readonly string[]): ForwardingSnippets {
  const named = Object.entries(SNIPPETS).map(([name, text]) => [name, text({ zones, addresses })] as const);
  return Object.fromEntries(named) as unknown as ForwardingSnippets;
}
