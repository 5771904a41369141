import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { actionsCalledBy } from "../../../local/audit/actions/called-actions";
import { sdkCommandsIn } from "../../../local/audit/actions/sdk-commands";

const commandsOf = (name: string): string[] => {
  const file = path.join(projectRoot(), "build/functions", name, "index.js");
  return sdkCommandsIn(fs.readFileSync(file, "utf8")).map(({ client, operation }) => `${client}.${operation}`);
};

test("the studio-url function's calls are found in its deployed bytes", () => {
  expect(commandsOf("studio-url")).toEqual([
    "STSClient.AssumeRole",
    "STSClient.AssumeRoleWithWebIdentity",
    "SageMakerClient.CreatePresignedDomainUrl",
    "SageMakerClient.DescribeUserProfile",
  ]);
});

test.each(["rekognition", "image-ingest"])(
  "the seven operations and the calls to S3 and DynamoDB are found in %s",
  (name) => {
    expect(commandsOf(name)).toEqual(
      expect.arrayContaining([
        ...["CompareFaces", "DetectFaces", "DetectLabels", "DetectModerationLabels", "DetectProtectiveEquipment"].map(
          (operation) => `RekognitionClient.${operation}`,
        ),
        "RekognitionClient.DetectText",
        "RekognitionClient.RecognizeCelebrities",
        "DynamoDBClient.GetItem",
        "S3Client.GetObject",
      ]),
    );
  },
);

test.each(["authorizer-fetched-keys", "authorizer-pinned-keys"])("%s calls nothing of AWS's", (name) => {
  expect(commandsOf(name)).toEqual([]);
});

test("what the smoke test signs by itself is found in its deployed bytes", () => {
  const bundle = fs.readFileSync(path.join(projectRoot(), "build/functions/smoke-test/index.js"), "utf8");
  expect([...actionsCalledBy(bundle).keys()].sort()).toEqual([
    "codedeploy:GetApplicationRevision",
    "codedeploy:GetDeployment",
    "codedeploy:PutLifecycleEventHookExecutionStatus",
    "lambda:InvokeFunction",
  ]);
});

const BUILDER = 'cmd=io(x,"AmazonS3","S3Client",e)';

test.each([
  ["that is made", `${BUILDER};a=class extends cmd(q,w,"GetObject",s){};new a(i)`, ["S3Client.GetObject"]],
  ["that is only defined", `${BUILDER};a=class extends cmd(q,w,"GetObject",s){}`, []],
  ["made twice", `${BUILDER};a=class extends cmd(q,w,"GetObject",s){};new a(i);new a(j)`, ["S3Client.GetObject"]],
  ["with a class name", `${BUILDER};a=class b extends cmd(q,w,"GetObject",s){};new a(i)`, ["S3Client.GetObject"]],
  ["named with a dollar", `${BUILDER};$a=class extends cmd(q,w,"GetObject",s){};new $a(i)`, ["S3Client.GetObject"]],
])("a command %s", (_, bundle, expected) => {
  expect(sdkCommandsIn(bundle).map(({ client, operation }) => `${client}.${operation}`)).toEqual(expected);
});

test("a command whose client cannot be told is an error, not silence", () => {
  expect(() => sdkCommandsIn('a=class extends cmd(q,w,"GetObject",s){};new a(i)')).toThrow(
    "The bundle makes the SDK's GetObject, but of which client is not said.",
  );
});
