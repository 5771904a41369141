import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { formatCidr, requireCidr } from "../addresses/cidr";
import { allowIn, allowOut, createSecurityGroup } from "../network/traffic";
import { endpointServiceName } from "../partition";
import { tagsFor } from "../tags";
import { createInstance } from "./instance";
import { dnsServerScript, namedConf } from "./named-conf";

export interface DnsServerArgs {
  readonly region: string;
  /** The sandbox's network. */
  readonly cidr: string;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetId: pulumi.Input<string>;
  /** The gateway's network, in which the inbound resolver is. */
  readonly gatewayCidr: string;
  readonly zones: pulumi.Input<string[]>;
  readonly resolverAddresses: pulumi.Input<string[]>;
}

/** The office's DNS server: it forwards our zones, and the whole sandbox asks it. */
export class DnsServer extends pulumi.ComponentResource {
  /** Fixed, so that a machine made anew is found where the old one was. */
  readonly address: string;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: DnsServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:sandbox:DnsServer", name, {}, opts);
    const { region, cidr, vpcId, subnetId, zones, resolverAddresses } = args;
    this.address = addressIn(cidr, 10);
    const description = "DNS server: questions in, packages and names of the gateway out";
    this.securityGroupId = createSecurityGroup(`${name}-group`, { region, vpcId, description }, this).id;
    this.allowTraffic(name, args);
    const userData = pulumi
      .all([zones, resolverAddresses])
      .apply(([names, addresses]) =>
        dnsServerScript(namedConf({ address: this.address, cidr, zones: names, resolverAddresses: addresses })),
      );
    const { address: privateIp, securityGroupId } = this;
    createInstance(name, { region, subnetId, securityGroupId, privateIp, userData }, this);
    const options = new aws.ec2.VpcDhcpOptions(
      `${name}-dhcp`,
      { region, domainNameServers: [this.address], tags: tagsFor(`${name}-dhcp`) },
      { parent: this },
    );
    new aws.ec2.VpcDhcpOptionsAssociation(
      `${name}-dhcp`,
      { region, vpcId, dhcpOptionsId: options.id },
      { parent: this },
    );
    this.registerOutputs({ address: this.address });
  }

  /** Its packages lie in the Region's S3: no other address outside is reached. https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html */
  private allowTraffic(name: string, { region, cidr, gatewayCidr }: DnsServerArgs): void {
    const { securityGroupId } = this;
    const dns = { region, securityGroupId, port: 53 };
    for (const protocol of ["tcp", "udp"] as const) {
      const asked = { peer: { cidrIpv4: cidr }, protocol, description: "Clients of the sandbox" };
      allowIn(`${name}-${protocol}-from-sandbox`, { ...dns, ...asked }, this);
      const asks = { peer: { cidrIpv4: gatewayCidr }, protocol, description: "Inbound resolver of the gateway" };
      allowOut(`${name}-${protocol}-to-resolver`, { ...dns, ...asks }, this);
    }
    const s3 = { region, name: endpointServiceName(region, "s3", "Gateway") };
    const { id: prefixListId } = aws.ec2.getPrefixListOutput(s3, { parent: this });
    const packages = { peer: { prefixListId }, protocol: "tcp", port: 443, description: "Packages in S3" } as const;
    allowOut(`${name}-to-packages`, { region, securityGroupId, ...packages }, this);
  }
}

/** The n-th address of a network. AWS keeps the first four and the last. */
function addressIn(network: string, n: number): string {
  const first = requireCidr(network).first + n;
  return formatCidr({ first, last: first, prefix: 32 }).replace("/32", "");
}
