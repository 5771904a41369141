import type { OperationName } from "../../functions/pool/operations";
import type { Monitoring } from "./alarms/monitoring";
import type { CorporateAttachment } from "./corporate-attachment";
import type { BoundaryPolicy } from "./guardrails/boundary";
import type { IdentityValues } from "./identity/identity-agreement";
import type { Fault } from "./key";
import type { CorporateSandbox } from "./places/corporate-sandbox";
import type { GatewayAccount } from "./people/gateway-account";
import type { StudioAccountEntry } from "./people/studio-accounts";
import type { ExistingEndpoints } from "./places/existing-endpoints";
import type { ExistingVpc } from "./places/existing-vpc";
import type { Rollout } from "./rollouts/rollout";
import type { CustomImageEntry } from "./studio-apps/custom-images";
import type { RequiredTags } from "./places/required-tags";
import type { ProfileTags } from "./places/profile-tags";
import type { RStudio } from "./studio-apps/r-studio";
import type { RekognitionRegion } from "./rekognition-regions";

/** Values of the Rekognition pool that passed their own checks. */
export interface PoolValues {
  readonly region: string;
  readonly corporateCidrs: readonly string[];
  readonly vpcCidr: string;
  readonly rekognitionRegions: readonly RekognitionRegion[];
  readonly rekognitionOperations: readonly OperationName[];
  readonly rekognitionAllowedRegions: readonly string[];
  readonly rekognitionGroupRegions: Readonly<Record<string, readonly string[]>>;
  readonly ingestDefaultOperations: readonly OperationName[];
  readonly ingestEvents: string;
  readonly s3ObjectAccess: string;
  readonly sharedImagePrefixes: readonly string[];
}

/** Values that say whose profiles are whose, and passed their own checks. */
export interface MappingValues {
  readonly profileMode: string;
  readonly studioDomainId: string;
  readonly studioDomainIds: readonly string[];
  readonly studioAccounts: readonly StudioAccountEntry[];
  readonly mintingMode: string;
}

/** Values that say whom alarms tell. */
export interface MonitoringValues {
  readonly region: string;
  readonly monitoring: Monitoring;
}

/** Values that say how new versions get their calls, and what decides. */
export interface RolloutValues {
  readonly rollout: Rollout;
  readonly monitoring: Monitoring;
}

/** Values that passed their own checks. */
export interface AgreeingValues extends PoolValues, IdentityValues, MappingValues, MonitoringValues, RolloutValues {
  /** `aws:skipRegionValidation`: Regions newer than what is known here are taken. */
  readonly allowsUnknownRegions: boolean;
  readonly tracing: "off" | "xray";
  /** Which of the two halves the stack is. */
  readonly role: "gateway" | "studioAccount";
  readonly gateway: GatewayAccount | Readonly<Record<string, never>>;
  readonly corporateAttachment: CorporateAttachment;
  readonly corporateSandbox: CorporateSandbox | Readonly<Record<string, never>>;
  readonly deletionProtection: boolean;
  readonly existingVpc: ExistingVpc | Readonly<Record<string, never>>;
  readonly existingEndpoints: ExistingEndpoints;
  readonly executeApiPrivateDns: boolean;
  readonly logEncryptionKeyArn: string;
  readonly dataEncryptionKeyArn: string;
  readonly existingResolverAddresses: readonly string[];
  readonly resolverRuleIds: readonly string[];
  readonly studioUserProfiles: readonly string[];
  readonly studioUserProfileTags: ProfileTags;
  readonly requiredTags: RequiredTags;
  readonly existingStudioUserProfiles: readonly string[];
  readonly customImages: readonly CustomImageEntry[];
  readonly rStudio: RStudio | Readonly<Record<string, never>>;
  readonly studioLandingUris: readonly string[];
  readonly studioSpaces: readonly string[];
  readonly mintingMode: string;
  readonly studioUrlSeconds: number;
  readonly studioUrlMaxSeconds: number;
  readonly permissionsBoundaryArn: string;
  readonly permissionsBoundaryPolicy: BoundaryPolicy;
}

/** Two keys that are each right by themselves, and not together; told at one of them. */
export interface Disagreement extends Fault {
  readonly key: Exclude<keyof AgreeingValues, "allowsUnknownRegions">;
}
