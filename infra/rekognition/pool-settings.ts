import type { Settings } from "../config";

/** What the Rekognition pool is told, of all settings: another program that embeds the pool has to say no more. */
export type PoolSettings = Pick<
  Settings,
  | "region"
  | "corporateCidrs"
  | "portalOrigins"
  | "rekognitionRegions"
  | "rekognitionOperations"
  | "rekognitionAllowedRegions"
  | "rekognitionGroupRegions"
  | "rekognitionGroup"
  | "rekognitionWaitSeconds"
  | "rekognitionLanes"
  | "rekognitionReservedConcurrency"
  | "ingestMaxConcurrency"
  | "ingestDefaultOperations"
  | "ingestEvents"
  | "s3ObjectAccess"
  | "sharedImagePrefixes"
  | "maxUploadMegabytes"
  | "imageRetentionDays"
  | "resultRetentionDays"
  | "retainImages"
  | "deletionProtection"
  | "rollout"
  | "logRetentionDays"
  | "logEncryptionKeyArn"
  | "dataEncryptionKeyArn"
  | "lambdaRuntime"
  | "lambdaArchitecture"
  | "permissionsBoundaryArn"
>;
