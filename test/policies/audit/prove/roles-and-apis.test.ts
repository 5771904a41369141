import type { Statement } from "../../../../policies/document";
import { onlyThrough, SOURCE_VPCE, unlessThrough } from "../../../../policies/from-our-endpoints";
import type { Asker, Route } from "../../../../policies/audit/question";
import {
  action,
  and,
  type Formula,
  key,
  not,
  resource,
  through,
  throughNone,
  TRUE,
} from "../../../../policies/audit/encode/vocabulary";
import type { AuditedRole } from "../../../../policies/audit/estate";
import { ACCOUNT, api, endpoint, estate, OPEN, role, trusting } from "./small-estate";
import { answer, by, caller, nobody, SERVICE } from "./small-questions";

/** Becoming a role and calling an API have orders of decision of their own. */

describe("becoming a role", () => {
  const trust: Statement = {
    Effect: "Allow",
    Principal: { AWS: caller.arn },
    Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
  };
  const target = (...statements: readonly Statement[]) => trusting(role("target"), ...statements);
  const asked = (audited: AuditedRole, asker: Asker, that: Formula = TRUE) =>
    answer(estate({ roles: [caller, nobody, audited] }), asker, { kind: "assume-role", role: audited }, that);

  test("takes a trust that names the caller, or his account and a permission of his own", () => {
    expect(asked(target(trust), by(caller))).toBe("possible");
    expect(asked(target(trust), by(nobody))).toBe("never");
    expect(asked(target(trust), { kind: "other-role" })).toBe("never");
    const ofAccount = target({ ...trust, Principal: { AWS: ACCOUNT } });
    expect([
      asked(ofAccount, by(caller)),
      asked(ofAccount, by(nobody)),
      asked(ofAccount, { kind: "other-role" }),
    ]).toEqual(["possible", "never", "possible"]);
    expect(asked(ofAccount, { kind: "foreign-role" })).toBe("never");
    expect(asked(target({ ...trust, Principal: "*" }), { kind: "foreign-role" })).toBe("possible");
    expect(asked(target({ ...trust, Principal: "*" }), { kind: "anonymous" })).toBe("never");
  });

  test("an external id keeps nobody out who sends it", () => {
    const external = target({
      ...trust,
      Principal: { AWS: "*" },
      Condition: { StringEquals: { "sts:ExternalId": "secret" } },
    });
    expect(asked(external, { kind: "foreign-role" })).toBe("possible");
  });

  const bounded = { "ForAllValues:StringEquals": { "aws:TagKeys": ["Domain", "Profile"] } };
  const named = { StringNotLike: { "aws:RequestTag/Profile": "*/*" } };
  const present = { Null: { "aws:RequestTag/Profile": "false" } };
  const strict = (condition: Statement["Condition"]) =>
    target(
      { ...trust, Action: "sts:AssumeRole", Condition: condition ?? {} },
      { ...trust, Action: "sts:TagSession", Condition: condition ?? {} },
      { ...trust, Action: "sts:SetSourceIdentity", Condition: { StringLike: { "sts:SourceIdentity": "????" } } },
    );

  test("tags are bounded as far as the trust bounds them", () => {
    const third = key("aws:TagKeys").someOtherThan("Domain", "Profile");
    const slash = key("aws:RequestTag/Profile").like("*/*");
    const without = key("aws:RequestTag/Profile").absent;
    const all = strict({ ...bounded, ...named, ...present });
    expect([third, slash, without].map((that) => asked(all, by(caller), that))).toEqual(["never", "never", "never"]);
    expect(asked(all, by(caller))).toBe("possible");
    expect(asked(strict({ ...named, ...present }), by(caller), third)).toBe("possible");
    expect(asked(strict({ ...bounded, ...present }), by(caller), slash)).toBe("possible");
    expect(asked(strict({ ...bounded, ...named }), by(caller), without)).toBe("possible");
  });

  test("each of the call's actions has its own keys", () => {
    const all = strict(present);
    expect(asked(all, by(caller), key("sts:SourceIdentity").is("abcd"))).toBe("possible");
    expect(asked(all, by(caller), key("sts:SourceIdentity").is("abcde"))).toBe("never");
    const oneForAll = target({ ...trust, Condition: { ...present, StringLike: { "sts:SourceIdentity": "????" } } });
    expect(asked(oneForAll, by(caller))).toBe("never");
  });

  test("a service says for whom it acts, if it does", () => {
    const service: Asker = { kind: "service", service: "sagemaker.amazonaws.com" };
    const forService: Statement = {
      Effect: "Allow",
      Principal: { Service: service.service },
      Action: "sts:AssumeRole",
    };
    const others = not(key("aws:SourceAccount").is(ACCOUNT));
    expect(asked(target(forService), service, others)).toBe("possible");
    expect(
      asked(target({ ...forService, Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } } }), service, others),
    ).toBe("never");
    expect(asked(target(forService), { kind: "service", service: "ec2.amazonaws.com" })).toBe("never");
  });

  test("is found as an action of a service, too", () => {
    const audited = target({ ...trust, Principal: { AWS: nobody.arn } });
    const all = estate({ roles: [caller, nobody, audited] });
    const becoming = and(action("sts:AssumeRole"), resource(audited.arn));
    expect(answer(all, by(caller), SERVICE, becoming)).toBe("never");
    expect(answer(all, by(nobody), SERVICE, becoming)).toBe("possible");
    const elsewhere = and(action("sts:AssumeRole"), resource("arn:aws:iam::999988887777:role/*"));
    expect(answer(all, by(caller), SERVICE, elsewhere)).toBe("possible");
  });
});

