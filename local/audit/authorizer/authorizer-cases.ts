/**
 * The authorizer writes a policy for every caller while it runs: no document of the program shows it. So its own code is run
 * over kinds of claims, and what it answers is put to the same proof as the documents that are deployed.
 */
import { decideCaller, profilesByClaim } from "../../../functions/authorizer/decide";
import type { AuthorizerSettings } from "../../../functions/authorizer/env";
import { policyFor } from "../../../functions/authorizer/policy";
import { type RouteName, routePath, ROUTES } from "../../../functions/contract/routes";
import type { AuditedApi, Estate } from "../../../policies/audit/estate";
import { ask } from "../../../policies/audit/prove/ask";
import { and, not, or, resource, TRUE } from "../../../policies/audit/encode/vocabulary";
import type { AuthorizerCase } from "../../../policies/audit/report";
import type { PolicyDocument } from "../../../policies/document";
import { answersOfTheHandler } from "./authorizer-run";
import { CLAIM_CLASSES, type ClaimClass, groupsOf, usernamesOf, wholeName } from "./claim-classes";
import { isProfileName, leadsTo, liveResource, profilesNamed } from "./profile-of-answer";

/** Only the reason for a refusal depends on it, and no document holds one. */
export const ROUTE = ROUTES["list-profiles"].path;
/** Every method that API Gateway has but OPTIONS, which no token guards and which answers with headers alone. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

export interface Subject {
  readonly estate: Estate;
  readonly api: AuditedApi;
  readonly settings: AuthorizerSettings;
  readonly methodArn: string;
}

/** What a token's claims are answered with. */
type AnswerTo = (username: string | undefined, kind: ClaimClass, subject: Subject) => PolicyDocument;

/** The samples, and whether the handler that is deployed answers with the builder's documents. */
export function authorizerCases(estate: Estate, settings: AuthorizerSettings): AuthorizerCase[] {
  return estate.apis.flatMap((api) => {
    const methodArn = `${api.executionArn}/${api.stages[0] ?? "live"}/GET${ROUTE}`;
    const subject = { estate, api, settings, methodArn };
    return [...sampledAnswers(subject, documentFor), handlerCase(subject)];
  });
}

/**
 * One row a kind of claims; the last says whether a person of the stack is let in.
 *
 * @param answerTo the authorizer's own code, or one with a mistake in it
 */
export function sampledAnswers(subject: Subject, answerTo: AnswerTo): AuthorizerCase[] {
  const proofs = new Map<string, Proof>();
  return [...CLAIM_CLASSES.map((kind) => caseOf(kind, subject, answerTo, proofs)), atWork(subject, answerTo)];
}

function caseOf(kind: ClaimClass, subject: Subject, answerTo: AnswerTo, proofs: Map<string, Proof>): AuthorizerCase {
  const usernames = usernamesOf(kind, subject.settings.nameRule);
  const answers = usernames.map((username) => ({ username, document: answerTo(username, kind, subject) }));
  let worst: Proof = { status: "PROVED" };
  for (const { username, document } of answers) {
    const owned = ownedBy(username, kind, document, subject);
    const question = JSON.stringify([owned, document]);
    const proof = proofs.get(question) ?? proofOf(owned, document, subject);
    proofs.set(question, proof);
    if (proof.status === "PROVED") continue;
    worst = { ...proof, why: `User name ${JSON.stringify(username)}: ${proof.why ?? ""}` };
    if (proof.status === "REFUTED") break;
  }
  const { claims } = kind;
  return { claims, samples: answers.length, documentSummary: summary(answers), ...worst };
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
  const caller = decideCaller(token, profilesByClaim(token, settings), settings, {
    resource: ROUTE,
    pathParameters: null,
  });
  const operations = caller.rekognition ? settings.rekognitionOperations : [];
  return policyFor(methodArn, caller.entries, operations) as PolicyDocument;
}

export type Proof = Pick<AuthorizerCase, "status" | "why">;

/** What a caller may reach. */
export interface Owned {
  readonly profile: string | undefined;
  readonly pool: boolean;
}

/** The answer's own profile counts as the caller's only when name, rule and group say so by themselves. */
function ownedBy(
  username: string | undefined,
  kind: ClaimClass,
  document: PolicyDocument,
  { settings, methodArn }: Subject,
): Owned {
  const groups = groupsOf(kind, settings);
  const named = profilesNamed(document, stageOf(methodArn)).find(
    ({ domainId, userProfileName }) =>
      domainId === settings.domainId &&
      isProfileName(userProfileName) &&
      leadsTo(username, userProfileName, settings.nameRule),
  );
  return {
    profile: groups.includes(settings.studioGroup) ? named?.userProfileName : undefined,
    pool: settings.rekognitionGroup !== "" && groups.includes(settings.rekognitionGroup),
  };
}

function stageOf(methodArn: string): string {
  return methodArn.slice(0, methodArn.indexOf("/GET/"));
}

