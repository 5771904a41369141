import type { Statement } from "../../../policies/document";
import { IllFormedRequestError } from "../../../policies/evaluate/request";
import { SOURCE_VPCE, unlessThrough } from "../../../policies/from-our-endpoints";
import { decideIn } from "../../../policies/audit/replay";
import {
  ACCOUNT,
  api,
  BUCKET,
  endpoint,
  estate,
  FOREIGN,
  held,
  OPEN,
  OUR_S3,
  OUR_SAGEMAKER,
  REGION,
  role,
  trusting,
} from "./prove/small-estate";

/** Which layers the estate has for a request. */
const reader = role("reader", { Effect: "Allow", Action: "*", Resource: "*" });
const bucketPolicy: Statement = {
  Sid: "OnlyOurs",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: `${BUCKET}/*`,
  Condition: unlessThrough([OUR_S3]),
};
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
const made = api("a1b2c3d4e5", OPEN);
const target = trusting(role("target"), { Effect: "Allow", Principal: { AWS: reader.arn }, Action: "sts:AssumeRole" });
const all = estate({
  roles: [reader, target],
  resources: [
    held("bucket", BUCKET, bucketPolicy),
    held("key", KEY, { ...OPEN, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } }),
  ],
  endpoints: [endpoint(OUR_S3, "s3", { ...OPEN, Action: "s3:GetObject" }), endpoint(OUR_SAGEMAKER, "sagemaker.api")],
  apis: [made],
});
const SERVICE = { kind: "service" } as const;
const asReader = { kind: "role", roleArn: reader.arn, account: ACCOUNT } as const;
const stranger = { kind: "role", roleArn: "arn:aws:iam::999988887777:role/x", account: "999988887777" } as const;
const reading = { action: "s3:GetObject", resource: `${BUCKET}/1`, principal: asReader, context: {} };

test("a request to a bucket of ours asks the role, the bucket and the endpoint it came through", () => {
  expect(decideIn(all, { ...reading, context: { [SOURCE_VPCE]: OUR_S3 } }, SERVICE)).toMatchObject({ allowed: true });
  expect(decideIn(all, reading, SERVICE)).toMatchObject({ allowed: false, decidedBy: { sid: "OnlyOurs" } });
  const putting = { ...reading, action: "s3:PutObject", context: { [SOURCE_VPCE]: OUR_S3 } };
  expect(decideIn(all, putting, SERVICE)).toMatchObject({ allowed: false, layer: "endpoint" });
  expect(
    decideIn(all, { ...putting, resource: "arn:aws:s3:::other/1", context: { [SOURCE_VPCE]: FOREIGN } }, SERVICE),
  ).toMatchObject({ allowed: true });
});

test("an endpoint of ours carries its own service only", () => {
  const wrong = { ...reading, context: { [SOURCE_VPCE]: OUR_SAGEMAKER } };
  expect(() => decideIn(all, wrong, SERVICE)).toThrow(IllFormedRequestError);
});

test("a role that is not of the estate is taken to be allowed everything by its own policies", () => {
  const other = { kind: "role", roleArn: `arn:aws:iam::${ACCOUNT}:role/other`, account: ACCOUNT } as const;
  expect(decideIn(all, { ...reading, principal: other, context: { [SOURCE_VPCE]: OUR_S3 } }, SERVICE).allowed).toBe(
    true,
  );
  expect(decideIn(all, { ...reading, principal: stranger, context: { [SOURCE_VPCE]: OUR_S3 } }, SERVICE)).toMatchObject(
    { allowed: false, layer: "resource" },
  );
  const shared = estate({ resources: [held("bucket", BUCKET, { ...OPEN, Principal: { AWS: "999988887777" } })] });
  expect(decideIn(shared, { ...reading, principal: stranger }, SERVICE).allowed).toBe(true);
});

test("what is in another account asks our side only, for nobody knows the other", () => {
  const queue = { ...reading, action: "sqs:SendMessage", resource: `arn:aws:sqs:${REGION}:999988887777:theirs` };
  expect(decideIn(all, queue, SERVICE)).toMatchObject({ allowed: true, layer: "identity" });
});

test("a key has the first word", () => {
  const decrypting = { ...reading, action: "kms:Decrypt", resource: KEY };
  expect(decideIn(all, decrypting, SERVICE)).toMatchObject({ allowed: false, layer: "resource" });
  expect(decideIn(all, { ...decrypting, resource: `${KEY}2` }, SERVICE).allowed).toBe(true);
});

test("becoming a role is asked on that role's own route", () => {
  const becoming = { roleArn: target.arn, principal: asReader, context: {}, sessionName: "session", tags: {} };
  const route = { kind: "assume-role", role: target } as const;
  expect(decideIn(all, becoming, route).allowed).toBe(true);
  expect(decideIn(all, { ...becoming, tags: { a: "b" } }, route)).toMatchObject({
    allowed: false,
    reason: expect.stringContaining("sts:TagSession") as string,
  });
  expect(() => decideIn(all, becoming, SERVICE)).toThrow(IllFormedRequestError);
  expect(() => decideIn(all, reading, route)).toThrow(IllFormedRequestError);
  expect(decideIn(all, { ...reading, action: "sts:AssumeRole", resource: target.arn }, SERVICE).allowed).toBe(true);
  expect(decideIn(all, { ...reading, action: "sts:TagSession", resource: target.arn }, SERVICE).allowed).toBe(false);
});

test("a call of an API goes by the API's order, with the answer of an authorizer or without", () => {
  const call = {
    action: "execute-api:Invoke",
    resource: `${made.executionArn}/live/GET/a`,
    principal: { kind: "anonymous" } as const,
    context: {},
  };
  const refusing = {
    name: "answer",
    document: { Version: "2012-10-17" as const, Statement: [{ Effect: "Deny" as const, Action: "*", Resource: "*" }] },
  };
  expect(decideIn(all, call, { kind: "api", api: made, authorizer: "any" }).allowed).toBe(true);
  expect(decideIn(all, call, { kind: "api", api: made, authorizer: "none" }).allowed).toBe(true);
  expect(decideIn(all, call, { kind: "api", api: made, authorizer: refusing }).allowed).toBe(false);
  const shut = api("a1b2c3d4e5");
  expect(decideIn(all, call, { kind: "api", api: shut, authorizer: "any" }).allowed).toBe(false);
  expect(
    decideIn(all, call, { kind: "api", api: { ...shut, endpointTypes: ["REGIONAL"] }, authorizer: "any" }).allowed,
  ).toBe(true);
});

test("an endpoint can be asked alone", () => {
  const [door] = all.endpoints;
  if (!door) throw new Error("the estate has no endpoint");
  const route = { kind: "endpoint", endpoint: door } as const;
  const through = { ...reading, principal: { kind: "anonymous" } as const, context: { [SOURCE_VPCE]: OUR_S3 } };
  expect(decideIn(all, through, route).allowed).toBe(true);
  expect(decideIn(all, { ...through, action: "s3:PutObject" }, route).allowed).toBe(false);
});
