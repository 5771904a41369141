import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";

/** The stack's output that the next preview reads. */
const OUTPUT = "deployed";

/** Settings of which a change can cost what people made. */
const REMEMBERED = [
  "role",
  "region",
  "namePrefix",
  "vpcCidr",
  "existingVpc",
  "profileMode",
  "studioDomainId",
  "studioUserProfiles",
  "customImages",
  "rStudio",
  "identityProvider",
  "studioGroup",
  "rekognitionGroup",
  "rekognitionGroupRegions",
  "rekognitionLanes",
  "rekognitionRegions",
  "deletionProtection",
  "retainStudioHomes",
  "retainImages",
] as const satisfies readonly (keyof Settings)[];

/** What the last complete update was made with. */
export type Deployed = Pick<Settings, (typeof REMEMBERED)[number]> & {
  /** Zones in which the stack's own Studio domain has its home folders; 0 without a domain of its own. */
  readonly studioZones: number;
};

/** What this update is made with, for the next preview to compare. */
export function deployedOutput(settings: Settings, studioZones: pulumi.Input<number>): pulumi.Input<Deployed> {
  const remembered = Object.fromEntries(REMEMBERED.map((key) => [key, settings[key]])) as unknown as Omit<
    Deployed,
    "studioZones"
  >;
  return pulumi.output(studioZones).apply((zones) => ({ ...remembered, studioZones: zones }));
}

/** The record as it stands: an older release wrote fewer keys. */
export type DeployedRecord = Partial<Deployed>;

/**
 * Reads this stack's own outputs, as its last update left them: Pulumi keeps the old ones when an update fails half-way, and there
 * are none before the first. https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences
 */
export async function readDeployed(): Promise<DeployedRecord | undefined> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const stack = new pulumi.StackReference("this-stack", { name });
  const details: { readonly value?: unknown } = await stack.getOutputDetails(OUTPUT);
  return isRecord(details.value) ? details.value : undefined;
}

/**
 * What the record knows, compared key by key: what it lacks counts as unchanged, and as kept where it is a retain switch, because what was
 * made before there was a switch is not to go unasked. Pure.
 */
export function completed(record: DeployedRecord, now: Settings): Deployed {
  const kept = { deletionProtection: true, retainStudioHomes: true, retainImages: true };
  // Before there was a choice every stack was a gateway, made its user pool and its VPC, had no images and no RStudio, and named things after itself alone.
  const nothing = { existingVpc: {}, customImages: [], rStudio: {}, namePrefix: "" };
  const own = { role: "gateway", identityProvider: { kind: "cognito" }, ...nothing } as const;
  return { ...now, studioZones: 0, ...own, ...kept, ...record };
}

/** By its form alone: only `deployedOutput` writes it. */
function isRecord(value: unknown): value is DeployedRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
