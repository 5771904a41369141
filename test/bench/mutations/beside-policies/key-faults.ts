import type { Graph } from "../../../../local/program/graph";
import { withInputs, withoutStatements, withStatements } from "../../../policies/audit/rules/changed-graph";
import { ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const of = "pool";

const without = (operator: string, key: string, sid: string) => (graph: Graph) =>
  withStatements(graph, sid, (statement) => {
    const { [key]: _dropped, ...others } = statement.Condition?.[operator] ?? {};
    return { ...statement, Condition: { ...statement.Condition, [operator]: others } };
  });

/** P13, for the company's own key for data. */
export const KEY_FAULTS: readonly Fault[] = [
  {
    what: "a queue that keeps SQS's own key while the company prescribes one",
    breaks: "P13",
    of,
    change: (graph) =>
      withInputs(graph, ofType("aws:sqs/queue:Queue"), ({ kmsMasterKeyId: _key, ...others }) => ({
        ...others,
        sqsManagedSseEnabled: true,
      })),
  },
  {
    what: "a bucket with a key of AWS's",
    breaks: "P13",
    of,
    change: (graph) =>
      withInputs(
        graph,
        ofType("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
        (inputs) => ({ ...inputs, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] }),
      ),
  },
  {
    what: "images decrypted of any bucket that the key encrypts",
    breaks: "P13",
    of,
    change: without("StringLike", "kms:EncryptionContext:aws:s3:arn", "AllowDecryptingImagesThroughS3"),
  },
  {
    what: "images decrypted through any service",
    breaks: "P4",
    of,
    change: without("StringEquals", "kms:ViaService", "AllowDecryptingImagesThroughS3"),
  },
  {
    what: "a key's policy that lets S3 work for any account",
    breaks: "P13",
    of,
    change: without("StringEquals", "aws:SourceAccount", "LetS3AnnounceNewImagesEncrypted"),
  },
  {
    what: "a key's policy that leaves S3 out: no image is announced",
    breaks: "P13",
    of,
    change: (graph) => withoutStatements(graph, "LetS3AnnounceNewImagesEncrypted"),
  },
  {
    what: "messages that Lambda cannot decrypt",
    breaks: "P15",
    of,
    change: (graph) => withoutStatements(graph, "AllowDecryptingMessagesThroughSqs"),
  },
];
