import * as fc from "fast-check";
import type { Conditions, Statement } from "../../../../policies/document";
import type { AccessRequest } from "../../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../../policies/from-our-endpoints";
import {
  action,
  and,
  type Formula,
  key,
  not,
  or,
  resource,
  through,
  TRUE,
} from "../../../../policies/audit/encode/vocabulary";
import { ACCOUNT, BUCKET, FOREIGN, OUR_S3, OUR_SAGEMAKER, PROFILES } from "./small-estate";

/** Statements, questions and requests over so few names that they meet often. */
const TEAM = "aws:PrincipalTag/Team";
const OWN_OBJECTS = `${BUCKET}/\${${TEAM}}/*`;

/** Actions with what they can be about and the keys that only they have. */
const ACTIONS: readonly { readonly name: string; readonly on: readonly string[]; readonly keys: readonly string[] }[] =
  [
    {
      name: "s3:GetObject",
      on: [`${BUCKET}/red/1`, `${BUCKET}/red/a/b`, `${BUCKET}/blue/1`, `${BUCKET}/*/1`, "arn:aws:s3:::other/red/1"],
      keys: [],
    },
    { name: "s3:PutObject", on: [`${BUCKET}/red/1`, `${BUCKET}/1`, "arn:aws:s3:::images2/red"], keys: [] },
    { name: "s3:ListBucket", on: [BUCKET, "arn:aws:s3:::images2"], keys: ["s3:prefix"] },
    { name: "s3:ListAllMyBuckets", on: ["*"], keys: [] },
    {
      name: "sagemaker:CreatePresignedDomainUrl",
      on: [`${PROFILES}/d-1/alice`, `${PROFILES}/d-1/bob`, `${PROFILES}/red/red`, `${PROFILES}/d-2/alice`],
      keys: [],
    },
    { name: "rekognition:DetectFaces", on: ["*"], keys: [] },
  ];
const ACTION_PATTERNS = [
  "s3:GetObject",
  "s3:*",
  "s3:Get*",
  "S3:PUTobject",
  "s3:List*",
  "*",
  "sagemaker:*Url",
  "rekognition:Detect?aces",
];
const RESOURCE_PATTERNS = [
  "*",
  BUCKET,
  `${BUCKET}/*`,
  `${BUCKET}*`,
  `${BUCKET}/red/?`,
  `${BUCKET}/*/1`,
  OWN_OBJECTS,
  `${BUCKET}/\${${TEAM}, 'blue'}/*`,
  `${PROFILES}/d-1/*`,
  `${PROFILES}/*/alice`,
  `${PROFILES}/\${${TEAM}}/\${${TEAM}}`,
  "arn:aws*:s3:::*",
];

/** By key: values that requests may have, and values that policies compare with. */
const KEYS: Readonly<
  Record<string, { readonly has: readonly (string | undefined)[]; readonly compared: readonly string[] }>
> = {
  [SOURCE_VPCE]: {
    has: [undefined, OUR_S3, OUR_SAGEMAKER, FOREIGN],
    compared: [OUR_S3, OUR_SAGEMAKER, "vpce-0*", `\${${TEAM}}`],
  },
  [TEAM]: { has: [undefined, "", "red", "blue", "red/a"], compared: ["red", "blue", "r*", "*/*", ""] },
  "aws:PrincipalTag/Job": {
    has: [undefined, "red", "blue"],
    compared: ["red", `\${${TEAM}}`, `\${${TEAM}, 'r*'}`, `x\${${TEAM}}`],
  },
  "aws:PrincipalArn": {
    has: [undefined],
    compared: [`arn:aws:iam::${ACCOUNT}:role/asker`, `arn:aws:iam::${ACCOUNT}:role/*`, "arn:aws:iam::*:role/x"],
  },
  "aws:ViaAWSService": { has: [undefined, "true", "false"], compared: ["true", "false"] },
  "aws:RequestedRegion": { has: ["eu-central-1", "us-east-1"], compared: ["eu-central-1", "eu-*"] },
  "s3:prefix": { has: [undefined, "red", "red/a"], compared: ["red", "red/*", "${aws:PrincipalTag/Team}"] },
};
const MEASURES: typeof KEYS = {
  "aws:SourceIp": {
    has: [undefined, "10.1.2.3", "192.0.2.7"],
    compared: ["10.0.0.0/8", "192.0.2.7", "0.0.0.0/0", "2001:db8::/32"],
  },
  "aws:MultiFactorAuthAge": { has: [undefined, "5", "100", "3600"], compared: ["5", "100", "99.5"] },
  "aws:CurrentTime": {
    has: ["2026-01-01T00:00:00Z", "2027-06-01T00:00:00Z"],
    compared: ["2026-06-01T00:00:00Z", "2027-06-01T00:00:00Z"],
  },
};
const LISTS: typeof KEYS = { "aws:CalledVia": { has: [undefined], compared: ["athena.amazonaws.com", "a*", "x"] } };
const CALLED_VIA = [undefined, ["x"], ["athena.amazonaws.com"], ["x", "athena.amazonaws.com"]] as const;

