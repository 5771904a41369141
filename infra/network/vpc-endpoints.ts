import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { EndpointService } from "../partition";
import { createDynamoDbEndpoint } from "./dynamodb-endpoint";
import type { ExistingEndpoints } from "./existing/existing-endpoints";
import { type Caller, InterfaceEndpoint } from "./interface-endpoint";
import type { Network } from "./network";
import { openS3Endpoint } from "./s3-endpoint";
import { allowOut, createSecurityGroup, type Peer } from "./traffic";

/** One policy per endpoint, as text. Those that may be absent make their endpoints: for Studio's apps in this VPC, for images of theirs, for RStudio, for table mode. */
export interface EndpointPolicies {
  /** Of the endpoint at its birth; the API's own policy replaces it, because the two name each other. */
  readonly executeApi: pulumi.Input<string>;
  readonly sagemakerApi: pulumi.Input<string>;
  readonly studio: pulumi.Input<string>;
  readonly sts: pulumi.Input<string>;
  readonly s3: pulumi.Input<string>;
  readonly sagemakerRuntime?: pulumi.Input<string> | undefined;
  readonly logs?: pulumi.Input<string> | undefined;
  readonly ecrApi?: pulumi.Input<string> | undefined;
  readonly ecrRegistry?: pulumi.Input<string> | undefined;
  readonly licenseManager?: pulumi.Input<string> | undefined;
  readonly dynamodb?: pulumi.Input<string> | undefined;
}

/** How functions in the VPC reach the mapping table. */
export interface RowsWay {
  readonly dynamodb: aws.ec2.VpcEndpoint;
  /** Out to DynamoDB, nothing in. */
  readonly securityGroupId: pulumi.Output<string>;
}

export interface VpcEndpointsArgs {
  readonly network: Network;
  readonly region: string;
  readonly corporateCidrs: readonly string[];
  readonly executeApiPrivateDns: boolean;
  /** Security groups worn by the apps of a Studio domain in this VPC; none when the domain is elsewhere. */
  readonly studioSecurityGroupIds: readonly pulumi.Input<string>[];
  /** Of RStudio's server; absent where there is none in this VPC. */
  readonly rStudioSecurityGroupId: pulumi.Input<string> | undefined;
  readonly policies: EndpointPolicies;
  /** Those that are used as they are, in place of one made here. */
  readonly existing?: ExistingEndpoints | undefined;
}

type CallerKind = "company" | "functions" | "studioApps" | "rStudio";
/** Interface endpoints that are opened here; those of the Rekognition pool are opened beside it. */
type StudioService = Exclude<EndpointService, "s3" | "dynamodb" | "rekognition" | "events">;

/** Who may connect to which service, always on 443. What they may do there is the endpoint policy's matter. */
const CALLERS: Readonly<Record<StudioService, readonly CallerKind[]>> = {
  "execute-api": ["company"],
  // Private DNS leads Studio's names here for the whole VPC, so the apps' calls to their own Studio arrive here too.
  // https://docs.aws.amazon.com/sagemaker/latest/dg/studio-interface-endpoint.html
  studio: ["company", "studioApps"],
  "sagemaker.api": ["functions", "studioApps", "rStudio"],
  sts: ["functions", "studioApps"],
  "sagemaker.runtime": ["studioApps"],
  logs: ["studioApps", "rStudio"],
  "ecr.api": ["studioApps"],
  "ecr.dkr": ["studioApps"],
  "license-manager": ["rStudio"],
};

/**
 * The interface endpoints of the gateway. Studio's apps also need sagemaker.runtime and logs, or a VpcOnly domain does not run:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html
 *
 * With images of one's own, ECR's two as well: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html. And with RStudio,
 * License Manager's: https://docs.aws.amazon.com/sagemaker/latest/dg/rstudio-network.html
 */
export function interfaceServices({
  runsStudioApps,
  pullsImages = false,
  hasRStudio = false,
}: StudioNeeds): readonly StudioService[] {
  const always: StudioService[] = ["execute-api", "sagemaker.api", "studio", "sts"];
  if (!runsStudioApps) return always;
  const images: StudioService[] = pullsImages ? ["ecr.api", "ecr.dkr"] : [];
  const licences: StudioService[] = hasRStudio ? ["license-manager"] : [];
  return [...always, "sagemaker.runtime", "logs", ...images, ...licences];
}

/** What runs in this VPC. */
export interface StudioNeeds {
  readonly runsStudioApps: boolean;
  /** Apps start with images from ECR. */
  readonly pullsImages?: boolean;
  readonly hasRStudio?: boolean;
}

/** Every way out of the VPC: made here, or there before. */
export class VpcEndpoints extends pulumi.ComponentResource {
  readonly executeApi: aws.ec2.VpcEndpoint;
  readonly sagemakerApi: aws.ec2.VpcEndpoint;
  readonly studio: aws.ec2.VpcEndpoint;
  readonly sts: aws.ec2.VpcEndpoint;
  readonly s3: aws.ec2.VpcEndpoint;
  /** Where it stands without the pool: for table mode, or before. */
  readonly dynamodb: aws.ec2.VpcEndpoint | undefined;
  /** For functions in the VPC: out to sagemaker.api and sts, nothing in. */
  readonly functionSecurityGroupId: pulumi.Output<string>;
  /** Table mode's way to the mapping table; absent in claim mode. */
  readonly rows: RowsWay | undefined;

