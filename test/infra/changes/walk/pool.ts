import { change, type ConfigChange } from "./standing";

/** What the pool serves, where images may go, and what is kept of them. */
export const POOL_KEYS: readonly ConfigChange[] = [
  change("rekognitionOperations", "pool", "fewer", ["DetectFaces", "DetectLabels"], "in place"),
  change("rekognitionAllowedRegions", "pool", "fewer", ["eu-central-1", "eu-west-1"], "in place"),
  change(
    "rekognitionGroupRegions",
    "pool",
    "one more group",
    { "eu-only": ["eu-central-1", "eu-west-1"], lab: ["us-east-1"] },
    "in place",
  ),
  change("rekognitionGroupRegions", "pool", "a group's Regions", { "eu-only": ["eu-central-1"] }, "in place"),
  change("rekognitionGroupRegions", "pool", "one less", {}, "refused: deletes UserGroup"),
  change("rekognitionGroupRegions", "loose", "one less, unprotected", {}, "deletes UserGroup"),
  change("rekognitionGroup", "pool", "another name", "lab", "refused: deletes UserGroup"),
  change("rekognitionGroup", "loose", "another name, unprotected", "lab", "deletes UserGroup"),
  change("rekognitionWaitSeconds", "pool", "2", 2, "in place"),
  change("rekognitionLanes", "pool", "first ones", [{ group: "portal", importance: 10 }], "in place"),
  change("rekognitionReservedConcurrency", "pool", "800", 800, "in place"),
  change("ingestMaxConcurrency", "pool", "20", 20, "in place"),
  change("ingestDefaultOperations", "pool", "another", ["DetectFaces"], "in place"),
  change("s3ObjectAccess", "pool", "own", "own", "in place"),
  change("s3ObjectAccess", "shared", "off", "off", "in place"),
  change("sharedImagePrefixes", "shared", "one more", ["reference/", "logos/"], "in place"),
  change("maxUploadMegabytes", "pool", "5", 5, "in place"),
  change("imageRetentionDays", "pool", "7", 7, "in place"),
  change("resultRetentionDays", "pool", "7", 7, "in place"),
  change("retainImages", "pool", "off", false, "in place"),
  change("retainImages", "loose", "on", true, "in place"),
];
