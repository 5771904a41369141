/** Which roles get which inline policy when a person is cut off. Pure; what performs it is cut-off.ts. */
import { sessionNameOf } from "../../../functions/contract/caller";
import { mintingRoleDigest } from "../../../functions/studio-url/env";
import type { Place } from "../../../policies/arns";
import type { PolicyDocument } from "../../../policies/document";
import { type CutOffPerson, cutOffPolicy, cutOffWholeRole } from "../../../policies/operator/cut-off";
import { accountOf, type OperatorOutput } from "../../operator/operator-output";
import type { HeldProfile, Person } from "../person";

/** An inline policy for one role. */
export interface RolePolicy {
  readonly roleName: string;
  readonly policyName: string;
  readonly document: PolicyDocument;
  /** What it stops, for people. */
  readonly stops: string;
}

export interface CutOffPlan {
  readonly policies: readonly RolePolicy[];
  /** What goes on all the same, a sentence each. */
  readonly goesOn: readonly string[];
}

export interface CutOffPlace {
  readonly place: Place;
  readonly operator: OperatorOutput;
  /** ARN of the role with which a profile's notebooks run; undefined when the profile has none of its own, or does not exist. */
  readonly executionRoleOf: (profile: HeldProfile) => string | undefined;
}

/**
 * The minting role or roles, so that no URL is made and none goes on working; and the execution role of what is theirs alone: a notebook
 * may make URLs for its own profile, and what runs in it goes on after its page is refused.
 */
export function cutOffPlan(person: Person, { place, operator, executionRoleOf }: CutOffPlace): CutOffPlan {
  const policyName = cutOffName(person);
  const here = person.profiles.filter(({ domainId }) => accountOf(operator, domainId) === undefined);
  const own = here.filter(({ isShared }) => !isShared);
  const sessions = sessionsOf(person);
  const minting =
    operator.mintingMode === "sessionTags"
      ? [{ roleName: nameOf(operator.mintingRole), document: cutOffPolicy(place, { ...sessions, profiles: own }) }]
      : here.map((profile) => ({
          roleName: nameOf(operator.mintingRole + mintingRoleDigest(profile.domainId, profile.userProfileName)),
          document: profile.isShared ? cutOffPolicy(place, { ...sessions, profiles: [] }) : cutOffWholeRole(),
        }));
  const notebooks = here.map((profile) => notebookOf(profile, executionRoleOf(profile), operator));
  return {
    policies: [
      ...minting.map((one) => ({ ...one, policyName, stops: "new URLs and the sessions that they opened" })),
      ...notebooks.flatMap(({ roleName }) =>
        roleName === undefined
          ? []
          : [{ roleName, policyName, document: cutOffWholeRole(), stops: "what notebooks may do in AWS" }],
      ),
    ],
    goesOn: [
      ...notebooks.flatMap(({ goesOn }) => (goesOn === undefined ? [] : [goesOn])),
      ...person.profiles.flatMap((profile) => inOtherAccount(profile, operator)),
    ],
  };
}

/**
 * One inline policy a person, so that two operators who work at the same time do not undo each other's work. It is named by what stays the
 * same between cut-off and restore: the caller's id, or in claim mode the profile.
 */
export function cutOffName({ tableKey, profiles: [first] }: Person): string {
  const key = tableKey ?? mintingRoleDigest(first?.domainId ?? "", first?.userProfileName ?? "");
  return `cut-off-${key}`;
}

function sessionsOf({ callerId }: Person): Pick<CutOffPerson, "sessions"> {
  if (callerId === undefined) return {};
  return { sessions: { sourceIdentity: callerId, sessionName: sessionNameOf(callerId) } };
}

/** Sessions there are those of a role that only that account can put a policy on. */
function inOtherAccount({ domainId, userProfileName }: HeldProfile, operator: OperatorOutput): string[] {
  const account = accountOf(operator, domainId);
  if (account === undefined) return [];
  const which = `${domainId}/${userProfileName}`;
  return [
    `${which} is in account ${account}: no URL is made for it while the person's row is disabled, but sessions that are open there go on, ` +
      "12 hours at most, until that account denies the profile to its minting role.",
  ];
}

interface Notebook {
  readonly roleName?: string;
  readonly goesOn?: string;
}

function notebookOf(
  profile: HeldProfile,
  roleArn: string | undefined,
  { executionRolePath }: OperatorOutput,
): Notebook {
  const which = `${profile.domainId}/${profile.userProfileName}`;
  if (profile.isShared) return { goesOn: `${which} has other holders: its notebooks go on, and what runs in them.` };
  if (roleArn === undefined) return {};
  if (roleArn.includes(`:role${executionRolePath}`)) return { roleName: nameOf(roleArn) };
  return { goesOn: `${which} runs its notebooks with ${roleArn}, a role that this stack did not make: they go on.` };
}

function nameOf(roleArn: string): string {
  return roleArn.split("/").at(-1) ?? roleArn;
}
