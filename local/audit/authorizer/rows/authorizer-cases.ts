/** Table mode's authorizer: its own code over kinds of rows, each answer put to the same proof as in claim mode. */
import { decideCaller } from "../../../../functions/authorizer/decide";
import type { AuthorizerSettings } from "../../../../functions/authorizer/env";
import { policyFor } from "../../../../functions/authorizer/policy";
import { ROUTES } from "../../../../functions/contract/routes";
import { callerIdOf } from "../../../../functions/contract/caller";
import { personItem, personRowOf } from "../../../../functions/people/people-item";
import { PersonRowInvalid } from "../../../../functions/people/people-row";
import type { PeopleSettings } from "../../../../functions/people/people-settings";
import { profilesInForce } from "../../../../functions/people/profiles-in-force";
import type { AuditedApi, Estate } from "../../../../policies/audit/estate";
import type { AuthorizerCase } from "../../../../policies/audit/report";
import type { PolicyDocument } from "../../../../policies/document";
import { type Proof, proofOfProfiles, ROUTE } from "../authorizer-cases";
import { answersOfTheHandler } from "../authorizer-run";
import { groupsOf } from "../claim-classes";
import { rowClasses, type RowExample } from "./row-classes";

interface Subject {
  readonly estate: Estate;
  readonly api: AuditedApi;
  readonly settings: AuthorizerSettings;
  readonly people: PeopleSettings;
  readonly methodArn: string;
}

/** One row a kind of rows; a last one says whether the handler that is deployed answers with the builder's documents. */
export function authorizerCasesByRow(
  estate: Estate,
  settings: AuthorizerSettings,
  people: PeopleSettings,
): AuthorizerCase[] {
  const classes = rowClasses(people, settings.issuer);
  return estate.apis.flatMap((api) => {
    const methodArn = `${api.executionArn}/${api.stages[0] ?? "live"}/GET${ROUTE}`;
    const subject = { estate, api, settings, people, methodArn };
    const proofs = new Map<string, Proof>();
    return [
      ...classes.map(({ rows, examples }) => caseOf(rows, examples, subject, proofs)),
      handlerCase(
        classes.flatMap(({ examples }) => examples.slice(0, 8)),
        subject,
      ),
    ];
  });
}

function caseOf(
  claims: string,
  examples: readonly RowExample[],
  subject: Subject,
  proofs: Map<string, Proof>,
): AuthorizerCase {
  const pool = subject.settings.rekognitionGroup !== "";
  const answers = examples.map((example) => ({ example, document: documentFor(example, subject) }));
  const faults = answers.flatMap(({ example: { own }, document }) => {
    if (document === undefined) return own.length === 0 ? [] : [REFUSED];
    const question = JSON.stringify([own, document]);
    const proof = proofs.get(question) ?? proofOfProfiles({ profiles: own, pool }, document, subject);
    proofs.set(question, proof);
    return [proof];
  });
  const worst = faults.find(({ status }) => status === "REFUTED") ?? faults.find(({ status }) => status === "UNKNOWN");
  const refused = answers.filter(({ document }) => document === undefined).length;
  const opening = answers.filter(({ document }) => JSON.stringify(document ?? "").includes(MINTED_AT)).length;
  const documentSummary = `${answers.length} rows: ${refused} are not valid and answered with 500, ${opening} open their person's own profiles by name, the others open none`;
  return { claims, samples: answers.length, documentSummary, ...(worst ?? { status: "PROVED" }) };
}

/** What stands in an answer that opens a profile. */
const MINTED_AT = ROUTES["mint-url"].path.replace(/^.*\}/s, "");

/** Without an answer API Gateway says 500 and lets no one through: right for what is not a row, and wrong for one that is. */
const REFUSED: Proof = { status: "REFUTED", why: "A row with profiles is refused as if it were not valid." };

/** What the authorizer's own pure code makes of the row; undefined when it refuses to use it. */
function documentFor({ person, row, username }: RowExample, subject: Subject): PolicyDocument | undefined {
  const { settings, people, methodArn } = subject;
  const token = {
    ...person,
    name: username,
    groups: allGroups(settings),
    hasTooManyGroups: false,
    scopes: [settings.requiredScope],
    expiresAt: 0,
  };
  try {
    const none = { entries: [], reason: "no_studio_profile" } as const;
    const profiles = row ? profilesInForce(personRowOf(personItem(row)), people, now()) : none;
    const caller = decideCaller(token, profiles, settings, { resource: ROUTE, pathParameters: null });
    return policyFor(
      methodArn,
      caller.entries,
      caller.rekognition ? settings.rekognitionOperations : [],
    ) as PolicyDocument;
  } catch (error) {
    if (error instanceof PersonRowInvalid) return undefined;
    throw error;
  }
}

function handlerCase(examples: readonly RowExample[], subject: Subject): AuthorizerCase {
  const groups = allGroups(subject.settings);
  const items = Object.fromEntries(
    examples.flatMap(({ person, row }) =>
      row ? [[callerIdOf(person), personItem({ ...row, callerId: callerIdOf(person) })]] : [],
    ),
  );
  const answers = answersOfTheHandler(
    examples.map(({ person, username }) => ({ username, groups, subject: person.subject })),
    { ...subject, resource: ROUTE, table: { people: subject.people, items } },
  );
  const differs = examples.findIndex(
    (example, index) => JSON.stringify(documentFor(example, subject) ?? null) !== JSON.stringify(answers[index]),
  );
  const claims = "real tokens and rows of each kind, given to the bundled handler";
  if (differs < 0) {
    const documentSummary = `${examples.length} tokens: the handler answers with the builder's document`;
    return { claims, samples: examples.length, documentSummary, status: "PROVED" };
  }
  const why = `For the row ${JSON.stringify(examples[differs]?.row)} the handler's document is not the builder's.`;
  const documentSummary = "the handler does not use the builder";
  return { claims, samples: examples.length, documentSummary, status: "REFUTED", why };
}

/** A row alone opens Studio; that the token is in every group there is may not matter. */
function allGroups(settings: AuthorizerSettings): string[] {
  return groupsOf({ claims: "", usernames: [], groups: "all" }, settings);
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
