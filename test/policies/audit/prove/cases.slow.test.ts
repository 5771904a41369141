import type { Statement } from "../../../../policies/document";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Question } from "../../../../policies/audit/question";
import { action, and, key, not, resource, throughNone } from "../../../../policies/audit/encode/vocabulary";
import { actionsMatching } from "../../../../policies/audit/reference/reference";
import { BUCKET, estate, held, role } from "./small-estate";

/** One action stands for many: here each is asked about by itself, and has to get the answer that they get together. */
const statements: readonly Statement[] = [
  { Effect: "Allow", Action: ["s3:Get*", "s3:PutObject"], Resource: `${BUCKET}/*` },
  {
    Effect: "Allow",
    NotAction: ["s3:*", "sagemaker:*", "ec2:*", "iam:*", "kms:*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:RequestTag/Owner": "a" } },
  },
  { Effect: "Allow", Action: "logs:*", Resource: "arn:aws:logs:*:*:log-group:a:*" },
  {
    Effect: "Deny",
    Action: ["s3:GetBucket*", "dynamodb:Tag*"],
    Resource: "*",
    Condition: { Null: { "aws:TagKeys": "false" } },
  },
];
const who = role("asker", ...statements);
const all = estate({ roles: [who], resources: [held("bucket", BUCKET)] });
const that = and(throughNone(), not(resource(`${BUCKET}/secret/*`)), not(key("aws:PrincipalTag/Team").is("red")));
const questionOf = (pattern: string): Question => ({
  estate: all,
  asker: { kind: "role", role: who },
  route: { kind: "service" },
  that: and(action(pattern), that),
});

test.each(["s3:*", "dynamodb:*", "logs:*", "sqs:*", "xray:*", "rekognition:*", "secretsmanager:*"])("%s", (pattern) => {
  const alone = actionsMatching(pattern).map((name) => ask(questionOf(name)).kind);
  expect(alone.length).toBeGreaterThan(10);
  expect(ask(questionOf(pattern)).kind).toBe(alone.includes("possible") ? "possible" : "never");
});

test("each action that is found possible by itself is found among the others, too", () => {
  const possible = actionsMatching("s3:*").filter((name) => ask(questionOf(name)).kind === "possible");
  const others = ask({ ...questionOf("s3:*"), that: and(action("s3:*"), not(action(...possible)), that) });
  expect(possible).toContain("s3:GetObject");
  expect(others).toEqual({ kind: "never" });
});
