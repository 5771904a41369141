/** By which settings code could come in, or data go out, past every policy; each as a sentence that has to hold. */
import type { AuditedPassage, AuditedStudioAccount } from "../../beside-policies";
import type { Estate } from "../../estate";
import { below, type CollectedResource, identity, list, record, text, texts } from "../graph/graph";
import { environmentOf } from "../roles/role-uses";
import type { Survey } from "../survey";
import { portalOrigins } from "../sign-in/sign-in";
import { KNOWN_TYPES } from "./known-types";
import { SANDBOX } from "./sandbox";
import { among, type Setting, type SettingsOf, unset } from "./setting";
import { WATCHING } from "./watching";

/**
 * @param studio of other accounts config may list Studio domains, with their profiles, their apps and the role that makes their URLs; or, in
 *   a Studio account's stack, the gateway's function
 */
export function collectPassages(survey: Survey, account: string, studio: Estate["studio"]): readonly AuditedPassage[] {
  const made = survey.graph.resources.filter(({ custom, type }) => custom && type.startsWith("aws:"));
  return made.flatMap((resource) =>
    [
      ...ofType(resource),
      ...ofArns(resource, account, studio),
      ...(SETTINGS[resource.type]?.(resource, survey) ?? []),
    ].map(({ at, ...rest }) => ({ urn: resource.urn, source: resource.source, pointer: at, ...rest })),
  );
}

/** Streams, subscriptions, inventories, destinations, lifecycle scripts: a kind that is not here may copy anything anywhere. */
function ofType({ type, name }: CollectedResource): Setting[] {
  if (KNOWN_TYPES.includes(type)) return [];
  const claim = `${name} is of a kind of which it is known that it takes neither code in nor data out.`;
  return [
    {
      at: "",
      claim,
      holds: false,
      why: `nothing is known of ${type}; policies/audit/collect/passages/known-types.ts lists the others`,
    },
  ];
}

const ARN = /arn:aws[a-z-]*:([a-z0-9-]+):[a-z0-9-]*:(\d{12}):[^\s"'`,{}]*/g;

/** Every ARN with an account, wherever it stands, is of this account; AWS's own have "aws", a service or nothing in that place. */
function ofArns(
  { name, inputs }: CollectedResource,
  account: string,
  { accounts = [], gateway }: Estate["studio"],
): Setting[] {
  return textsIn(inputs).flatMap(({ at, value }) =>
    [...value.matchAll(ARN)]
      .filter(([arn, , owner]) => owner !== account && arn !== gateway?.functionRoleArn)
      .filter(([arn]) => !accounts.some((each) => isOfDomain(arn, each)))
      .map(([arn]) => ({
        at,
        claim: `What ${name} names at ${at} is of this account.`,
        holds: false,
        why: `${arn} is of another`,
      })),
  );
}

function isOfDomain(arn: string, { accountId, domainId, mintingRoleArn }: AuditedStudioAccount): boolean {
  const [, , service, , owner, rest = ""] = arn.split(":");
  const isInDomain = ["user-profile", "app", "space"].some((kind) => rest.startsWith(`${kind}/${domainId}/`));
  return arn === mintingRoleArn || (service === "sagemaker" && owner === accountId && isInDomain);
}

function textsIn(value: unknown, at = ""): { readonly at: string; readonly value: string }[] {
  if (typeof value === "string") return value.includes("arn:") ? [{ at, value }] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, below(at, key)));
}

