import type { Conditions, Statement } from "../../../../policies/document";
import { onlyThrough, SOURCE_VPCE, unlessThrough } from "../../../../policies/from-our-endpoints";
import { ask } from "../../../../policies/audit/prove/ask";
import type { Answer, Question } from "../../../../policies/audit/question";
import {
  action,
  and,
  type Formula,
  key,
  not,
  resource,
  through,
  TRUE,
} from "../../../../policies/audit/encode/vocabulary";
import { isAssumeRole } from "../../../../policies/audit/replay";
import { estate, FOREIGN, OUR_SAGEMAKER, PROFILES, role, sourced } from "./small-estate";

/** Known ways of getting a policy wrong, and of writing the same one differently. */
const MINT = "sagemaker:CreatePresignedDomainUrl";
const OURS = [OUR_SAGEMAKER];
const OWN = `${PROFILES}/\${aws:PrincipalTag/Domain}/\${aws:PrincipalTag/Profile}`;

function askOf(statements: readonly Statement[], that: Formula): Answer {
  const who = role("minting", ...statements);
  return ask({
    estate: estate({ roles: [who] }),
    asker: { kind: "role", role: who },
    route: { kind: "service" },
    that,
  });
}

const allow = (condition?: Conditions, over: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action: MINT,
  Resource: `${PROFILES}/*`,
  ...(condition && { Condition: condition }),
  ...over,
});
const deny = (condition: Conditions, over: Partial<Statement> = {}): Statement => ({
  ...allow(condition, over),
  Effect: "Deny",
});
const tag = (name: string) => `\${aws:PrincipalTag/${name}}`;
const notOurs = (operator: string): Conditions => ({ [operator]: { [SOURCE_VPCE]: OURS } });

describe("URLs are made through our endpoint only", () => {
  const elsewhere = and(action(MINT), not(through(OURS)));

  test.each<[string, Statement[]]>([
    ["a condition on the Allow and a Deny", [allow(onlyThrough(OURS)), deny(unlessThrough(OURS))]],
    ["the Deny alone", [allow(), deny(unlessThrough(OURS))]],
    ["the condition alone", [allow(onlyThrough(OURS))]],
    [
      "a Deny with IfExists, which denies absent keys all the same",
      [allow(), deny(notOurs("StringNotEqualsIfExists"))],
    ],
    [
      "other letters in action and key",
      [allow(), deny({ StringNotEquals: { "AWS:sourcevpcE": OURS } }, { Action: "SAGEMAKER:createpresigned*" })],
    ],
    ["a Deny of everything", [allow(), deny(unlessThrough(OURS), { Action: "*", Resource: "*" })]],
    [
      "two Denies that overlap",
      [
        allow(),
        deny(unlessThrough(OURS), { Resource: `${PROFILES}/a*` }),
        deny(unlessThrough(OURS), { Resource: [`${PROFILES}/*`, "*"] }),
      ],
    ],
    [
      "an id with capitals, which no endpoint has",
      [allow({ StringEquals: { [SOURCE_VPCE]: OUR_SAGEMAKER.toUpperCase() } })],
    ],
    ["nothing allowed at all", []],
  ])("holds: %s", (_name, statements) => {
    expect(askOf(statements, elsewhere)).toEqual({ kind: "never" });
  });

  test.each<[string, Statement[], string | undefined]>([
    ["no condition", [allow()], undefined],
    ["IfExists on the Allow", [allow(notOurs("StringEqualsIfExists"))], undefined],
    ["a negated condition on the Allow", [allow({ StringNotEquals: { [SOURCE_VPCE]: FOREIGN } })], undefined],
    [
      "a Deny for requests that have the key",
      [allow(), deny({ ...notOurs("StringNotEquals"), Null: { [SOURCE_VPCE]: "false" } })],
      undefined,
    ],
    ["ForAnyValue in the Deny", [allow(), deny(notOurs("ForAnyValue:StringNotEquals"))], undefined],
    ["ForAllValues in the Allow", [allow(notOurs("ForAllValues:StringEquals"))], undefined],
    [
      "a Deny for callers by themselves",
      [allow(), deny({ ...notOurs("StringNotEquals"), Bool: { "aws:ViaAWSService": "false" } })],
      undefined,
    ],
    ["a Deny on the wrong resource", [allow(), deny(unlessThrough(OURS), { Resource: PROFILES })], undefined],
    ["a Deny on a misspelt action", [allow(), deny(unlessThrough(OURS), { Action: `${MINT}s` })], undefined],
    ["a wildcard id", [allow({ StringLike: { [SOURCE_VPCE]: "vpce-0*" } })], "vpce-0a1b2c3d4e5f67890"],
    [
      "a VPC instead of the endpoint",
      [allow({ StringEquals: { "aws:SourceVpc": "vpc-1" } })],
      "vpce-0a1b2c3d4e5f67890",
    ],
    [
      "a stranger in the list",
      [allow(onlyThrough([...OURS, FOREIGN])), deny(unlessThrough([...OURS, FOREIGN]))],
      FOREIGN,
    ],
    [
      "an id that the caller's tag says",
      [allow(), deny({ StringNotEquals: { [SOURCE_VPCE]: "${aws:PrincipalTag/Door}" } })],
      "vpce-0a1b2c3d4e5f67890",
    ],
    [
      "an id of which the caller's tags say a part each",
      [allow(), deny({ StringNotEquals: { [SOURCE_VPCE]: `${tag("A")}-${tag("B")}${tag("C")}${tag("D")}` } })],
      "vpce-0a1b2c3d4e5f67890",
    ],
    [
      "three Allows, of which one is wide",
      [allow(onlyThrough(OURS)), allow({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })],
      undefined,
    ],
  ])("is broken: %s", (_name, statements, vpce) => {
    const answer = askOf(statements, elsewhere);
    expect(answer).toMatchObject({ kind: "possible" });
    if (answer.kind === "possible") expect(answer.witness.request.context[SOURCE_VPCE]).toBe(vpce);
  });
});

