import { disagreements } from "../../infra/config/agreement";
import { checkSettings, type Settings } from "../../infra/config/settings";
import { dataKeyNotes, whyForeignKey, whyUnusable } from "../../infra/data-key";
import { DATA_KEY, graphOf } from "../variants";
import { LEAST } from "./config/good-settings";

const pool = graphOf("pool").resources;
const inputsOf = (type: string) =>
  pool.filter((each) => each.type === type).map(({ name, inputs }) => ({ name, inputs }));

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html and the same page of SQS, DynamoDB and SNS
test("all that keeps data has the key of config: bucket, queues, tables and topic; and the stack makes none of its own", () => {
  const [bucket] = inputsOf("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration");
  expect(bucket?.inputs["rules"]).toEqual([
    {
      applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: DATA_KEY },
      bucketKeyEnabled: true,
    },
  ]);
  const queues = inputsOf("aws:sqs/queue:Queue");
  expect(queues.map(({ name }) => name).sort()).toEqual(["new-images", "new-images-failed", "unexpected-calls"]);
  for (const { inputs } of [...queues, ...inputsOf("aws:sns/topic:Topic")])
    expect([inputs["kmsMasterKeyId"], inputs["sqsManagedSseEnabled"]]).toEqual([DATA_KEY, undefined]);
  for (const { inputs } of inputsOf("aws:dynamodb/table:Table"))
    expect(inputs["serverSideEncryption"]).toEqual({ enabled: true, kmsKeyArn: DATA_KEY });
  const keys = pool.filter(({ type }) => type === "aws:kms/key:Key");
  expect(keys.map(({ name, options }) => [name, options["read"]])).toEqual([["data-key", true]]);
});

test("the preview prints the statements that the key's policy needs, for services of this account only", () => {
  expect(dataKeyNotes(settings({}))).toEqual([]);
  const [line = ""] = dataKeyNotes(settings({ dataEncryptionKeyArn: DATA_KEY }));
  const statements = JSON.parse(line.slice(line.indexOf("[{"), line.lastIndexOf("}]") + 2)) as Statements;
  const services = statements.filter(({ Principal }) => Principal.Service !== undefined);
  expect(services.map(({ Principal }) => Principal.Service)).toEqual([
    "s3.amazonaws.com",
    "events.amazonaws.com",
    "cloudwatch.amazonaws.com",
  ]);
  for (const { Condition } of services) expect(Condition?.StringEquals["aws:SourceAccount"]).toBe("111122223333");
  const bySelf = statements.find(({ Action }) => Action.includes("kms:Decrypt"));
  expect(bySelf?.Condition?.StringEquals["kms:ViaService"]).toEqual([
    "s3.eu-central-1.amazonaws.com",
    "sqs.eu-central-1.amazonaws.com",
    "dynamodb.eu-central-1.amazonaws.com",
  ]);
});

type Statements = readonly {
  readonly Principal: { readonly Service?: string };
  readonly Action: readonly string[];
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, unknown>> };
}[];

// https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
test.each([
  [{ isEnabled: true, usage: "ENCRYPT_DECRYPT", spec: "SYMMETRIC_DEFAULT" }, undefined],
  [{ isEnabled: undefined, usage: undefined, spec: undefined }, undefined],
  [{ isEnabled: false, usage: "ENCRYPT_DECRYPT", spec: "SYMMETRIC_DEFAULT" }, /^is disabled/],
  [{ isEnabled: true, usage: "SIGN_VERIFY", spec: "RSA_2048" }, /^is for SIGN_VERIFY/],
  [{ isEnabled: true, usage: "ENCRYPT_DECRYPT", spec: "RSA_2048" }, /^is a key of RSA_2048/],
])("a key that services cannot encrypt with stops the preview: %j", (key, why) => {
  const found = whyUnusable(key);
  if (why === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(why);
});

test("a key of another account is refused with the account that is allowed", () => {
  expect(whyForeignKey(DATA_KEY, "111122223333", "prod")).toBeUndefined();
  expect(whyForeignKey(DATA_KEY, "444455556666", "prod")).toMatch(
    /is a key of account 111122223333, and this stack is deployed to account 444455556666.*arn:aws:kms:eu-central-1:444455556666:key\/<id>$/,
  );
});

test("a key that would encrypt nothing is a mistake of config", () => {
  const nothing = { ...settings({ dataEncryptionKeyArn: DATA_KEY }), rekognitionRegions: [] };
  expect(disagreements({ ...nothing, allowsUnknownRegions: false })).toEqual([]);
  const [found] = disagreements({
    ...nothing,
    monitoring: { off: "the company watches" },
    allowsUnknownRegions: false,
  });
  expect(found).toMatchObject({ key: "dataEncryptionKeyArn", remove: true });
});

function settings(values: Readonly<Record<string, unknown>>): Settings {
  const result = checkSettings({ ...LEAST, rekognitionRegions: [{ region: "eu-central-1" }], ...values });
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result.settings;
}
