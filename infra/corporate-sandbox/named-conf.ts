/** The sandbox's DNS server as text: pure, no Pulumi. */
import { SNIPPETS } from "../network/dns-forwarding";

/** AWS's own resolver, at the same address in every VPC. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const AWS_RESOLVER = "169.254.169.253";

export interface NamedConfArgs {
  /** IPv4 address that it answers at. */
  readonly address: string;
  /** IPv4 network whose clients it answers. */
  readonly cidr: string;
  /** Names of the zones that are forwarded to us, without a dot at the end. */
  readonly zones: readonly string[];
  /** IPv4 addresses of the inbound resolver. */
  readonly resolverAddresses: readonly string[];
}

/** BIND's named.conf: our zones as an office forwards them, everything else by AWS's resolver. */
export function namedConf({ address, cidr, zones, resolverAddresses }: NamedConfArgs): string {
  return [
    "options {",
    '  directory "/var/named";',
    '  pid-file "/run/named/named.pid";',
    `  listen-on { ${address}; };`,
    "  listen-on-v6 { none; };",
    `  allow-query { ${cidr}; };`,
    "  recursion yes;",
    "  forward only;",
    `  forwarders { ${AWS_RESOLVER}; };`,
    "  # AWS's resolver leaves signatures out of its answers, so every signed zone would fail.",
    "  dnssec-validation no;",
    "};",
    SNIPPETS.bind({ zones, addresses: resolverAddresses }),
    "",
  ].join("\n");
}

/**
 * What the machine runs at its first start. The VPC's DHCP options name this very machine as resolver, so for itself it asks AWS's, or it
 * would find no package. https://www.freedesktop.org/software/systemd/man/latest/resolved.conf.html#Domains=
 */
export function dnsServerScript(conf: string): string {
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    "mkdir -p /etc/systemd/resolved.conf.d",
    `printf '[Resolve]\\nDNS=${AWS_RESOLVER}\\nDomains=~.\\n' > /etc/systemd/resolved.conf.d/aws-resolver.conf`,
    "systemctl restart systemd-resolved",
    "for attempt in 1 2 3 4 5 6; do dnf -y install bind && break || sleep 20; done",
    "cat > /etc/named.conf <<'NAMED_CONF'",
    `${conf}NAMED_CONF`,
    "named-checkconf /etc/named.conf",
    "systemctl enable --now named",
    "",
  ].join("\n");
}
