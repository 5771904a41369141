import * as aws from "../../aws";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingVpc, Settings, SharedService } from "../../config";
import { vpcOf } from "../../config/places/existing-vpc";
import { type EndpointService, endpointServiceName } from "../../partition";
import { previewStop } from "../../preview";
import { zonesOffered } from "../zone-offers";
import type { FoundEndpoint, FoundPlaces, FoundRouteTable, FoundRule, FoundSubnet, FoundVpc, NotFound } from "./found";

/** An endpoint that the stack makes in the existing VPC. */
export interface MadeEndpoint {
  readonly service: SharedService;
  readonly type: "Interface" | "Gateway";
}

/**
 * Asks AWS about everything that config says exists, before anything is declared: what is wrong is then told at once, and not by a
 * deployment that ends half-way.
 *
 * @param made what the stack makes beside it: of these no second one may stand there
 * @param interfaceServices whose interface endpoints go into the VPC's subnets
 * @throws pulumi.RunError when AWS cannot be asked
 */
export async function findPlaces(
  settings: Settings,
  made: readonly MadeEndpoint[],
  interfaceServices: readonly EndpointService[],
): Promise<FoundPlaces> {
  const { region, existingEndpoints, resolverRuleIds } = settings;
  const vpc = vpcOf(settings.existingVpc);
  const endpoints = Object.entries(existingEndpoints).map(
    async ([service, { id }]) => [service, await ask(() => findEndpoint({ id }))] as const,
  );
  return {
    endpoints: Object.fromEntries(await Promise.all(endpoints)),
    rules: await each(resolverRuleIds, findRule),
    ...(vpc === undefined ? { subnets: {}, routeTables: {}, rivals: {}, offers: [] } : await findInVpc(vpc)),
  };

  async function findInVpc({ vpcId, subnetIds, routeTableIds = [] }: ExistingVpc) {
    const rivals = made.map(async ({ service, type }) => {
      const serviceName = endpointServiceName(region, service, type);
      return [service, await findRival({ vpcId, serviceName, vpcEndpointType: type })] as const;
    });
    return {
      vpc: await ask(() => findVpc(vpcId)),
      subnets: await each(subnetIds, findSubnet),
      routeTables: await each(routeTableIds, findRouteTable),
      rivals: Object.fromEntries((await Promise.all(rivals)).filter(([, id]) => id !== undefined)),
      offers: await zonesOffered({ region, endpointServices: interfaceServices }, {}),
    };
  }
}

async function findVpc(id: string): Promise<FoundVpc> {
  const vpc = await aws.ec2.getVpc({ id });
  return {
    cidrs: [...new Set([vpc.cidrBlock, ...vpc.cidrBlockAssociations.map(({ cidrBlock }) => cidrBlock)])],
    answersPrivateNames: vpc.enableDnsSupport && vpc.enableDnsHostnames,
  };
}

async function findSubnet(id: string): Promise<FoundSubnet> {
  const { vpcId, cidrBlock: cidr, availabilityZone: zone } = await aws.ec2.getSubnet({ id });
  return { vpcId, cidr, zone };
}

async function findRouteTable(routeTableId: string): Promise<FoundRouteTable> {
  const { vpcId, associations } = await aws.ec2.getRouteTable({ routeTableId });
  return {
    vpcId,
    isMain: associations.some(({ main }) => main),
    subnetIds: associations.map(({ subnetId }) => subnetId).filter((id) => id !== ""),
  };
}

async function findRule(resolverRuleId: string): Promise<FoundRule> {
  const { domainName, ruleType } = await aws.route53.getResolverRule({ resolverRuleId });
  return { domainName, ruleType };
}

async function findEndpoint(question: aws.ec2.GetVpcEndpointArgs): Promise<FoundEndpoint & { readonly id: string }> {
  const found = await aws.ec2.getVpcEndpoint(question);
  const { id, vpcId, serviceName, state, policy, securityGroupIds, routeTableIds } = found;
  const said = { id, vpcId, serviceName, state, policy, securityGroupIds, routeTableIds };
  return { ...said, type: found.vpcEndpointType, hasPrivateDns: found.privateDnsEnabled };
}

/**
 * The endpoint that stands where the stack would make one: any gateway endpoint, and an interface endpoint with private DNS. What an
 * earlier update of this stack made is none. Among several the look-up cannot choose; then AWS says it.
 */
async function findRival(question: aws.ec2.GetVpcEndpointArgs): Promise<string | undefined> {
  const answer = await ask(() => aws.ec2.getVpcEndpoint(question));
  if ("notFound" in answer) return undefined;
  const { project, stack } = answer.tags;
  if (project === pulumi.getProject() && stack === pulumi.getStack()) return undefined;
  return question.vpcEndpointType === "Gateway" || answer.privateDnsEnabled ? answer.id : undefined;
}

async function each<T extends object>(
  ids: readonly string[],
  find: (id: string) => Promise<T>,
): Promise<Record<string, T | NotFound>> {
  const answers = ids.map(async (id) => [id, await ask(() => find(id))] as const);
  return Object.fromEntries(await Promise.all(answers));
}

/** "No matching EC2 Subnet found", "InvalidVpcID.NotFound": a fault of config. Anything else is AWS's or a permission's. */
const NOTHING_FOUND = /no matching|multiple .* matched|\.NotFound|ResourceNotFoundException/;

async function ask<T extends object>(question: () => Promise<T>): Promise<T | NotFound> {
  try {
    return await question();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    if (NOTHING_FOUND.test(words)) return { notFound: words };
    throw previewStop(
      "AWS could not be asked about what existingVpc, existingEndpoints and resolverRuleIds name: ec2:DescribeVpcs, " +
        "DescribeVpcAttribute, DescribeSubnets, DescribeRouteTables, DescribeVpcEndpoints, DescribePrefixLists and " +
        `route53resolver:GetResolverRule have to be allowed. (${words})`,
    );
  }
}
