import { logKeyNotes } from "../../infra/log-group";
import { graphOf } from "../variants";

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

test("without a key of config the preview says nothing, and log groups name none", () => {
  expect(logKeyNotes({ region: "eu-central-1", logRetentionDays: 30, logEncryptionKeyArn: "" })).toEqual([]);
  const groups = graphOf("dev").resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
  expect(groups.filter(({ inputs }) => "kmsKeyId" in inputs)).toEqual([]);
});

test("every log group has the key of config", () => {
  const groups = graphOf("strict").resources.filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
  expect(groups.length).toBeGreaterThan(2);
  for (const { name, inputs } of groups) expect([name, inputs["kmsKeyId"]]).toEqual([name, KEY]);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
test("the preview prints the statement that the key's policy needs: the Region's service, for log groups of the account only", () => {
  const [line = ""] = logKeyNotes({ region: "eu-central-1", logRetentionDays: 30, logEncryptionKeyArn: KEY });
  const statement: unknown = JSON.parse(line.slice(line.indexOf("{"), line.lastIndexOf("}") + 1));
  expect(statement).toEqual({
    Effect: "Allow",
    Principal: { Service: "logs.eu-central-1.amazonaws.com" },
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:111122223333:log-group:*" },
    },
  });
});