describe("a session mints for the profile that its tags name", () => {
  const denyOthers: Statement = { Effect: "Deny", Action: "*", NotResource: OWN };
  const another = and(action(MINT), not(resource(OWN)));

  test.each<[string, Statement[]]>([
    ["as shipped", [allow(undefined, { Resource: OWN }), denyOthers]],
    ["the Allow alone", [allow(undefined, { Resource: OWN })]],
    [
      "with a default that nobody relies on",
      [allow({ StringEquals: { "aws:PrincipalTag/Profile": "${aws:PrincipalTag/Other, 'x'}" } }, { Resource: OWN })],
    ],
  ])("holds: %s", (_name, statements) => {
    expect(askOf(statements, another)).toEqual({ kind: "never" });
  });

  test.each<[string, string]>([
    ["a wildcard behind the tag", `${OWN}*`],
    ["any domain", `${PROFILES}/*/\${aws:PrincipalTag/Profile}`],
    ["the domain left out, so that the tag may hold it", `${PROFILES}/\${aws:PrincipalTag/Profile}`],
    ["any profile", `${PROFILES}/*/*`],
    ["a default", `${PROFILES}/\${aws:PrincipalTag/Domain}/\${aws:PrincipalTag/Profile, 'admin'}`],
    ["the tags the wrong way round", `${PROFILES}/\${aws:PrincipalTag/Profile}/\${aws:PrincipalTag/Domain}`],
    ["a literal part of the tag", `${PROFILES}/\${aws:PrincipalTag/Domain}/x\${aws:PrincipalTag/Profile}`],
  ])("is broken: %s", (_name, resources) => {
    const answer = askOf([allow(undefined, { Resource: resources })], another);
    expect(answer).toMatchObject({ kind: "possible" });
  });

  test("tags of one name do not reach a profile of another, whichever is known", () => {
    const statements = [allow(undefined, { Resource: OWN }), denyOthers];
    const bob = resource(`${PROFILES}/d-1/bob`);
    expect(askOf(statements, and(bob, not(key("aws:PrincipalTag/Profile").is("bob"))))).toEqual({ kind: "never" });
    expect(askOf(statements, and(bob, key("aws:PrincipalTag/Profile").is("alice")))).toEqual({ kind: "never" });
    expect(askOf(statements, and(bob, key("aws:PrincipalTag/Domain").is("d-1")))).toMatchObject({ kind: "possible" });
  });

  test("without tags there is nothing to mint for; what an empty tag means AWS does not say", () => {
    const statements = [allow(undefined, { Resource: OWN }), denyOthers];
    const profile = key("aws:PrincipalTag/Profile");
    expect(askOf(statements, and(action(MINT), profile.absent))).toEqual({ kind: "never" });
    const wide = [allow(), { ...denyOthers, NotResource: [OWN, `${PROFILES}/d-1/*`] }];
    expect(askOf(wide, and(action(MINT), profile.absent, not(resource(`${PROFILES}/d-1/*`))))).toMatchObject({
      kind: "unknown",
    });
    const onEmpty = [
      allow({ StringEquals: { "aws:PrincipalTag/Other": "${aws:PrincipalTag/Profile}" } }),
      allow({ Null: { "aws:PrincipalTag/Profile": "true" } }),
    ];
    const empty = and(action(MINT), profile.is(""), key("aws:PrincipalTag/Other").is(""));
    expect(askOf(onEmpty, empty)).toMatchObject({ kind: "unknown", why: expect.stringContaining("empty") as string });
  });
});