const SETTINGS: Readonly<Partial<Record<string, SettingsOf>>> = {
  ...WATCHING,
  ...SANDBOX,
  "aws:lambda/function:Function": ofFunction,
  "aws:lambda/layerVersion:LayerVersion": (layer) => [fromThisFolder(layer)],
  "aws:lambda/eventSourceMapping:EventSourceMapping": ({ name, inputs }) => [
    unset("destinationConfig", inputs, `${name} sends what failed nowhere by itself.`),
  ],
  "aws:s3/bucketNotification:BucketNotification": notifications,
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": origins,
  "aws:apigateway/stage:Stage": (stage, survey) => [
    among(
      "/accessLogSettings/destinationArn",
      `${stage.name} writes its access log to a log group of this stack.`,
      texts(record(stage.inputs["accessLogSettings"])["destinationArn"]),
      survey.all("cloudwatch/logGroup:LogGroup").flatMap((group) => identity(group, "arn") ?? []),
    ),
    unset("canarySettings", stage.inputs, `${stage.name} is one deployment, for all callers.`),
  ],
  "aws:apigateway/methodSettings:MethodSettings": ({ name, inputs }) => {
    const { dataTraceEnabled } = record(inputs["settings"]);
    const claim = `${name} logs no bodies: they hold tokens, URLs and images.`;
    return [{ at: "/settings/dataTraceEnabled", claim, holds: dataTraceEnabled !== true, why: "data tracing is on" }];
  },
  "aws:dynamodb/table:Table": ({ name, inputs }) => [
    {
      at: "/streamEnabled",
      claim: `${name} is copied into no stream.`,
      holds: inputs["streamEnabled"] !== true,
      why: "it has a stream",
    },
    unset("replicas", inputs, `${name} is copied to no other Region.`),
  ],
};

function ofFunction(code: CollectedResource, survey: Survey): Setting[] {
  const { name, inputs } = code;
  const layers = survey.all("lambda/layerVersion:LayerVersion").flatMap((layer) => identity(layer, "arn") ?? []);
  const hooks = Object.keys(environmentOf(code)).filter((key) => HOOKS.includes(key));
  return [
    fromThisFolder(code),
    among("/layers", `${name} takes layers of this stack only.`, texts(inputs["layers"] ?? []), layers),
    {
      at: "/environment/variables",
      claim: `${name} runs no code that its environment names.`,
      holds: hooks.length === 0,
      why: `it has ${hooks.join(", ")}`,
    },
    ...["deadLetterConfig", "fileSystemConfig"].map((key) => unset(key, inputs, `${name} has no ${key}.`)),
  ];
}

/** What makes Node or Lambda run something else first. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html */
const HOOKS = ["AWS_LAMBDA_EXEC_WRAPPER", "NODE_OPTIONS", "NODE_PATH", "LD_PRELOAD", "LD_LIBRARY_PATH"];

function fromThisFolder({ name, inputs }: CollectedResource): Setting {
  const elsewhere = ["s3Bucket", "s3Key", "imageUri"].filter((key) => inputs[key] !== undefined);
  const path = text(inputs["code"]) ?? "";
  const isOurs = elsewhere.length === 0 && /^(\.\/)?build\/[\w./-]+$/.test(path) && !path.includes("..");
  return {
    at: "/code",
    claim: `${name} is made of what this project builds.`,
    holds: isOurs,
    why: `its code is ${elsewhere.join(", ") || path}`,
  };
}

function notifications({ name, inputs }: CollectedResource, survey: Survey): Setting[] {
  const queues = list(inputs["queues"]).map((each) => text(record(each)["queueArn"]) ?? "");
  const known = survey.all("sqs/queue:Queue").flatMap((queue) => identity(queue, "arn") ?? []);
  return [
    among("/queues", `${name} tells queues of this stack only.`, queues, known),
    ...["lambdaFunctions", "topics", "eventbridge"].map((key) => unset(key, inputs, `${name} tells no ${key}.`)),
  ];
}

/** A page of any of these origins can read with what a person's browser was given. */
function origins({ name, inputs }: CollectedResource, survey: Survey): Setting[] {
  const found = list(inputs["corsRules"]).flatMap((rule) => texts(record(rule)["allowedOrigins"] ?? []));
  return [among("/corsRules", `${name} lets pages of the portal only read answers.`, found, portalOrigins(survey))];
}
