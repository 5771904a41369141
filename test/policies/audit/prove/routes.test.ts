import type { Statement } from "../../../../policies/document";
import { unlessThrough } from "../../../../policies/from-our-endpoints";
import type { Asker, Route } from "../../../../policies/audit/question";
import { action, and, key, not, resource, through, throughNone } from "../../../../policies/audit/encode/vocabulary";
import { ACCOUNT, BUCKET, endpoint, estate, FOREIGN, held, OPEN, OUR_S3, REGION, sourced } from "./small-estate";
import { answer, by, caller, nobody, SERVICE } from "./small-questions";

/** Whose policies are asked, and in what order, for each kind of request. */

describe("a bucket with a policy", () => {
  const objects = `${BUCKET}/*`;
  const reading = and(action("s3:GetObject"), resource(objects));
  const denied: Statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: objects,
    Condition: unlessThrough([OUR_S3]),
  };
  const closed = estate({ roles: [caller], resources: [held("bucket", BUCKET, denied)] });

  test("denies everybody who comes another way, and nobody who comes that way", () => {
    for (const asker of [by(caller), { kind: "other-role" }] as const) {
      expect(answer(closed, asker, SERVICE, and(reading, not(through([OUR_S3]))))).toBe("never");
      expect(answer(closed, asker, SERVICE, and(reading, through([OUR_S3])))).toBe("possible");
    }
  });

  test("lets strangers in only if it says so", () => {
    for (const asker of [{ kind: "foreign-role" }, { kind: "anonymous" }] as const) {
      expect(answer(closed, asker, SERVICE, reading)).toBe("never");
      const open = estate({ resources: [held("bucket", BUCKET, { ...OPEN, Action: "s3:*", Resource: objects })] });
      expect(answer(open, asker, SERVICE, reading)).toBe("possible");
    }
    const partner: Statement = { ...OPEN, Principal: { AWS: "999988887777" }, Resource: objects };
    const shared = estate({ resources: [held("bucket", BUCKET, partner)] });
    expect(answer(shared, { kind: "foreign-role" }, SERVICE, reading)).toBe("possible");
    expect(
      answer(shared, { kind: "foreign-role" }, SERVICE, and(reading, key("aws:PrincipalAccount").is(ACCOUNT))),
    ).toBe("never");
    expect(
      answer(
        shared,
        { kind: "foreign-role" },
        SERVICE,
        and(reading, not(key("aws:PrincipalArn").like("arn:aws:iam::999988887777:*"))),
      ),
    ).toBe("never");
    expect(answer(shared, { kind: "anonymous" }, SERVICE, reading)).toBe("never");
  });

  test("has no say on a bucket whose name begins like its own", () => {
    const twin = and(action("s3:GetObject"), resource(`${BUCKET}-2/*`));
    expect(answer(closed, by(caller), SERVICE, and(twin, throughNone()))).toBe("possible");
  });

  test("an exception for one role is one for this role only", () => {
    const spared: Statement = {
      ...denied,
      Condition: { ...unlessThrough([OUR_S3]), ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*admin*" } },
    };
    const all = estate({ roles: [caller], resources: [held("bucket", BUCKET, spared)] });
    const elsewhere = and(reading, throughNone());
    expect(answer(all, by(caller), SERVICE, elsewhere)).toBe("never");
    expect(answer(all, { kind: "other-role" }, SERVICE, elsewhere)).toBe("possible");
  });

  test("a service may read for somebody if the Deny spares that, and comes through no endpoint then", () => {
    const sparing = {
      ...denied,
      Condition: { ...unlessThrough([OUR_S3]), BoolIfExists: { "aws:ViaAWSService": "false" } },
    };
    const all = estate({ roles: [caller], resources: [held("bucket", BUCKET, sparing)] });
    expect(answer(all, by(caller), SERVICE, and(reading, throughNone(), key("aws:ViaAWSService").is("true")))).toBe(
      "possible",
    );
    expect(
      answer(all, by(caller), SERVICE, and(reading, throughNone(), not(key("aws:ViaAWSService").is("true")))),
    ).toBe("never");
  });

  test("TLS is there or is not", () => {
    const withTls: Statement = {
      Effect: "Deny",
      Principal: "*",
      Action: "*",
      Resource: objects,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const all = estate({ resources: [held("bucket", BUCKET, withTls)] });
    expect(answer(all, { kind: "other-role" }, SERVICE, and(reading, not(key("aws:SecureTransport").is("true"))))).toBe(
      "never",
    );
  });
});

describe("an endpoint of ours", () => {
  const only: Statement = { ...OPEN, Action: "s3:GetObject", Resource: `${BUCKET}/*` };
  const all = estate({ roles: [caller], endpoints: [endpoint(OUR_S3, "s3", only)] });

  test("lets through what its policy allows, and has no say on other ways", () => {
    expect(answer(all, by(caller), SERVICE, and(action("s3:PutObject"), through([OUR_S3])))).toBe("never");
    expect(answer(all, by(caller), SERVICE, and(action("s3:PutObject"), through([FOREIGN])))).toBe("possible");
    expect(answer(all, by(caller), SERVICE, and(action("s3:GetObject"), through([OUR_S3])))).toBe("possible");
  });

  test("is asked alone as well, of every asker", () => {
    const [door] = all.endpoints;
    if (!door) throw new Error("the estate has no endpoint");
    const route: Route = { kind: "endpoint", endpoint: door };
    const otherBuckets = not(resource(`${BUCKET}/*`));
    for (const asker of [by(nobody), { kind: "foreign-role" }, { kind: "anonymous" }] as const) {
      expect(answer(all, asker, route, otherBuckets)).toBe("never");
      expect(answer(all, asker, route)).toBe("possible");
    }
    expect(answer(all, { kind: "service", service: "s3.amazonaws.com" }, route)).toBe("never");
  });
});

describe("a key", () => {
  const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
  const decrypting = and(action("kms:Decrypt"), resource(KEY));
  const keyWith = (...statements: readonly Statement[]) =>
    estate({ roles: [caller, nobody], resources: [held("key", KEY, ...statements)] });
  const admin: Statement = { ...OPEN, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } };

  test("has the first word: what it does not allow or leave to the account, nobody may", () => {
    expect(answer(keyWith(admin), by(caller), SERVICE, decrypting)).toBe("never");
    const delegating: Statement = { ...OPEN, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
    expect(answer(keyWith(delegating), by(caller), SERVICE, decrypting)).toBe("possible");
    expect(answer(keyWith(delegating), by(nobody), SERVICE, decrypting)).toBe("never");
    expect(answer(keyWith({ ...OPEN, Principal: { AWS: nobody.arn } }), by(nobody), SERVICE, decrypting)).toBe(
      "possible",
    );
  });

  test("of other keys nothing is known but what the caller may", () => {
    expect(answer(keyWith(admin), by(caller), SERVICE, and(action("kms:Decrypt"), not(resource(KEY))))).toBe(
      "possible",
    );
  });
});

test("a function is invoked by whom its permissions name, for the method that they name", () => {
  const arn = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:code`;
  const permission: Statement = {
    Effect: "Allow",
    Principal: { Service: "apigateway.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: arn,
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1/*/GET/x` } },
  };
  const code = {
    arn,
    name: "code",
    urn: "urn:code",
    roleArn: nobody.arn,
    isInVpc: true,
    logGroup: "code",
    permissions: [sourced("permission", permission)],
    publicDoors: [],
  };
  const all = estate({ roles: [caller, nobody], functions: [code] });
  const route: Route = { kind: "invoke-function", function: code };
  const gateway: Asker = { kind: "service", service: "apigateway.amazonaws.com" };
  expect(answer(all, gateway, route)).toBe("possible");
  expect(answer(all, gateway, route, not(key("aws:SourceArn").arnLike("arn:aws:execute-api:*:*:a1/*")))).toBe("never");
  expect(answer(all, { kind: "service", service: "s3.amazonaws.com" }, route)).toBe("never");
  expect([answer(all, by(caller), route), answer(all, by(nobody), route)]).toEqual(["possible", "never"]);
});
