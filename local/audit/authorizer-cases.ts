/**
 * The authorizer writes a policy for every caller while it runs: no document of the program shows it. So its own code is run
 * over kinds of claims, and what it answers is put to the same proof as the documents that are deployed.
 */
import { decideCaller, profilesByClaim } from "../../functions/authorizer/decide";
import type { AuthorizerSettings } from "../../functions/authorizer/env";
import { policyFor } from "../../functions/authorizer/policy";
import { isStudioName } from "../../functions/http/studio-names";
import type { AuditedApi, Estate } from "../../policies/audit/estate";
import { ask } from "../../policies/audit/prove/ask";
import { and, not, resource, TRUE } from "../../policies/audit/prove/vocabulary";
import type { AuthorizerCase } from "../../policies/audit/report";
import type { PolicyDocument } from "../../policies/document";
import { answersOfTheHandler } from "./authorizer-run";
import { CLAIM_CLASSES, type ClaimClass, groupsOf } from "./claim-classes";

/** Only the reason for a refusal depends on it, and no document holds one. */
const ROUTE = "/v1/studio/profiles";
/** Every method that API Gateway has but OPTIONS, which no token guards and which answers with headers alone. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

export interface Subject {
  readonly estate: Estate;
  readonly api: AuditedApi;
  readonly settings: AuthorizerSettings;
  readonly methodArn: string;
}

/** One row a kind of claims; a last one says whether the handler that is deployed answers with the builder's documents. */
export function authorizerCases(estate: Estate, settings: AuthorizerSettings): AuthorizerCase[] {
  return estate.apis.flatMap((api) => {
    const methodArn = `${api.executionArn}/${api.stages[0] ?? "live"}/GET${ROUTE}`;
    const subject = { estate, api, settings, methodArn };
    const proofs = new Map<string, Proof>();
    return [...CLAIM_CLASSES.map((kind) => caseOf(kind, subject, proofs)), handlerCase(subject)];
  });
}

function caseOf(kind: ClaimClass, subject: Subject, proofs: Map<string, Proof>): AuthorizerCase {
  const answers = kind.usernames.map((username) => ({ username, document: documentFor(username, kind, subject) }));
  const faults = answers.map(({ username, document }) => {
    const own = ownProfile(username, kind, subject.settings);
    const question = JSON.stringify([own, document]);
    const fault = proofs.get(question) ?? proofOf(own, document, subject);
    proofs.set(question, fault);
    return fault.why === undefined ? fault : { ...fault, why: `User name ${JSON.stringify(username)}: ${fault.why}` };
  });
  const worst = faults.find(({ status }) => status === "REFUTED") ?? faults.find(({ status }) => status === "UNKNOWN");
  return { claims: kind.claims, documentSummary: summary(answers), ...(worst ?? { status: "PROVED" }) };
}

/** What the authorizer's own pure code makes of the claims. */
function documentFor(username: string | undefined, kind: ClaimClass, { settings, methodArn }: Subject): PolicyDocument {
  const token = {
    issuer: settings.issuer,
    subject: "6f0c1d3e",
    name: username,
    groups: groupsOf(kind, settings),
    hasTooManyGroups: false,
    scopes: [settings.requiredScope],
    expiresAt: 0,
  };
  const caller = decideCaller(token, profilesByClaim(token, settings), settings, ROUTE);
  const operations = caller.rekognition ? settings.rekognitionOperations : [];
  return policyFor(methodArn, caller.entries, operations) as PolicyDocument;
}

export type Proof = Pick<AuthorizerCase, "status" | "why">;

/** Worked out a second time, from SageMaker's rule for names and from the group. */
function ownProfile(username: string | undefined, kind: ClaimClass, settings: AuthorizerSettings): string | undefined {
  return isStudioName(username) && groupsOf(kind, settings).includes(settings.studioGroup) ? username : undefined;
}

/** Tries to prove that under this document nobody's profile but the caller's own can be asked for, by any method. */
export function proofOf(
  own: string | undefined,
  document: PolicyDocument,
  { estate, api, settings, methodArn }: Subject,
): Proof {
  const stage = methodArn.slice(0, methodArn.indexOf("/GET/"));
  const ownRoute = `${stage}/POST/v1/studio/domains/${settings.domainId}/profiles/${own ?? ""}/presigned-url`;
  const answer = ask({
    estate,
    asker: { kind: "anonymous" },
    route: { kind: "api", api, authorizer: { name: "the authorizer's answer", document } },
    that: and(
      resource(...METHODS.map((method) => `${stage}/${method}/v1/studio/domains/*`)),
      own === undefined ? TRUE : not(resource(ownRoute)),
    ),
  });
  if (answer.kind === "never") return { status: "PROVED" };
  if (answer.kind === "unknown") return { status: "UNKNOWN", why: answer.why };
  return { status: "REFUTED", why: answer.witness.sentence };
}

/** How many different documents there were, and the widest of them in words. */
function summary(answers: readonly { readonly document: PolicyDocument }[]): string {
  const documents = new Set(answers.map(({ document }) => JSON.stringify(document)));
  const allowing = [...documents].filter((text) => text.includes('"Allow"')).length;
  const names = `${answers.length} user names`;
  if (allowing === 0) return `${names}: the whole API is denied`;
  const verbs =
    allowing === 1
      ? "document allows the caller's own routes by name and denies"
      : "documents allow the caller's own routes by name and deny";
  return `${names}: ${allowing} ${verbs} the rest`;
}

/** The very bytes that are deployed, given real tokens: for every kind of claims the document has to be the builder's. */
function handlerCase(subject: Subject): AuthorizerCase {
  const asked = CLAIM_CLASSES.flatMap((kind) => kind.usernames.slice(0, 8).map((username) => ({ kind, username })));
  const answers = answersOfTheHandler(
    asked.map(({ kind, username }) => ({ username, groups: groupsOf(kind, subject.settings) })),
    subject,
  );
  const differs = asked.findIndex(
    ({ kind, username }, index) =>
      JSON.stringify(documentFor(username, kind, subject)) !== JSON.stringify(answers[index]),
  );
  const claims = "real tokens of each kind, given to the bundled handler";
  if (differs < 0)
    return {
      claims,
      documentSummary: `${asked.length} tokens: the handler answers with the builder's document`,
      status: "PROVED",
    };
  const why = `For user name ${JSON.stringify(asked[differs]?.username)} the handler's document is not the builder's.`;
  return { claims, documentSummary: "the handler does not use the builder", status: "REFUTED", why };
}
