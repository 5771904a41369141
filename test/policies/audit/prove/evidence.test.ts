import type { Statement } from "../../../../policies/document";
import { onlyThrough, unlessThrough } from "../../../../policies/from-our-endpoints";
import { ask } from "../../../../policies/audit/prove/ask";
import { evidenceFor } from "../../../../policies/audit/prove/evidence";
import type { Question } from "../../../../policies/audit/question";
import { action, and, key, not, resource, through } from "../../../../policies/audit/encode/vocabulary";
import {
  api,
  BUCKET,
  endpoint,
  estate,
  held,
  OPEN,
  OUR_S3,
  OUR_SAGEMAKER,
  PROFILES,
  role,
  trusting,
} from "./small-estate";

const MINT = "sagemaker:CreatePresignedDomainUrl";
const allow: Statement = { Sid: "Allow", Effect: "Allow", Action: MINT, Resource: `${PROFILES}/d-1/alice` };
const deny: Statement = {
  ...allow,
  Sid: "Deny",
  Effect: "Deny",
  Resource: "*",
  Condition: unlessThrough([OUR_SAGEMAKER]),
};
const elsewhere = and(action(MINT), not(through([OUR_SAGEMAKER])));

function minting(...statements: readonly Statement[]): Question {
  const who = role("minting", ...statements);
  return {
    estate: estate({ roles: [who] }),
    asker: { kind: "role", role: who },
    route: { kind: "service" },
    that: elsewhere,
  };
}

function sids(question: Question): readonly (string | undefined)[] {
  expect(ask(question).kind).toBe("never");
  return evidenceFor(question).map(({ sid }) => sid);
}

describe("the statements that a proof rests on", () => {
  test("a Deny, where it stands alone", () => {
    expect(sids(minting(allow, deny))).toEqual(["Deny"]);
  });

  test("both, where each would do: only without both it is possible", () => {
    expect(sids(minting({ ...allow, Condition: onlyThrough([OUR_SAGEMAKER]) }, deny))).toEqual(["Allow", "Deny"]);
  });

  test("none, where nothing is allowed; and none of those that are about something else", () => {
    expect(sids(minting(deny))).toEqual([]);
    const other: Statement = { ...deny, Sid: "Other", Action: "sagemaker:CreateApp" };
    expect(sids(minting(allow, other, deny))).toEqual(["Deny"]);
  });

  test("with the resource, the place in it and the position in the document", () => {
    expect(evidenceFor(minting(allow, deny))).toEqual([
      {
        urn: "urn:identity of minting",
        pointer: "/policy",
        policy: "identity of minting",
        layer: "identity",
        index: 1,
        sid: "Deny",
        effect: "Deny",
        source: undefined,
      },
    ]);
  });

  test("of other layers, too", () => {
    const reader = role("reader", { Effect: "Allow", Action: "s3:*", Resource: "*" });
    const bucket: Statement = {
      ...OPEN,
      Sid: "BucketDeny",
      Effect: "Deny",
      Resource: `${BUCKET}/*`,
      Condition: unlessThrough([OUR_S3]),
    };
    const door: Statement = {
      ...OPEN,
      Sid: "DoorAllow",
      Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
    };
    const all = estate({
      roles: [reader],
      resources: [held("bucket", BUCKET, bucket)],
      endpoints: [endpoint(OUR_S3, "s3", door)],
    });
    const question = { estate: all, asker: { kind: "role", role: reader }, route: { kind: "service" } } as const;
    expect(
      sids({ ...question, that: and(action("s3:GetObject"), resource(`${BUCKET}/*`), not(through([OUR_S3]))) }),
    ).toEqual(["BucketDeny"]);
    const abroad = and(action("s3:GetObject"), through([OUR_S3]), key("aws:ResourceAccount").is("999988887777"));
    expect(sids({ ...question, that: abroad })).toEqual(["DoorAllow"]);
  });

  test("of the call's other actions, when a role is become", () => {
    const who = role("caller");
    const trust: Statement = { Sid: "Become", Effect: "Allow", Principal: { AWS: who.arn }, Action: "sts:AssumeRole" };
    const tags: Statement = {
      ...trust,
      Sid: "Tag",
      Action: "sts:TagSession",
      Condition: { StringEquals: { "aws:RequestTag/Domain": "d-1" } },
    };
    const target = trusting(role("target"), trust, tags);
    const that = and(key("aws:RequestTag/Domain").present, not(key("aws:RequestTag/Domain").is("d-1")));
    expect(
      sids({
        estate: estate({ roles: [who, target] }),
        asker: { kind: "role", role: who },
        route: { kind: "assume-role", role: target },
        that,
      }),
    ).toEqual(["Tag"]);
  });

  test("of an API", () => {
    const made = api(
      "a1b2c3d4e5",
      { ...OPEN, Sid: "Open" },
      { ...OPEN, Sid: "Shut", Effect: "Deny", Condition: unlessThrough([OUR_S3]) },
    );
    const question: Question = {
      estate: estate({ apis: [made] }),
      asker: { kind: "anonymous" },
      route: { kind: "api", api: made, authorizer: "any" },
      that: not(through([OUR_S3])),
    };
    expect(sids(question)).toEqual(["Shut"]);
  });
});
