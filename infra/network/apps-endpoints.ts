import type * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingEndpoints } from "./existing/existing-endpoints";
import { type Caller, InterfaceEndpoint } from "./interface-endpoint";
import type { Network } from "./network";
import { openS3Endpoint } from "./s3-endpoint";
import { rStudioCaller, type StudioNeeds } from "./vpc-endpoints";

/** What a VpcOnly domain's apps need beside S3, or they do not run: https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html */
const APPS_SERVICES = ["sagemaker.api", "sts", "sagemaker.runtime", "logs"] as const;
type AppsService = (typeof APPS_SERVICES)[number] | "license-manager";

/** With RStudio, License Manager's as well. */
export function appsServices({ hasRStudio = false }: Pick<StudioNeeds, "hasRStudio">): readonly AppsService[] {
  return hasRStudio ? [...APPS_SERVICES, "license-manager"] : APPS_SERVICES;
}

/** What the server of RStudio calls. */
const BY_R_STUDIO: readonly AppsService[] = ["sagemaker.api", "logs", "license-manager"];

/** One policy per endpoint, as text. */
export type AppsPolicies = Readonly<Record<(typeof APPS_SERVICES)[number] | "s3", pulumi.Input<string>>> & {
  /** Where the domain has RStudio. */
  readonly "license-manager"?: pulumi.Input<string>;
};

export interface AppsEndpointsArgs {
  readonly region: string;
  readonly network: Network;
  /** Worn by every app of the domain: it and nothing else is admitted. */
  readonly appsSecurityGroupId: pulumi.Output<string>;
  /** Of RStudio's server; absent where the domain has none. */
  readonly rStudioSecurityGroupId: pulumi.Output<string> | undefined;
  readonly policies: AppsPolicies;
  /** Those that are used as they are, in place of one made here. */
  readonly existing: ExistingEndpoints | undefined;
}

/**
 * The ways out of a VPC in which only Studio's apps are: no way leads in here. Studio's own endpoint is the gateway's, through which people
 * and what Studio does for them arrive.
 */
export class AppsEndpoints extends pulumi.ComponentResource {
  readonly sagemakerApi: aws.ec2.VpcEndpoint;
  readonly s3: aws.ec2.VpcEndpoint;

  constructor(
    private readonly name: string,
    private readonly args: AppsEndpointsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("private-ml-gateway:network:AppsEndpoints", name, {}, opts);
    const { region, network, existing, policies } = args;
    this.sagemakerApi = this.open("sagemaker.api");
    for (const service of appsServices({ hasRStudio: args.rStudioSecurityGroupId !== undefined }))
      if (service !== "sagemaker.api") this.open(service);
    const apps = [this.apps()];
    this.s3 = openS3Endpoint(`${name}-s3`, { region, network, existing, policy: policies.s3, apps }, this);
    this.registerOutputs({ sagemakerApiEndpointId: this.sagemakerApi.id });
  }

  private open(service: AppsService): aws.ec2.VpcEndpoint {
    const { region, network, existing, policies } = this.args;
    const joined = existing?.of(service);
    if (joined) return joined.endpoint;
    const policy = policies[service];
    if (policy === undefined) throw new Error(`The endpoint of ${service} has no policy.`);
    const args = { region, network, service, policy, privateDns: true, callers: this.callersOf(service) };
    return new InterfaceEndpoint(`${this.name}-${service.replace(".", "-")}`, args, { parent: this }).endpoint;
  }

  private callersOf(service: AppsService): readonly Caller[] {
    const { rStudioSecurityGroupId: server } = this.args;
    const rStudio = server === undefined || !BY_R_STUDIO.includes(service) ? [] : [rStudioCaller(server)];
    return service === "license-manager" ? rStudio : [this.apps(), ...rStudio];
  }

  private apps(): Caller {
    const peer = { referencedSecurityGroupId: this.args.appsSecurityGroupId };
    return { label: "studio-apps", description: "Studio apps", peer };
  }
}
