import { sampledAnswers, type Subject } from "../../../local/audit/authorizer/authorizer-cases";
import { type ClaimClass, groupsOf } from "../../../local/audit/authorizer/claim-classes";
import { policyFor } from "../../../functions/authorizer/policy";
import type { PolicyDocument } from "../../../policies/document";
import type { Tried } from "./tried";

/** From a user name to the profile that a mistaken authorizer would take it for. */
interface CodeFault {
  readonly what: string;
  readonly profileOf: (username: string) => string | undefined;
  /** Whether it asks for the group; it does unless said otherwise. */
  readonly asks?: (groups: readonly string[], group: string) => boolean;
  readonly domainOf?: (username: string, domainId: string) => string;
}

const only = (pattern: RegExp) => (username: string) => (pattern.test(username) ? username : undefined);
const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;
const right = only(NAME);

/** The authorizer's code with one mistake in it each: how the next change of it might go wrong. */
const CODE_FAULTS: readonly CodeFault[] = [
  { what: "the pattern of names admits *", profileOf: only(/^[a-zA-Z0-9*](-*[a-zA-Z0-9*]){0,62}$/) },
  { what: "the pattern of names admits ?", profileOf: only(/^[a-zA-Z0-9?](-*[a-zA-Z0-9?]){0,62}$/) },
  { what: "the pattern of names admits a variable", profileOf: only(/^[a-zA-Z0-9${}:*/-]{1,63}$/) },
  { what: "the pattern of names admits a slash", profileOf: only(/^[a-zA-Z0-9](\/?[a-zA-Z0-9-]){0,62}$/) },
  { what: "the pattern of names is not anchored", profileOf: only(/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}/) },
  { what: "the pattern of names ends at a line's end", profileOf: only(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/m) },
  { what: "names may be longer than 63 characters", profileOf: only(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,99}$/) },
  { what: "names are made small", profileOf: (name) => right(name)?.toLowerCase() },
  { what: "names are made small before they are looked at", profileOf: (name) => right(name.toLowerCase()) },
  { what: "names are cut at a separator", profileOf: (name) => right(name.split(/[/@:]/)[0] ?? "") },
  { what: "names lose what is not a letter", profileOf: (name) => right(name.replace(/[^a-zA-Z0-9-]/g, "")) },
  { what: "names are normalised", profileOf: (name) => right(name.normalize("NFKC")) },
  { what: "names are trimmed", profileOf: (name) => right(name.trim()) },
  { what: "the group is not asked for", profileOf: right, asks: () => true },
  {
    what: "the group is compared by its beginning",
    profileOf: right,
    asks: (groups, group) => groups.some((each) => each.startsWith(group)),
  },
  {
    what: "the group is compared in any case",
    profileOf: right,
    asks: (groups, group) => groups.some((each) => each.toLowerCase() === group),
  },
  { what: "everybody is alice", profileOf: () => "alice" },
  { what: "nobody is let in", profileOf: () => undefined },
  { what: "the domain is a pattern", profileOf: right, domainOf: () => "*" },
];

/** Each is sampled as the audit samples the real one. */
export function tryAuthorizers(subject: Subject): Tried[] {
  return CODE_FAULTS.map((fault) => {
    const cases = sampledAnswers(subject, (username, kind) => answer(fault, username, kind, subject));
    const refuted = cases.find(({ status }) => status === "REFUTED");
    return {
      id: "–",
      what: `the authorizer's code: ${fault.what}`,
      expected: "authorizer REFUTED",
      found: refuted ? `authorizer REFUTED, by ${refuted.claims}` : "authorizer PROVED",
      isAsExpected: refuted !== undefined,
    };
  });
}

function answer(fault: CodeFault, username: string | undefined, kind: ClaimClass, subject: Subject): PolicyDocument {
  const { settings, methodArn } = subject;
  const asks = fault.asks ?? ((groups, group) => groups.includes(group));
  const isIn = asks(groupsOf(kind, settings), settings.studioGroup);
  const profile = username === undefined || !isIn ? undefined : fault.profileOf(username);
  // A resource may be 512 characters long; beyond that the handler fails, and lets nobody in.
  if (profile === undefined || profile.length > 300) return policyFor(methodArn, []) as PolicyDocument;
  const domainId = fault.domainOf?.(username ?? "", settings.domainId) ?? settings.domainId;
  return policyFor(methodArn, [{ domainId, userProfileName: profile, limits: settings.limits }]) as PolicyDocument;
}
