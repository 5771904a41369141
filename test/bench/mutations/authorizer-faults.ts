import { readFetchedKeysSettings } from "../../../functions/authorizer/env";
import { proofOf, type Subject } from "../../../local/audit/authorizer/authorizer-cases";
import { collectEstate } from "../../../policies/audit/collect/collect";
import type { Statement } from "../../../policies/document";
import { graphOf } from "../../variants";
import { tryAuthorizers } from "./authorizer-code-faults";
import type { Tried } from "./tried";

interface Answer {
  readonly id: string;
  readonly what: string;
  /** The caller's own profile; undefined for somebody who has none. */
  readonly own: string | undefined;
  readonly statements: (api: string) => readonly Statement[];
}

const INVOKE = "execute-api:Invoke";

/** What an authorizer with a fault in it would answer; no document of the program shows it. */
const ANSWERS: readonly Answer[] = [
  ...(["/*", "/live/*/*", "/*/POST/*"] as const).map((path): Answer => ({
    id: "M41",
    what: `the authorizer lets alice call ${path}`,
    own: "alice",
    statements: (api) => [{ Effect: "Allow", Action: INVOKE, Resource: `${api}${path}` }],
  })),
  {
    id: "M41",
    what: "the authorizer writes the user name * as it is",
    own: undefined,
    statements: (api) => {
      const Resource = `${api}/live/POST/v1/studio/domains/*/profiles/*/presigned-url`;
      return [
        { Effect: "Allow", Action: INVOKE, Resource },
        { Effect: "Deny", Action: INVOKE, NotResource: Resource },
      ];
    },
  },
  {
    id: "M41",
    what: "the authorizer takes * for the caller's own name",
    own: "*",
    statements: (api) => {
      const Resource = `${api}/live/POST/v1/studio/domains/d-f4e0fidag9ab/profiles/*/presigned-url`;
      return [
        { Effect: "Allow", Action: INVOKE, Resource },
        { Effect: "Deny", Action: INVOKE, NotResource: Resource },
      ];
    },
  },
  {
    id: "M41",
    what: "the authorizer allows alice's route, and denies nothing",
    own: "alice",
    statements: (api) => [{ Effect: "Allow", Action: INVOKE, Resource: `${api}/live/GET/v1/studio/profiles` }],
  },
  {
    id: "M42",
    what: "the authorizer allows everything when it fails",
    own: undefined,
    statements: (api) => [{ Effect: "Allow", Action: INVOKE, Resource: `${api}/*` }],
  },
  {
    id: "M42",
    what: "the authorizer denies only what it knows to be bad",
    own: undefined,
    statements: (api) => [
      { Effect: "Deny", Action: INVOKE, Resource: `${api}/live/POST/v1/studio/domains/*/profiles/bob/presigned-url` },
    ],
  },
];

/** Each is put to the proof that the audit puts the real authorizer's answers to; then its code, with a mistake at a time. */
export function tryAnswers(): Tried[] {
  const subject = subjectOfDev();
  return [...ANSWERS.map((answer) => tryAnswer(answer, subject)), ...tryAuthorizers(subject)];
}

function tryAnswer({ id, what, own, statements }: Answer, subject: Subject): Tried {
  const Statement = statements(subject.api.executionArn);
  const { status } = proofOf({ profile: own, pool: false }, { Version: "2012-10-17", Statement }, subject);
  return {
    id,
    what,
    expected: "P8 REFUTED",
    found: `P8 ${status}${status === "REFUTED" ? ", a request" : ""}`,
    isAsExpected: status === "REFUTED",
  };
}

function subjectOfDev(): Subject {
  const graph = graphOf("dev");
  const estate = collectEstate(graph);
  const [api] = estate.apis;
  const code = graph.resources.find(({ name, type }) => name === "authorizer" && type.endsWith(":Function"));
  const { variables } = (code?.inputs["environment"] ?? {}) as { variables?: Record<string, string> };
  if (!api || !variables) throw new Error("The dev stack has no API, or no authorizer.");
  return {
    estate,
    api,
    settings: readFetchedKeysSettings(variables),
    methodArn: `${api.executionArn}/live/GET/v1/studio/profiles`,
  };
}