describe("a private API", () => {
  const DOOR = "vpce-0e0e0e0e0e0e0e0e0";
  const made = api("a1b2c3d4e5");
  const everything = `${made.executionArn}/*`;
  const allowing: Statement = { ...OPEN, Action: "execute-api:Invoke", Resource: everything };
  const denying: Statement = { ...allowing, Effect: "Deny", Condition: unlessThrough([DOOR]) };
  const anonymous: Asker = { kind: "anonymous" };
  const elsewhere = not(through([DOOR]));
  const asked = (
    statements: readonly Statement[],
    authorizer: Extract<Route, { kind: "api" }>["authorizer"],
    that: Formula,
    types = ["PRIVATE"],
  ) => {
    const audited = { ...api("a1b2c3d4e5", ...statements), endpointTypes: types };
    const all = estate({ apis: [audited], endpoints: [endpoint(DOOR, "execute-api")] });
    return answer(all, anonymous, { kind: "api", api: audited, authorizer }, that);
  };

  test("is confined by a Deny, not by an Allow with a condition: an authorizer's Allow is enough beside that", () => {
    const conditional = { ...allowing, Condition: onlyThrough([DOOR]) };
    expect(asked([conditional], "any", elsewhere)).toBe("possible");
    expect(asked([conditional], "none", elsewhere)).toBe("never");
    expect(asked([allowing, denying], "any", elsewhere)).toBe("never");
    expect(asked([allowing, denying], "none", elsewhere)).toBe("never");
    expect(asked([allowing, denying], "none", through([DOOR]))).toBe("possible");
    expect(asked([denying], "none", TRUE)).toBe("never");
  });

  test.each([
    ["of another stage", { Resource: `${made.executionArn}/dev/*` }],
    ["of one method", { Resource: `${made.executionArn}/live/GET/*` }],
    ["of the API's ARN with a slash", { Resource: `${made.executionArn}/` }],
    ["by VPC", { Condition: { StringNotEquals: { "aws:SourceVpc": "vpc-1" } } }],
    ["by a wildcard id", { Condition: { StringNotLike: { [SOURCE_VPCE]: "vpce-*" } } }],
    ["of an account's callers", { Principal: { AWS: ACCOUNT } }],
  ])("is open with a Deny %s", (_name, over) => {
    expect(asked([allowing, { ...denying, ...over }], "any", elsewhere)).toBe("possible");
  });

  test("opens what the authorizer's answer allows, and no more", () => {
    const document = {
      Version: "2012-10-17" as const,
      Statement: [
        { Effect: "Allow" as const, Action: "execute-api:Invoke", Resource: `${made.executionArn}/live/GET/a` },
      ],
    };
    const that = not(resource(`${made.executionArn}/live/GET/a`));
    expect(asked([denying], { name: "answer", document }, that)).toBe("never");
    expect(asked([denying], { name: "answer", document }, TRUE)).toBe("possible");
  });

  test("without a policy is shut, unless it is not private: then the authorizer decides alone", () => {
    expect(asked([], "any", TRUE)).toBe("never");
    expect(asked([], "any", throughNone(), ["REGIONAL"])).toBe("possible");
  });
});
