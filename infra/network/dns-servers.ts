/** The same forwarding in the words of each DNS server: pure, no Pulumi. The order of zones and addresses is the caller's. */

/** What to forward, and where to. */
export interface Forwarding {
  /** Names of zones, without a dot at the end. */
  readonly zones: readonly string[];
  /** IPv4 addresses of the inbound resolver. */
  readonly addresses: readonly string[];
}

/**
 * For named.conf. Answers with private addresses pass unless `deny-answer-addresses` is set.
 * https://bind9.readthedocs.io/en/stable/reference.html#namedconf-statement-deny-answer-addresses
 */
export function forBind({ zones, addresses }: Forwarding): string {
  const forwarders = addresses.map((address) => `${address};`).join(" ");
  const excepted = zones.map((zone) => `"${zone}";`).join(" ");
  return [
    ...zones.map((zone) => `zone "${zone}" { type forward; forward only; forwarders { ${forwarders} }; };`),
    "# The answers are private addresses. Where options { } has deny-answer-addresses, against DNS rebinding, end that list with:",
    `#   deny-answer-addresses { ... } except-from { ${excepted} };`,
  ].join("\n");
}

/**
 * For unbound.conf, or a file that it includes. `private-domain` lets these names answer with private addresses where `private-address`
 * (protection against DNS rebinding) takes them out of every other answer; without that setting it changes nothing.
 * https://unbound.docs.nlnetlabs.nl/en/latest/manpages/unbound.conf.html
 */
export function forUnbound({ zones, addresses }: Forwarding): string {
  return [
    "server:",
    ...zones.map((zone) => `  private-domain: "${zone}."`),
    ...zones.flatMap((zone) => [
      "forward-zone:",
      `  name: "${zone}."`,
      ...addresses.map((address) => `  forward-addr: ${address}`),
    ]),
  ].join("\n");
}

/**
 * For dnsmasq.conf. `rebind-domain-ok` matters where `stop-dns-rebind` is set, and changes nothing elsewhere.
 * https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html
 */
export function forDnsmasq({ zones, addresses }: Forwarding): string {
  return [
    ...zones.flatMap((zone) => addresses.map((address) => `server=/${zone}/${address}`)),
    `rebind-domain-ok=/${zones.join("/")}/`,
  ].join("\n");
}

/**
 * PowerShell for a domain controller.
 * https://learn.microsoft.com/en-us/powershell/module/dnsserver/add-dnsserverconditionalforwarderzone
 */
export function forWindows({ zones, addresses }: Forwarding): string {
  return zones
    .map(
      (zone) =>
        `Add-DnsServerConditionalForwarderZone -Name "${zone}" -MasterServers ${addresses.join(",")} -ReplicationScope Forest`,
    )
    .join("\n");
}

/**
 * For a shell: rules for a VPC of the company's that asks AWS's resolver, through an outbound endpoint that it has already.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing.html
 */
export function forRoute53({ zones, addresses }: Forwarding): string {
  const targets = addresses.map((address) => `Ip=${address},Port=53`).join(" ");
  return [
    ': "${OUTBOUND_ENDPOINT:?set it to the outbound endpoint of the network that asks, rslvr-out-...}"',
    ': "${VPC:?set it to the VPC whose clients ask, vpc-...}"',
    ...zones.flatMap((zone) => [
      // The id makes a second run fail and not make a second rule.
      `RULE=$(aws route53resolver create-resolver-rule --rule-type FORWARD --domain-name ${zone} --creator-request-id ${zone} \\`,
      `  --resolver-endpoint-id "$OUTBOUND_ENDPOINT" --target-ips ${targets} --query ResolverRule.Id --output text) &&`,
      '  aws route53resolver associate-resolver-rule --resolver-rule-id "$RULE" --vpc-id "$VPC"',
    ]),
  ].join("\n");
}

/**
 * For a shell: Infoblox NIOS by its Web API. `forwarders_only` keeps it from asking the public DNS, which knows these names otherwise.
 * https://ipam.illinois.edu/wapidoc/objects/zone_forward.html
 */
export function forInfoblox({ zones, addresses }: Forwarding): string {
  const forwardTo = addresses.map((address, index) => ({ name: `inbound-resolver-${index + 1}`, address }));
  return [
    ': "${GRID:?set it to the host name of the grid master}" "${GRID_USER:?set it to a user of its Web API}"',
    ...zones.map((zone) => {
      const body = { fqdn: zone, forward_to: forwardTo, forwarders_only: true };
      return `curl -fsS -u "$GRID_USER" -H 'Content-Type: application/json' "https://$GRID/wapi/v2.9/zone_forward" -d '${JSON.stringify(body)}'`;
    }),
  ].join("\n");
}

/**
 * Commands for a shell of the office. The first ones ask the resolver itself, the others the company's DNS as every client does: all have
 * to answer with addresses of the VPC.
 */
export function checks({ zones, addresses }: Forwarding): string {
  const names = zones.map(nameBelow);
  return [
    "# The resolver itself: private addresses have to come back, from each of its own.",
    ...names.flatMap((name) => addresses.map((address) => `dig +short ${name} @${address}`)),
    "# The company's DNS, which this machine asks: the same ones. Nothing, or public ones, means that it does not forward.",
    ...names.map((name) => `dig +short ${name}`),
  ].join("\n");
}

/** Studio's names are wildcards below the zone, so any label will do; the other zones are names themselves. */
function nameBelow(zone: string): string {
  return zone.startsWith("studio.") ? `any-domain.${zone}` : zone;
}