/** Tries to prove that under this document nothing but the caller's own can be asked for, by any method. */
export function proofOf({ profile, pool }: Owned, document: PolicyDocument, subject: Subject): Proof {
  const { domainId } = subject.settings;
  const profiles = profile === undefined ? [] : [{ domainId, userProfileName: profile }];
  return proofOfProfiles({ profiles, pool }, document, subject);
}

/** A profile that a caller is to reach. */
export interface OwnProfile {
  readonly domainId: string;
  readonly userProfileName: string;
}

/**
 * Whom a route is for, told by the audit for itself: the authorizer goes by the table's own word, and is what is judged here. A route that
 * is missing here does not compile.
 */
const ROUTE_IS_FOR = {
  "list-profiles": "everyone",
  "mint-url": "one person",
  "call-rekognition": "the pool",
  "upload-image": "the pool",
  "read-result": "the pool",
} as const satisfies Record<RouteName, string>;

const namesFor = (whom: string) =>
  (Object.keys(ROUTE_IS_FOR) as RouteName[]).filter((name) => ROUTE_IS_FOR[name] === whom);
const OF_ONE_PERSON = namesFor("one person");
const OF_THE_POOL = namesFor("the pool");

/** The route's path with whatever may stand in the place of its parameters and behind them. */
function everythingUnder(name: RouteName): string {
  return ROUTES[name].path.replace(/\{.*$/s, "*");
}

/** The same for any number of own profiles, in whichever domains. */
export function proofOfProfiles(
  { profiles, pool }: { readonly profiles: readonly OwnProfile[]; readonly pool: boolean },
  document: PolicyDocument,
  { estate, api, methodArn }: Pick<Subject, "estate" | "api" | "methodArn">,
): Proof {
  const stage = stageOf(methodArn);
  const under = (...names: readonly RouteName[]) =>
    resource(...METHODS.flatMap((method) => names.map((name) => `${stage}/${method}${everythingUnder(name)}`)));
  const own = profiles.map((profile) => `${stage}/POST${routePath("mint-url", profile)}`);
  const others = and(under(...OF_ONE_PERSON), own.length === 0 ? TRUE : not(resource(...own)));
  const answer = ask({
    estate,
    asker: { kind: "anonymous" },
    route: { kind: "api", api, authorizer: { name: "the authorizer's answer", document } },
    that: pool ? others : or(others, under(...OF_THE_POOL)),
  });
  if (answer.kind === "unknown") return { status: "UNKNOWN", why: answer.why };
  if (answer.kind === "possible") return { status: "REFUTED", why: answer.witness.sentence };
  // A name that is itself a pattern opens nothing but "its own" pattern: so no answer may hold one.
  const live = liveResource(document, stage);
  return live === undefined
    ? { status: "PROVED" }
    : { status: "REFUTED", why: `${live} in an Allow of the answer is a pattern, and not the one resource it spells.` };
}

/** If no one were let in, every claim above would hold for an authorizer that does not work. */
function atWork(subject: Subject, answerTo: AnswerTo): AuthorizerCase {
  const kind: ClaimClass = { claims: "", usernames: [], groups: "all" };
  const username = wholeName("alice", subject.settings.nameRule);
  const document = answerTo(username, kind, subject);
  const isLetIn = ownedBy(username, kind, document, subject).profile === "alice";
  return {
    claims: `${JSON.stringify(username)} in the group, at work`,
    samples: 1,
    documentSummary: isLetIn ? "the profile alice is allowed" : "the profile alice is not allowed",
    ...(isLetIn ? { status: "PROVED" } : { status: "REFUTED", why: "alice, who has the profile, is refused." }),
  };
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

/** Where the subject names the person there is always one, of up to 255 characters: other tokens are refused before anything is decided. */
function canBeSaid(username = "", { shape }: AuthorizerSettings): boolean {
  return shape.nameClaim !== "sub" || (username !== "" && username.length <= 255);
}

/** The very bytes that are deployed, given real tokens: for every kind of claims the document has to be the builder's. */
function handlerCase(subject: Subject): AuthorizerCase {
  const asked = CLAIM_CLASSES.flatMap((kind) =>
    usernamesOf(kind, subject.settings.nameRule)
      .filter((username) => canBeSaid(username, subject.settings))
      .slice(0, 8)
      .map((username) => ({ kind, username })),
  );
  const answers = answersOfTheHandler(
    asked.map(({ kind, username }) => ({ username, groups: groupsOf(kind, subject.settings) })),
    { ...subject, resource: ROUTE },
  );
  const differs = asked.findIndex(
    ({ kind, username }, index) =>
      JSON.stringify(documentFor(username, kind, subject)) !== JSON.stringify(answers[index]),
  );
  const claims = "real tokens of each kind, given to the bundled handler";
  if (differs < 0)
    return {
      claims,
      samples: asked.length,
      documentSummary: `${asked.length} tokens: the handler answers with the builder's document`,
      status: "PROVED",
    };
  const why = `For user name ${JSON.stringify(asked[differs]?.username)} the handler's document is not the builder's.`;
  return {
    claims,
    samples: asked.length,
    documentSummary: "the handler does not use the builder",
    status: "REFUTED",
    why,
  };
}
