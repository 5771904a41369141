import * as aws from "../../aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "../network";

export interface ResolverRulesArgs {
  readonly network: Network;
  readonly region: string;
  readonly ruleIds: readonly string[];
}

/**
 * Rules of others by which the VPC's resolver asks their servers: the company's own names, and those of a hub. The rules stay their owner's;
 * made here is only that they apply in this VPC. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-rules-managing-sharing.html
 */
export class ResolverRules extends pulumi.ComponentResource {
  constructor(name: string, args: ResolverRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("private-ml-gateway:network:ResolverRules", name, {}, opts);
    const { region, network, ruleIds } = args;
    for (const resolverRuleId of ruleIds) {
      const association = { region, resolverRuleId, vpcId: network.vpcId };
      new aws.route53.ResolverRuleAssociation(`${name}-${resolverRuleId}`, association, { parent: this });
    }
    this.registerOutputs({});
  }
}
