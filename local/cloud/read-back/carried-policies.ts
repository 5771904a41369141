/** Policies that resources carry, as their services hand them out: S3, SQS and DynamoDB. */
import type { GraphResource } from "../../program/graph";
import { type Answer, jsonAnswer } from "../answer";
import { jsonFault, jsonSignatureFault, xml } from "../aws-errors";
import { deniedMessage } from "../decide/role-action";
import { asRecord, textOf, valueOf } from "../graph/graph-index";
import { headerValue, type Incoming } from "../incoming";
import { s3Address } from "../s3/address";
import { S3Error, s3ErrorAnswer, s3SignatureError } from "../s3/s3-error";
import { checkSignature, signedRegion, signedService } from "../signing/signature";
import { decide, type ReadBackParts } from "./read-back";

/** What a bucket is asked for by a query without a value. */
const BUCKET_READS: Readonly<Record<string, string>> = {
  policy: "s3:GetBucketPolicy",
  publicAccessBlock: "s3:GetBucketPublicAccessBlock",
};

/** Whether this asks for a policy, and not for what the resource holds. */
export function isCarriedPolicyRead(request: Incoming): boolean {
  return answererOf(request) !== undefined;
}

export function answerCarriedPolicy(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  const answer = answererOf(request);
  if (answer === undefined) throw new Error("asked for a policy without naming a service that carries one");
  return answer(parts, request);
}

function answererOf(request: Incoming) {
  const target = headerValue(request, "x-amz-target") ?? "";
  if (target === "DynamoDB_20120810.GetResourcePolicy") return tablePolicy;
  if (target === "AmazonSQS.GetQueueAttributes")
    return [inputOf(request)["AttributeNames"]].flat().includes("Policy") ? queuePolicy : undefined;
  if (signedService(request) !== "s3" || request.method !== "GET") return undefined;
  return bucketReadOf(request) === undefined ? undefined : bucketRead;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html: the text itself, and an error where there is none. */
async function bucketRead(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  const { bucket } = s3Address(request);
  const { partition, region: home } = parts.authority.place;
  const region = signedRegion(request) ?? home;
  const check = await checkSignature(request, parts.credentials, { service: "s3", region });
  if (!check.ok) return s3ErrorAnswer(s3SignatureError(check.fault), request.requestId);
  const [what, action] = bucketReadOf(request) ?? ["", ""];
  const resource = `arn:${partition}:s3:::${bucket}`;
  const decision = decide(parts, request, check.session, { service: "s3", region, action, resource });
  const fault = (status: number, code: string, message: string) =>
    s3ErrorAnswer(new S3Error(status, code, message, decision), request.requestId);
  if (!decision.allowed) return fault(403, "AccessDenied", deniedMessage(check.session, decision));
  const { index } = parts.standing;
  if (what === "policy") {
    const [policy] = index.where("s3/bucketPolicy:BucketPolicy", "bucket", bucket);
    if (policy === undefined) return fault(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: textOf(policy, "policy") ?? "",
      decision,
    };
  }
  const [block] = index.where("s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket", bucket);
  if (block === undefined)
    return fault(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
  return { status: 200, headers: { "content-type": "application/xml" }, body: publicAccessXml(block), decision };
}

function bucketReadOf(request: Incoming): readonly [string, string] | undefined {
  const query = new URLSearchParams(request.query);
  return Object.entries(BUCKET_READS).find(([name]) => query.has(name));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
function publicAccessXml(block: GraphResource): string {
  const flags = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"].map((name) => {
    const on = valueOf(block, `${name.charAt(0).toLowerCase()}${name.slice(1)}`) === true;
    return `<${name}>${xml(String(on))}</${name}>`;
  });
  return `<PublicAccessBlockConfiguration>${flags.join("")}</PublicAccessBlockConfiguration>`;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html: without a policy, no attributes. */
async function queuePolicy(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  const url = String(inputOf(request)["QueueUrl"]);
  const resource = arnOf(parts, request, "sqs", url.split("/").at(-1) ?? "");
  return answerJson(
    parts,
    request,
    { service: "sqs", action: "sqs:GetQueueAttributes", resource },
    ({ standing: { index } }) => {
      const queue = index.all("sqs/queue:Queue").find((each) => textOf(each, "arn") === resource);
      if (queue === undefined) return ["com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist."];
      const [own] = index.where("sqs/queuePolicy:QueuePolicy", "queueUrl", textOf(queue, "url") ?? url);
      const text = textOf(own ?? queue, "policy");
      return text === undefined ? {} : { Attributes: { Policy: text } };
    },
  );
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
async function tablePolicy(parts: ReadBackParts, request: Incoming): Promise<Answer> {
  const resource = String(inputOf(request)["ResourceArn"]);
  return answerJson(
    parts,
    request,
    { service: "dynamodb", action: "dynamodb:GetResourcePolicy", resource },
    ({ standing: { index } }) => {
      if (!index.all("dynamodb/table:Table").some((each) => textOf(each, "arn") === resource))
        return ["ResourceNotFoundException", "Requested resource not found"];
      const [own] = index.where("dynamodb/resourcePolicy:ResourcePolicy", "resourceArn", resource);
      if (own === undefined)
        return ["PolicyNotFoundException", "Resource-based policy not found for the provided ResourceArn"];
      return { Policy: textOf(own, "policy"), RevisionId: "1" };
    },
  );
}

/** @param answer an object, or an error's name and message */
async function answerJson(
  parts: ReadBackParts,
  request: Incoming,
  asked: { readonly service: string; readonly action: string; readonly resource: string },
  answer: (parts: ReadBackParts) => object | readonly [code: string, message: string],
): Promise<Answer> {
  const region = signedRegion(request) ?? parts.authority.place.region;
  const check = await checkSignature(request, parts.credentials, { service: asked.service, region });
  if (!check.ok) return jsonSignatureFault(check.fault);
  const decision = decide(parts, request, check.session, { ...asked, region });
  if (!decision.allowed)
    return jsonFault({ code: "AccessDeniedException", message: deniedMessage(check.session, decision), decision });
  const found = answer(parts);
  if (Array.isArray(found)) return jsonFault({ code: String(found[0]), message: String(found[1]), decision });
  return { ...jsonAnswer(200, found, { "content-type": "application/x-amz-json-1.0" }), decision };
}

function arnOf({ authority }: ReadBackParts, request: Incoming, service: string, name: string): string {
  const { partition, region, account } = authority.place;
  return `arn:${partition}:${service}:${signedRegion(request) ?? region}:${account}:${name}`;
}

function inputOf({ body }: Incoming): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(body.toString("utf8")));
  } catch {
    return {};
  }
}