describe("what is asked about", () => {
  test("an action that only the policy knows, and one of a service that the reference does not know", () => {
    const others = not(action(MINT, "sts:GetCallerIdentity"));
    const unlisted = askOf([allow(undefined, { Action: [MINT, `${MINT}WithTag`] })], others);
    expect(unlisted).toMatchObject({ kind: "possible", witness: { request: { action: `${MINT}WithTag` } } });
    const unknown = askOf([{ Effect: "Allow", Action: "glue:Get*", Resource: "*" }], others);
    expect(
      unknown.kind === "possible" && !isAssumeRole(unknown.witness.request) && unknown.witness.request.action,
    ).toMatch(/^glue:get/i);
    expect(
      askOf(
        [{ Effect: "Allow", NotAction: ["sagemaker:*", "s3:*"], Resource: "*" }],
        not(action("sagemaker:*", "s3:*")),
      ),
    ).toMatchObject({ kind: "possible" });
  });

  test("an action without resource types has * as resource, and another never has", () => {
    const faces: Statement = { Effect: "Allow", Action: "rekognition:*", Resource: "*" };
    expect(askOf([faces], and(action("rekognition:DetectFaces"), not(resource("arn:aws:*:*"))))).toMatchObject({
      kind: "possible",
    });
    const onArns: Statement = { Effect: "Allow", Action: "rekognition:*", Resource: "arn:aws:rekognition:*:*:*" };
    expect(askOf([onArns], action("rekognition:DetectFaces"))).toEqual({ kind: "never" });
    expect(askOf([onArns], action("rekognition:IndexFaces"))).toMatchObject({ kind: "possible" });
  });

  test("a key that the action never has is absent", () => {
    const tagged = allow({ StringEquals: { "aws:RequestTag/Owner": "a" } });
    expect(askOf([tagged], action("sagemaker:*"))).toEqual({ kind: "never" });
    expect(askOf([{ ...tagged, Action: "sagemaker:CreateApp", Resource: "*" }], TRUE)).toMatchObject({
      kind: "possible",
    });
  });

  test("an endpoint of ours carries its own service in its own Region", () => {
    const open: Statement = { Effect: "Allow", Action: "*", Resource: "*" };
    expect(askOf([open], and(action("s3:GetObject"), through(OURS)))).toEqual({ kind: "never" });
    expect(askOf([open], and(action(MINT), through(OURS), key("aws:RequestedRegion").is("us-east-1")))).toEqual({
      kind: "never",
    });
    expect(askOf([open], and(action(MINT), through(OURS), key("aws:SourceIp").present))).toEqual({ kind: "never" });
    expect(askOf([open], and(action(MINT), through(OURS), key("aws:ViaAWSService").is("true")))).toEqual({
      kind: "never",
    });
  });

  test("a policy that nobody has a meaning for leaves the question open", () => {
    const odd = { ...allow(), Condition: { StringEqual: { [SOURCE_VPCE]: OURS } } };
    expect(askOf([odd], TRUE)).toMatchObject({
      kind: "unknown",
      why: expect.stringContaining("StringEqual") as string,
    });
  });

  test("in the older version a variable is text", () => {
    const who = role("old");
    const document = { Version: "2008-10-17" as const, Statement: [allow(undefined, { Resource: OWN })] };
    const old = { ...who, identity: [{ ...sourced("old"), document }] };
    const question: Question = {
      estate: estate({ roles: [old] }),
      asker: { kind: "role", role: old },
      route: { kind: "service" },
      that: action(MINT),
    };
    expect(ask(question)).toEqual({ kind: "never" });
  });

  test("the same question gets the same answer", () => {
    const statements = [allow({ StringLike: { [SOURCE_VPCE]: "vpce-0*" } })];
    expect(askOf(statements, TRUE)).toEqual(askOf(statements, TRUE));
  });
});