const TEXT_OPERATORS = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"];
const MEASURE_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "aws:SourceIp": ["IpAddress", "NotIpAddress"],
  "aws:MultiFactorAuthAge": ["NumericLessThan", "NumericGreaterThanEquals", "NumericEquals", "NumericNotEquals"],
  "aws:CurrentTime": ["DateLessThan", "DateGreaterThan", "DateEquals"],
};

const someOf = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const suffix = fc.constantFrom("", "", "IfExists");

const textCondition = fc.constantFrom(...Object.keys(KEYS)).chain((name): fc.Arbitrary<Conditions> => {
  const operators = name === "aws:PrincipalArn" ? ["ArnLike", "ArnNotEquals"] : TEXT_OPERATORS;
  const quantifier = fc.constantFrom("", "", "", "ForAnyValue:", "ForAllValues:");
  return fc
    .tuple(quantifier, fc.constantFrom(...operators), suffix, someOf(KEYS[name]?.compared ?? []))
    .map(([many, operator, ifExists, values]) => ({ [`${many}${operator}${ifExists}`]: { [name]: values } }));
});
const measureCondition = fc
  .constantFrom(...Object.keys(MEASURES))
  .chain((name): fc.Arbitrary<Conditions> =>
    fc
      .tuple(fc.constantFrom(...(MEASURE_OPERATORS[name] ?? [])), suffix, someOf(MEASURES[name]?.compared ?? []))
      .map(([operator, ifExists, values]) => ({ [`${operator}${ifExists}`]: { [name]: values } })),
  );
const listCondition = fc
  .tuple(
    fc.constantFrom("ForAnyValue:", "ForAllValues:", ""),
    fc.constantFrom(...TEXT_OPERATORS),
    someOf(LISTS["aws:CalledVia"]?.compared ?? []),
  )
  .map(([many, operator, values]): Conditions => ({ [`${many}${operator}`]: { "aws:CalledVia": values } }));
const nullCondition = fc
  .tuple(fc.constantFrom(...Object.keys({ ...KEYS, ...MEASURES, ...LISTS })), fc.constantFrom("true", "false"))
  .map(([name, value]): Conditions => ({ Null: { [name]: value } }));
const boolCondition = fc
  .tuple(suffix, fc.constantFrom("true", "false"))
  .map(([ifExists, value]): Conditions => ({ [`Bool${ifExists}`]: { "aws:ViaAWSService": value } }));
const condition = fc.oneof(
  { weight: 5, arbitrary: textCondition },
  { weight: 2, arbitrary: measureCondition },
  { weight: 1, arbitrary: listCondition },
  { weight: 1, arbitrary: nullCondition },
  { weight: 1, arbitrary: boolCondition },
);
const conditions = fc.array(condition, { maxLength: 2 }).map((all): Conditions => {
  const merged: Record<string, Record<string, string | readonly string[]>> = {};
  for (const one of all)
    for (const [operator, keys] of Object.entries(one)) merged[operator] = { ...merged[operator], ...keys };
  return merged;
});

const PRINCIPALS: readonly NonNullable<Statement["Principal"]>[] = [
  "*",
  { AWS: "*" },
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: [`arn:aws:iam::${ACCOUNT}:role/asker`] },
  { AWS: `arn:aws:iam::${ACCOUNT}:role/x`, Service: "s3.amazonaws.com" },
];

export function statements(where: "identity" | "resource" | "endpoint"): fc.Arbitrary<readonly Statement[]> {
  const principals = where === "endpoint" ? [PRINCIPALS[0], PRINCIPALS[1], PRINCIPALS[4]] : PRINCIPALS;
  const statement = fc
    .record({
      effect: fc.constantFrom("Allow" as const, "Allow" as const, "Deny" as const),
      principal: fc.constantFrom(...principals),
      actions: someOf(ACTION_PATTERNS),
      notAction: fc.integer({ max: 7, min: 0 }).map((number) => number === 0),
      resources: someOf(RESOURCE_PATTERNS),
      notResource: fc.integer({ max: 5, min: 0 }).map((number) => number === 0),
      notPrincipal: fc.integer({ max: 5, min: 0 }).map((number) => number === 0),
      conditions,
    })
    .map((drawn): Statement => {
      const isNot =
        drawn.notPrincipal &&
        drawn.effect === "Deny" &&
        where === "resource" &&
        typeof drawn.principal === "object" &&
        drawn.principal.AWS !== "*";
      return {
        Effect: drawn.effect,
        ...(where !== "identity" && { [isNot ? "NotPrincipal" : "Principal"]: drawn.principal }),
        [drawn.notAction ? "NotAction" : "Action"]: drawn.actions,
        [drawn.notResource ? "NotResource" : "Resource"]: drawn.resources,
        Condition: drawn.conditions,
      };
    });
  return fc.array(statement, { minLength: where === "resource" ? 0 : 1, maxLength: 3 });
}

