/** What AWS would refuse or ignore in a document, and what a reader would stumble over; no rule is broken by any of it. */
import type { Statement } from "../../document";
import { type Estate, policiesOf, type SourcedPolicy } from "../estate";
import type { HygieneRow } from "../report";
import { isDocumentedElsewhere } from "../reference/documented-elsewhere";
import {
  actionsMatching,
  isKnownAction,
  keyOn,
  knownServices,
  REFERENCE,
  resourceTypesOf,
} from "../reference/reference";
import { couldMatch } from "./resource-fit";

/** Where an action is entered that the reference leaves out. */
const ELSEWHERE = "policies/audit/reference/documented-elsewhere.ts";

type Found = Pick<HygieneRow, "severity" | "sentence">;

/** In the estate's order of documents. AWS's own policies are AWS's affair. */
export function hygieneOf(estate: Estate): readonly HygieneRow[] {
  const ofRoles = new Set(estate.roles.flatMap(({ trust, identity }) => [trust, ...identity]));
  const ofQueues = new Set(estate.resources.filter(({ kind }) => kind === "queue").flatMap(({ policies }) => policies));
  return policiesOf(estate)
    .filter(({ origin }) => origin === "program")
    .flatMap((policy) => [
      ...(ofRoles.has(policy) ? refusedByIam(policy) : []).map((found) => row(policy, undefined, found)),
      ...(ofQueues.has(policy) ? refusedBySqs(policy) : []).map((found) => row(policy, undefined, found)),
      ...repeatedSids(policy).map((found) => row(policy, undefined, found)),
      ...policy.document.Statement.flatMap((statement) =>
        [...actionFaults(statement), ...idleActions(statement), ...absentKeys(statement)].map((found) =>
          row(policy, statement, found),
        ),
      ),
    ]);
}

function row(policy: SourcedPolicy, statement: Statement | undefined, { severity, sentence }: Found): HygieneRow {
  const { name, urn, pointer, source } = policy;
  return { severity, policy: name, urn, pointer, sid: statement?.Sid, source, sentence };
}

/** IAM refuses such a document. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function repeatedSids({ document }: SourcedPolicy): Found[] {
  const sids = document.Statement.flatMap(({ Sid }) => Sid ?? []);
  const repeated = [...new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index))];
  return repeated.map((sid) => error(`Two statements have the Sid "${sid}"; AWS refuses that.`));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html names the characters; a Sid takes letters and digits. */
function refusedByIam({ document }: SourcedPolicy): Found[] {
  const sids = document.Statement.flatMap(({ Sid }) => (Sid === undefined || /^[A-Za-z0-9]*$/.test(Sid) ? [] : [Sid]));
  const odd = /[^\t\n\r\u0020-\u00FF]/.exec(JSON.stringify(document))?.[0];
  return [
    ...sids.map((sid) => error(`IAM takes letters and digits in a Sid, and "${sid}" has others.`)),
    ...(odd === undefined ? [] : [error(`IAM takes Latin-1 characters only, and the document has "${odd}".`)]),
  ];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html */
function refusedBySqs({ document: { Statement } }: SourcedPolicy): Found[] {
  const most = Math.max(0, ...Statement.map(({ Action }) => list(Action).length));
  return [
    ...(Statement.length > 20 ? [error(`SQS takes 20 statements, and the document has ${Statement.length}.`)] : []),
    ...(most > 7 ? [error(`SQS takes 7 actions in a statement, and one has ${most}.`)] : []),
  ];
}

function error(sentence: string): Found {
  return { severity: "error", sentence };
}

/** A name that AWS does not list is a typing error, or newer than the reference. */
function actionFaults(statement: Statement): Found[] {
  const severity = written(statement).some(exists) ? "warning" : "error";
  return written(statement).flatMap((action): Found[] => {
    const [service = ""] = action.split(":");
    if (!knownServices.includes(service.toLowerCase()))
      return [
        {
          severity: "note",
          sentence: `Nothing is known here of the service of ${action}: add the service to local/audit/reference.mjs, and run it.`,
        },
      ];
    if (exists(action) || isDocumentedElsewhere(action)) return [];
    const listed = `AWS's service reference of ${REFERENCE.date} lists no action ${action}`;
    const repair = `correct the name, or, if AWS documents it elsewhere, enter it with its page in ${ELSEWHERE}`;
    return [{ severity, sentence: `${listed}: ${repair}.` }];
  });
}

function exists(action: string): boolean {
  return /[*?]/.test(action) ? actionsMatching(action).length > 0 : isKnownAction(action);
}

/** An action beside resources none of which it can ever name: the statement says nothing about it. */
function idleActions(statement: Statement): Found[] {
  const resources = list(statement.Resource);
  if (resources.length === 0 || resources.includes("*")) return [];
  const severity = statement.Effect === "Deny" ? "warning" : "note";
  return written(statement)
    .filter((action) => !/[*?]/.test(action) && isKnownAction(action))
    .flatMap((action): Found[] => {
      const types = resourceTypesOf(action);
      if (types.length === 0)
        return [
          {
            severity,
            sentence: `${action} takes no resource, so only "*" can mean it: give it a statement with Resource "*".`,
          },
        ];
      const arns = types.flatMap(({ arn }) => arn);
      if (resources.some((resource) => arns.some((template) => couldMatch(resource, template)))) return [];
      const taken = types.map(({ name }) => name).join(", ");
      return [
        {
          severity,
          sentence: `${action} is about ${taken}, and no resource of this statement is one: name one, or take the action out.`,
        },
      ];
    });
}

function written({ Action, NotAction }: Statement): readonly string[] {
  return [...list(Action), ...list(NotAction)].filter((action) => action !== "*");
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** A key that none of the actions ever carries: its condition is decided before any request is looked at. */
function absentKeys(statement: Statement): Found[] {
  const actions = list(statement.Action).flatMap(actionsMatching);
  if (actions.length === 0) return [];
  const keys = Object.values(statement.Condition ?? {}).flatMap((values) => Object.keys(values));
  return [...new Set(keys)]
    .filter((key) => !actions.some((action) => keyOn(action, key)))
    .map((key) => ({
      severity: "warning",
      sentence: `No request for these actions carries the key ${key}, so the condition never depends on the request: correct the key, or take the condition out.`,
    }));
}