  private readonly callers: Readonly<Record<CallerKind, readonly Caller[]>>;

  constructor(
    private readonly name: string,
    private readonly args: VpcEndpointsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:network:VpcEndpoints", name, {}, opts);
    const { policies } = args;
    this.functionSecurityGroupId = this.createFunctionGroup();
    this.callers = this.describeCallers();
    this.executeApi = this.open("execute-api", policies.executeApi);
    this.sagemakerApi = this.open("sagemaker.api", policies.sagemakerApi);
    this.studio = this.open("studio", policies.studio);
    this.sts = this.open("sts", policies.sts);
    if (policies.sagemakerRuntime !== undefined) this.open("sagemaker.runtime", policies.sagemakerRuntime);
    if (policies.logs !== undefined) this.open("logs", policies.logs);
    if (policies.ecrApi !== undefined) this.open("ecr.api", policies.ecrApi);
    if (policies.ecrRegistry !== undefined) this.open("ecr.dkr", policies.ecrRegistry);
    if (policies.licenseManager !== undefined) this.open("license-manager", policies.licenseManager);
    const { region, network, existing } = args;
    const apps = this.callers.studioApps;
    this.s3 = openS3Endpoint(`${name}-s3`, { region, network, existing, policy: policies.s3, apps }, this);
    this.rows = policies.dynamodb === undefined ? undefined : this.openDynamoDb(policies.dynamodb);
    this.dynamodb = this.rows?.dynamodb ?? args.existing?.of("dynamodb")?.endpoint;
    this.registerOutputs({ executeApiEndpointId: this.executeApi.id, studioEndpointId: this.studio.id });
  }

  private open(service: StudioService, policy: pulumi.Input<string>): aws.ec2.VpcEndpoint {
    const { region, network, existing } = this.args;
    const joined = existing?.of(service);
    if (joined) {
      if (CALLERS[service].includes("functions") && joined.peer) this.letFunctionsOut(service, joined.peer);
      return joined.endpoint;
    }
    const isExecuteApi = service === "execute-api";
    const name = `${this.name}-${service.replace(".", "-")}`;
    const { endpoint, securityGroupId } = new InterfaceEndpoint(
      name,
      {
        region,
        network,
        service,
        policy,
        policyIsReplacedLater: isExecuteApi,
        privateDns: !isExecuteApi || this.args.executeApiPrivateDns,
        callers: CALLERS[service].flatMap((kind) => this.callers[kind]),
      },
      { parent: this },
    );
    if (CALLERS[service].includes("functions"))
      this.letFunctionsOut(service, { referencedSecurityGroupId: securityGroupId });
    return endpoint;
  }

  private openDynamoDb(policy: pulumi.Input<string>): RowsWay {
    const { region, network, existing } = this.args;
    const dynamodb =
      existing?.of("dynamodb")?.endpoint ??
      createDynamoDbEndpoint("besideTheOthers", { region, network, policy }, this);
    const name = `${this.name}-row-readers`;
    const description = "Functions that read the mapping table: out to DynamoDB only";
    const group = createSecurityGroup(name, { region, vpcId: network.vpcId, description }, this);
    const traffic = { region, securityGroupId: group.id, peer: { prefixListId: dynamodb.prefixListId } };
    const rule = { ...traffic, protocol: "tcp", port: 443, description: "DynamoDB through its endpoint" } as const;
    allowOut(`${name}-to-dynamodb`, rule, this);
    return { dynamodb, securityGroupId: group.id };
  }

  private createFunctionGroup(): pulumi.Output<string> {
    const { region, network } = this.args;
    const description = "Functions: out to sagemaker.api and sts only";
    return createSecurityGroup(`${this.name}-functions`, { region, vpcId: network.vpcId, description }, this).id;
  }

  private letFunctionsOut(service: EndpointService, peer: Peer): void {
    const name = `${this.name}-functions-to-${service.replace(".", "-")}`;
    const rule = {
      region: this.args.region,
      securityGroupId: this.functionSecurityGroupId,
      peer,
      protocol: "tcp",
      port: 443,
      description: `Endpoint of ${service}`,
    } as const;
    allowOut(name, rule, this);
  }

  private describeCallers(): Record<CallerKind, readonly Caller[]> {
    const functions = { referencedSecurityGroupId: this.functionSecurityGroupId };
    const server = this.args.rStudioSecurityGroupId;
    return {
      company: this.args.corporateCidrs.map((cidr) => ({
        label: cidr,
        description: "Corporate network",
        peer: { cidrIpv4: cidr },
      })),
      functions: [{ label: "functions", description: "Functions", peer: functions }],
      studioApps: this.args.studioSecurityGroupIds.map((id, index) => ({
        label: index === 0 ? "studio-apps" : `studio-apps-${index + 1}`,
        description: "Studio apps",
        peer: { referencedSecurityGroupId: id },
      })),
      rStudio: server === undefined ? [] : [rStudioCaller(server)],
    };
  }
}

/** RStudio's server, as a caller of endpoints. */
export function rStudioCaller(securityGroupId: pulumi.Input<string>): Caller {
  return { label: "r-studio", description: "RStudio server", peer: { referencedSecurityGroupId: securityGroupId } };
}
