import type { Graph } from "../../../local/program/graph";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import {
  type AnyStatement,
  withBeside,
  withInputs,
  withoutStatements,
  withResource,
  withStatements,
} from "../../policies/audit/rules/changed-graph";
import { ofType, STRANGE } from "../../policies/audit/rules/ways-to-change";
import { asking, type Fault, MINT_ALLOW } from "./faults";
import { KEY_ARN, keyMade } from "./made-resources";

/** What the account keeps for itself: without it nobody could ever change the key's policy. */
const ADMINISTRATION = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
};
const USE: AnyStatement = {
  Effect: "Allow",
  Action: "kms:Decrypt",
  Resource: KEY_ARN,
  Condition: {
    StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
    Null: { "kms:EncryptionContextKeys": "false" },
  },
};

function withKey(use: AnyStatement, ...policy: readonly object[]): (graph: Graph) => Graph {
  return (graph) => withResource(withBeside(graph, "AllowSingleResults", use), keyMade(graph, ...policy));
}

/** P13, P14 and P15: keys, images, and whether what is meant to work still does. */
export const DATA_FAULTS: readonly Fault[] = [
  {
    id: "M51",
    what: "a role may use keys",
    breaks: "P13",
    of: "dev",
    change: (graph) =>
      withBeside(graph, "AllowSingleResults", { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }),
  },
  {
    id: "M51",
    what: "a key that roles administer, and use directly",
    breaks: "P13",
    of: "dev",
    change: (graph) =>
      withResource(
        withBeside(graph, "AllowSingleResults", { Effect: "Allow", Action: "kms:*", Resource: "*" }),
        keyMade(graph),
      ),
  },
  {
    id: "M53",
    what: "endpoint ids in capital letters: the Allow is dead",
    breaks: "P15",
    of: "dev",
    change: (graph) =>
      withStatements(graph, MINT_ALLOW, (statement) => ({
        ...statement,
        Condition: { StringEquals: { [SOURCE_VPCE]: "VPCE-0EF0E8EA46F33274E" } },
      })),
  },
  {
    id: "M54",
    what: "functions denied their logs outside endpoints, where Lambda writes them",
    breaks: "P15",
    of: "strict",
    change: (graph) =>
      withBeside(graph, "AllowWritingItsOwnLog", {
        Effect: "Deny",
        Action: "logs:*",
        Resource: "*",
        Condition: { StringNotEquals: { [SOURCE_VPCE]: STRANGE } },
      }),
  },
  {
    what: "image-ingest may speak in any name on the event bus",
    breaks: "P4",
    of: "pool",
    change: (graph) =>
      withStatements(graph, "AllowFinishedImagesToBeAnnounced", ({ Condition, ...statement }) => ({
        ...statement,
        Condition: { StringEquals: Condition?.["StringEquals"] ?? {} },
      })),
  },
  {
    what: "image-ingest may announce from anywhere",
    breaks: "P6",
    of: "pool",
    change: (graph) =>
      withoutStatements(
        withStatements(graph, "AllowFinishedImagesToBeAnnounced", ({ Condition, ...statement }) => {
          const { StringEquals: _, ...named } = Condition ?? {};
          return { ...statement, Condition: named };
        }),
        "DenyEventsUnlessThroughOurEndpoint",
      ),
  },
  {
    what: "the events endpoint leads to every bus",
    breaks: "P10",
    of: "pool",
    change: (graph) =>
      withStatements(graph, "AllowTheFunctionToAnnounceImages", (statement) => ({ ...statement, Resource: "*" })),
  },
  {
    id: "M52",
    what: "images without TLS",
    breaks: "P14",
    of: "dev",
    change: (graph) => withoutStatements(graph, "DenyObjectsWithoutTls"),
  },
  {
    id: "M52",
    what: "a bucket that does not block public access",
    breaks: "P14",
    of: "pool",
    change: (graph) =>
      withInputs(graph, ofType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), (inputs) => ({
        ...inputs,
        restrictPublicBuckets: false,
      })),
  },
  {
    id: "M51",
    what: "a key is used without a service in between",
    breaks: "P13",
    of: "dev",
    change: withKey({ ...USE, Condition: { Null: USE.Condition?.["Null"] ?? {} } }, ADMINISTRATION),
  },
  {
    id: "M51",
    what: "a key is used without an encryption context",
    breaks: "P13",
    of: "dev",
    change: withKey({ ...USE, Condition: { StringEquals: USE.Condition?.["StringEquals"] ?? {} } }, ADMINISTRATION),
  },
  {
    id: "M51",
    what: "a role makes grants for anybody",
    breaks: "P13",
    of: "dev",
    change: withKey({ ...USE, Action: "kms:CreateGrant" }, ADMINISTRATION),
  },
  {
    id: "M51",
    what: "a role may do all with a key",
    breaks: "P13",
    of: "dev",
    change: withKey({ ...USE, Action: "kms:*" }, ADMINISTRATION),
  },
  ...["P13", "P15"].map((breaks): Fault => ({
    id: "M55",
    what: "a key that nobody can administer",
    breaks,
    of: "dev",
    change: withKey(USE, { ...ADMINISTRATION, Action: "kms:Decrypt" }),
  })),
  {
    id: "M52",
    what: "the Deny for want of TLS is for calls with it",
    breaks: "P14",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        ["DenyObjectsWithoutTls", "DenyListingWithoutTls"],
        asking({ Bool: { "aws:SecureTransport": "true" } }),
      ),
  },
  ...["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].map((setting): Fault => ({
    id: "M52",
    what: `Block Public Access without ${setting}`,
    breaks: "P14",
    of: "dev",
    change: (graph) =>
      withInputs(graph, ofType("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"), (inputs) => ({
        ...inputs,
        [setting]: false,
      })),
  })),
  {
    id: "M53",
    what: "the Deny for other doors without an Allow",
    breaks: "P15",
    of: "dev",
    change: (graph) => withoutStatements(graph, MINT_ALLOW),
  },
  {
    id: "M54",
    what: "network interfaces are denied to Lambda outside endpoints",
    breaks: "P15",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        "DenyNetworkInterfacesToFunctionCode",
        asking({ StringNotEquals: { [SOURCE_VPCE]: STRANGE } }),
      ),
  },
  {
    id: "M54",
    what: "the bucket's Deny shuts out the deploying role",
    breaks: "P15",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "DenyListingVersionsUnlessThroughOurS3Endpoints", (statement) => ({
        ...statement,
        Action: "s3:*",
      })),
  },
  {
    id: "M54",
    what: "the bucket's Deny takes HeadBucket, and so every refresh, from the deploying role",
    breaks: "P15",
    of: "dev",
    change: (graph) =>
      withStatements(graph, "DenyListingVersionsUnlessThroughOurS3Endpoints", (statement) => ({
        ...statement,
        Action: ["s3:ListBucket", ...[statement.Action ?? []].flat()],
      })),
  },
  {
    id: "M54",
    what: "the office's S3 endpoint lets no deployment through",
    breaks: "P15",
    of: "dev",
    change: (graph) => withoutStatements(graph, "AllowDeployingTheBucketFromTheOffice"),
  },
];
