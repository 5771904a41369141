import { textOr, type Properties } from "../property-values";
import { zoneIdOf, zoneNames } from "./availability-zones";
import { endpointAnswer, resolverRuleAnswer, routeTableAnswer, subnetAnswer, vpcAnswer } from "./existing-answers";
import type { ExistingPlaces } from "./existing-places";
import { ACCOUNT, dnsSuffixOf, hex, partitionOf } from "./identifiers";
import { prefixListId, serviceNames } from "./service-names";

/** From a data source's arguments and the Region it is asked in. */
type InvokeModel = (args: Properties, region: string) => Properties;

/** The same of what stands before the program does. */
type PlaceModel = (places: ExistingPlaces, args: Properties, region: string) => Properties;

/**
 * Answers what the program asks of AWS; what has no answer here is refused, never answered with nothing.
 *
 * @throws NothingThere as AWS's own answer
 */
export function answerInvoke(token: string, args: Properties, region: string, places: ExistingPlaces): Properties {
  const ofPlaces = PLACE_MODELS[token];
  if (ofPlaces) return ofPlaces(places, args, region);
  const model = INVOKE_MODELS[token];
  if (!model) throw new Error(`The program asks ${token}, which has no answer in local/program/outputs/invokes.ts.`);
  return model(args, region);
}

const INVOKE_MODELS: Readonly<Record<string, InvokeModel>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, region) => ({
    accountId: ACCOUNT,
    id: ACCOUNT,
    userId: "AIDAEXAMPLEEXAMPLE123",
    arn: `arn:${partitionOf(region)}:iam::${ACCOUNT}:user/laptop`,
  }),
  "aws:index/getPartition:getPartition": (_, region) => ({
    id: partitionOf(region),
    partition: partitionOf(region),
    dnsSuffix: dnsSuffixOf(region),
    reverseDnsPrefix: dnsSuffixOf(region).split(".").reverse().join("."),
  }),
  "aws:index/getRegion:getRegion": (_, region) => ({
    id: region,
    name: region,
    region,
    description: region,
    endpoint: `ec2.${region}.${dnsSuffixOf(region)}`,
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, region) => ({
    ...args,
    id: region,
    region,
    names: zoneNames(region),
    zoneIds: zoneNames(region).map(zoneIdOf),
    groupNames: [region],
  }),
  "aws:ec2/getVpcEndpointService:getVpcEndpointService": endpointService,
  "aws:ec2/getPrefixList:getPrefixList": prefixList,
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": prefixList,
  "aws:servicequotas/getServiceQuota:getServiceQuota": serviceQuota,
  "aws:ssm/getParameter:getParameter": publicParameter,
  "aws:secretsmanager/getSecretVersion:getSecretVersion": secretVersion,
  "aws:iam/getPolicyDocument:getPolicyDocument": () => {
    throw new Error(
      "Not getPolicyDocument: documents are built in policies/, so that what is deployed is what is enforced and audited.",
    );
  },
};

const PLACE_MODELS: Readonly<Record<string, PlaceModel>> = {
  "aws:ec2/getVpc:getVpc": vpcAnswer,
  "aws:ec2/getSubnet:getSubnet": subnetAnswer,
  "aws:ec2/getRouteTable:getRouteTable": routeTableAnswer,
  "aws:ec2/getVpcEndpoint:getVpcEndpoint": endpointAnswer,
  "aws:route53/getResolverRule:getResolverRule": resolverRuleAnswer,
};

function endpointService(args: Properties, region: string): Properties {
  const serviceName = textOr(args["serviceName"], `com.amazonaws.${region}.${textOr(args["service"], "")}`);
  // AWS knows the services of the Region that is asked, and no others.
  if (!serviceName.includes(`.${region}.`)) {
    throw new Error(`InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist in ${region}.`);
  }
  const { own, names } = serviceNames(region, serviceName);
  const serviceId = `vpce-svc-0${hex(`${region}/${serviceName}`, 16)}`;
  return {
    ...args,
    id: serviceId,
    serviceId,
    serviceName,
    region,
    serviceRegion: region,
    serviceType: args["serviceType"] ?? "Interface",
    availabilityZones: zoneNames(region),
    baseEndpointDnsNames: [own],
    privateDnsName: names[0],
    privateDnsNames: names,
    owner: "amazon",
    acceptanceRequired: false,
    managesVpcEndpoints: false,
    supportedIpAddressTypes: ["ipv4"],
    vpcEndpointPolicySupported: true,
    arn: `arn:${partitionOf(region)}:ec2:${region}:${ACCOUNT}:vpc-endpoint-service/${serviceId}`,
    tags: {},
  };
}

/**
 * Of an account that no quota was ever applied to, and about whose defaults nothing is known here: the answer has no value, so that the
 * program falls back on its own table.
 */
function serviceQuota(args: Properties, region: string): Properties {
  const quota = `${textOr(args["serviceCode"], "")}/${textOr(args["quotaCode"], "")}`;
  const arn = `arn:${partitionOf(region)}:servicequotas:${region}:${ACCOUNT}:${quota}`;
  return { ...args, id: arn, arn, region, adjustable: true, globalQuota: false };
}

/** The laptop knows no secret: its own text says so, wherever it turns up. */
function secretVersion(args: Properties, region: string): Properties {
  const secretId = textOr(args["secretId"], "");
  const arn = `arn:${partitionOf(region)}:secretsmanager:${region}:${ACCOUNT}:secret:${secretId}-${hex(secretId, 6)}`;
  const secretString = "not a secret: made up for the laptop";
  return { ...args, id: `${secretId}|AWSCURRENT`, arn, region, secretString, secretBinary: "", versionId: "current" };
}

/** AWS's own parameters, under /aws/service: of those that name an image, an id of the right form. */
function publicParameter(args: Properties, region: string): Properties {
  const name = textOr(args["name"], "");
  if (!/^\/aws\/service\/ami-/.test(name))
    throw new Error(`Parameter ${name} is not modelled: only images of AWS's are.`);
  const value = `ami-0${hex(`${region}${name}`, 16)}`;
  const arn = `arn:${partitionOf(region)}:ssm:${region}::parameter${name}`;
  return {
    ...args,
    id: name,
    arn,
    region,
    type: "String",
    value,
    insecureValue: value,
    version: 1,
    withDecryption: true,
  };
}

function prefixList(args: Properties, region: string): Properties {
  const name = textOr(args["name"], `com.amazonaws.${region}.s3`);
  // The addresses are AWS's to change; one documentation block stands for them. https://www.rfc-editor.org/rfc/rfc5737
  return { ...args, id: prefixListId(region, name), name, region, cidrBlocks: ["198.51.100.0/24"], entries: [] };
}
