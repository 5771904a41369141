/** What `npm run audit -- explain` answers: about a rule, or about one request. */
import type { Estate } from "../../../policies/audit/estate";
import type { Change } from "../../../policies/audit/report";
import { UnmodelledPolicyError } from "../../../policies/evaluate/modelled";
import { IllFormedRequestError } from "../../../policies/evaluate/request";
import type { StatementSources } from "../../cloud/decide/statement-source";
import { UserError } from "../../user-error";
import { EXIT_CODES } from "../outcome";
import { readableJson } from "../readable-json";
import { withKeys } from "./changed-keys";
import { requestOf, ruleNamed } from "./like";
import { type AskedRequest, readRequest } from "./request-file";
import { ruleText } from "./rule-text";
import { explain } from "./statements";

/** What is to be explained: a rule by its id, a request's file read already, or a request of the report by its name. */
export type Subject =
  | { readonly rule: string }
  | { readonly request: unknown; readonly changes: readonly string[] }
  | { readonly like: string; readonly changes: readonly string[] };

export interface ExplainInput {
  readonly estate: Estate;
  readonly sources: StatementSources;
  /** What makes the report, for the lines to copy. */
  readonly command: string;
  /** Since the approved baseline, in the report's order. */
  readonly changes: () => readonly Change[];
}

export interface Explained {
  readonly text: string;
  readonly exitCode: number;
}

/** @throws UserError for what the report or the stack does not have, and for a request that cannot occur */
export function explained(subject: Subject, input: ExplainInput): Explained {
  const { estate, sources, command } = input;
  if ("rule" in subject) {
    const { text, status } = ruleText(estate, ruleNamed(subject.rule), sources, command);
    return { text, exitCode: EXIT_CODES[status] };
  }
  try {
    return "like" in subject
      ? alike(subject.like, subject.changes, input)
      : ofFile(subject.request, subject.changes, input);
  } catch (fault) {
    if (fault instanceof IllFormedRequestError || fault instanceof UnmodelledPolicyError)
      throw new UserError(`Such a request cannot be decided: ${fault.message}`);
    throw fault;
  }
}

function ofFile(request: unknown, changes: readonly string[], { estate, sources }: ExplainInput): Explained {
  const asked = readRequest(request, estate);
  return told({ ...asked, request: withKeys(estate, asked.request, changes) }, sources, []);
}

function alike(name: string, changes: readonly string[], input: ExplainInput): Explained {
  const { estate, sources } = input;
  const { about, ...asked } = requestOf(estate, name, input.changes);
  const request = withKeys(estate, asked.request, changes);
  const layers =
    asked.estate === estate
      ? []
      : ["Decided as the rule asks it: other layers are taken as open, so that none hides another's fault."];
  const change = changes.length === 0 ? [] : [`With ${changes.join(", ")}.`];
  return told({ ...asked, request }, sources, [about, ...change, ...layers, readableJson(request)]);
}

function told(asked: AskedRequest, sources: StatementSources, head: readonly string[]): Explained {
  const text = explain(asked, sources);
  const begun = head.length === 0 ? "" : `${head.join("\n")}\n\n`;
  return { text: `${begun}${text}`, exitCode: text.startsWith("UNDECIDED") ? EXIT_CODES.UNKNOWN : 0 };
}
