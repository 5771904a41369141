/** P14: images are private: to this account, over TLS, and an upload is what it says it is. */
import type { AuditedResource, Estate } from "../estate";
import type { Asker } from "../question";
import { action, and, anyActionOf, type Formula, key, resource } from "../encode/vocabulary";
import { allCallersBut } from "./questions/askers";
import { workThroughEndpoints } from "./intended/calls-through-our-endpoints";
import { withOpenEndpoints } from "./questions/one-layer";
import { functionRoles, resourcesOf, subjectOf } from "./ours";
import { aboutContent } from "./questions/image-calls";
import { type Fact, fact, type Rule, type RuleQuestion } from "./rule";

export const imagesPrivate: Rule = {
  id: "P14",
  title:
    "Images and results are never public and no other account's; images are never read or written without TLS, and an upload is signed by the function that knows its uploader.",
  formal:
    "∀ bucket b, ∀ q on content of b: allowed(q) ⇒ aws:SecureTransport(q) = true ∧ account(principal(q)) = this account; action(q) = s3:PutObject ∧ key(q) ∈ uploads/* ⇒ principal(q) = role of the rekognition function; b: Block Public Access on, ACLs off, encrypted, versioned; queues and topics encrypted; ∀ table, topic t: no other account, nobody unsigned",
  controls: ["FSBP S3.5", "FSBP S3.8", "NIST 800-53r5 AC-3", "NIST 800-53r5 SC-7(11)"],
  questions: (estate) => [
    ...resourcesOf(estate, "bucket").flatMap((bucket) => closed(estate, bucket)),
    ...estate.resources.filter(({ kind }) => HELD.includes(kind)).map((each) => ours(estate, each)),
  ],
  facts,
  mustAllow: (estate) =>
    workThroughEndpoints(estate).filter(({ request }) => "action" in request && request.action.startsWith("s3:")),
};

/** What has content besides buckets, whose content has claims of its own, and queues, about which P11 is. */
const HELD: readonly AuditedResource["kind"][] = ["table", "topic", "other"];

function closed(estate: Estate, bucket: AuditedResource): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  const never = (claim: string, askers: readonly Asker[], that: Formula): RuleQuestion => ({
    claim,
    about: subjectOf(bucket),
    expect: "never",
    questions: askers.map((asker) => ({ estate: open, asker, route: { kind: "service" }, that })),
  });
  const content = aboutContent(bucket.arn);
  const uploads = and(action("s3:PutObject"), resource(`${bucket.arn}/uploads/*`));
  return [
    never(
      `No other account and no unsigned caller reaches ${bucket.name}.`,
      allCallersBut(open, { roles: open.roles }).filter(({ kind }) => kind !== "other-role"),
      content,
    ),
    never(
      `Content of ${bucket.name} is never reached without TLS.`,
      allCallersBut(open, {}),
      and(content, key("aws:SecureTransport").isIgnoringCase("false")),
    ),
    never(
      `Only the function that knows the uploader signs an upload into ${bucket.name}.`,
      allCallersBut(open, { roles: functionRoles(open, "rekognition") }),
      uploads,
    ),
  ];
}

/** Tables, secrets, topics and whatever else has a policy of its own: what is in it was made of images, or of people. */
function ours(estate: Estate, held: AuditedResource): RuleQuestion {
  const open = withOpenEndpoints(estate);
  const askers = allCallersBut(open, { roles: open.roles }).filter(
    ({ kind }) => kind === "foreign-role" || kind === "anonymous",
  );
  const that = and(anyActionOf(held.arn.split(":")[2] ?? ""), resource(held.arn, `${held.arn}/*`, `${held.arn}:*`));
  return {
    claim: `No other account and no unsigned caller reaches ${held.name}.`,
    about: subjectOf(held),
    expect: "never",
    questions: askers.map((asker) => ({ estate: open, asker, route: { kind: "service" }, that })),
  };
}

/** Each with what is wanted, as the collection names it. */
const WANTED: Readonly<
  Partial<Record<AuditedResource["kind"], readonly (readonly [string, readonly string[], string])[]>>
> = {
  bucket: [
    ["publicAccessBlock", ["on"], "blocks public access"],
    ["objectOwnership", ["BucketOwnerEnforced"], "knows no ACLs"],
    ["encryption", ["AES256", "aws:kms", "aws:kms:dsse"], "is encrypted"],
    ["versioning", ["Enabled"], "keeps versions, so that a retry sees the image that was asked about"],
  ],
  queue: [["encryption", ["SSE-SQS", "SSE-KMS"], "is encrypted"]],
  topic: [["encryption", ["SSE-KMS"], "is encrypted, with a key that CloudWatch may use"]],
};

function facts(estate: Estate): Fact[] {
  if (resourcesOf(estate, "bucket").length === 0) {
    const about = { urn: estate.roles[0]?.urn ?? "" };
    return [fact(`${estate.stack} keeps no images: it has no bucket.`, about, true, "")];
  }
  return estate.resources.flatMap((it) =>
    (WANTED[it.kind] ?? []).map(([name, wanted, says]) => {
      const found = it.facts[name];
      return fact(
        `${it.name} ${says}.`,
        subjectOf(it),
        wanted.includes(found ?? ""),
        `${name} is ${found ?? "not said"}`,
      );
    }),
  );
}