/** What a question is about, as the prover takes it and as a look at one request tells. */
export interface Aim {
  readonly that: Formula;
  readonly holds: (request: AccessRequest) => boolean;
}

const valueOf = (request: AccessRequest, name: string) =>
  Object.entries(request.context).find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];

const AIMS: readonly Aim[] = [
  { that: TRUE, holds: () => true },
  { that: action("s3:*"), holds: ({ action: name }) => /^s3:/i.test(name) },
  { that: action("s3:getobject"), holds: ({ action: name }) => /^s3:getobject$/i.test(name) },
  {
    that: not(through([OUR_S3, OUR_SAGEMAKER])),
    holds: (request) => ![OUR_S3, OUR_SAGEMAKER].includes(String(valueOf(request, SOURCE_VPCE))),
  },
  { that: through([OUR_S3]), holds: (request) => valueOf(request, SOURCE_VPCE) === OUR_S3 },
  { that: not(resource(OWN_OBJECTS)), holds: (request) => !ownObject(request) },
  { that: resource(`${BUCKET}/red/*`), holds: ({ resource: arn }) => arn.startsWith(`${BUCKET}/red/`) },
  { that: key(TEAM).absent, holds: (request) => valueOf(request, TEAM) === undefined },
  { that: key(TEAM).is("blue"), holds: (request) => valueOf(request, TEAM) === "blue" },
  {
    that: key("aws:CalledVia").someOtherThan("x"),
    holds: (request) => [valueOf(request, "aws:CalledVia") ?? []].flat().some((each) => each !== "x"),
  },
];

function ownObject(request: AccessRequest): boolean {
  const team = valueOf(request, TEAM);
  return typeof team === "string" && request.resource.startsWith(`${BUCKET}/${team}/`);
}

/** Of all actions only now and then: there are thousands. */
const amongThese = action(...ACTIONS.map(({ name }) => name));

export const aim: fc.Arbitrary<Aim> = fc
  .tuple(fc.constantFrom(...AIMS), fc.constantFrom(...AIMS), fc.boolean(), fc.integer({ min: 0, max: 19 }))
  .map(([one, other, both, number]) => ({
    that: and(number === 0 ? TRUE : amongThese, both ? and(one.that, other.that) : or(one.that, other.that)),
    holds: (request) =>
      both ? one.holds(request) && other.holds(request) : one.holds(request) || other.holds(request),
  }));

/** Of somebody without a signature nothing is known that a principal or a session would bring. */
export function unsigned(context: AccessRequest["context"]): AccessRequest["context"] {
  return Object.fromEntries(
    Object.entries(context).filter(([name]) => !/^aws:(Principal|CalledVia|ViaAWSService|MultiFactor)/.test(name)),
  );
}

/** Requests that can occur; the principal is put in by the caller. */
export const request: fc.Arbitrary<Omit<AccessRequest, "principal">> = fc
  .constantFrom(...ACTIONS)
  .chain(({ name, on, keys }) => {
    const known = Object.entries({ ...KEYS, ...MEASURES }).filter(
      ([each]) => !each.startsWith("s3:") || keys.includes(each),
    );
    return fc
      .record({
        resource: fc.constantFrom(...on),
        values: fc.tuple(...known.map(([, { has }]) => fc.constantFrom(...has))),
        calledVia: fc.constantFrom(...CALLED_VIA),
      })
      .map((drawn) => {
        const context: Record<string, string | readonly string[]> = {};
        for (const [index, [each]] of known.entries()) {
          const value = drawn.values[index];
          if (value !== undefined) context[each] = value;
        }
        if (drawn.calledVia) context["aws:CalledVia"] = drawn.calledVia;
        return { action: name, resource: drawn.resource, context: ordered(name, context) };
      });
  });

/** As far as a drawn request could not occur, it is made one that can. */
function ordered(name: string, drawn: Readonly<Record<string, string | readonly string[]>>): AccessRequest["context"] {
  const context = { ...drawn };
  const without = (left: string) => Reflect.deleteProperty(context, left);
  const isOurs = { [OUR_S3]: "s3:", [OUR_SAGEMAKER]: "sagemaker:" }[String(context[SOURCE_VPCE])];
  if (isOurs !== undefined && !name.startsWith(isOurs)) context[SOURCE_VPCE] = FOREIGN;
  else if (isOurs !== undefined) context["aws:RequestedRegion"] = "eu-central-1";
  if (context["aws:ViaAWSService"] === "true") without(SOURCE_VPCE);
  if (context[SOURCE_VPCE] !== undefined) without("aws:SourceIp");
  return context;
}
