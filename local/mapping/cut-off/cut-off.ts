import { DescribeUserProfileCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { toPolicyJson } from "../../../policies/document";
import { isFault, operatorCall } from "../../operator/aws-call";
import { iamOf } from "../../operator/iam";
import { PERMISSIONS_COMMAND } from "../permissions-command";
import type { HeldProfile, Person } from "../person";
import type { PeopleTarget } from "../target";
import { accountOf } from "../../operator/operator-output";
import { type CutOffPlan, cutOffPlan, type RolePolicy } from "./plan";

/** What was done, of what was to be done. */
export interface Outcome {
  readonly plan: CutOffPlan;
  /** Policies that were put, or taken away. */
  readonly done: readonly RolePolicy[];
  /** A sentence for each that could not be. */
  readonly failed: readonly string[];
}

/**
 * Tries every role, whatever becomes of the others.
 * @throws UserError before anything is done when the person is known by a profile that does not exist
 */
export async function cutOff(target: PeopleTarget, person: Person): Promise<Outcome> {
  const iam = iamOf(target.client);
  return perform(await planFor(target, person), async ({ roleName, policyName, document }) => {
    await call("PutRolePolicy", () => iam.put(roleName, policyName, toPolicyJson(document)));
    return true;
  });
}

/** Takes away what cutOff has put, and nothing else. */
export async function restore(target: PeopleTarget, person: Person): Promise<Outcome> {
  const iam = iamOf(target.client);
  return perform(await planFor(target, person), ({ roleName, policyName }) =>
    call("DeleteRolePolicy", () => iam.delete(roleName, policyName)),
  );
}

/** The roles at which the person is cut off now. */
export async function cutOffAt(target: PeopleTarget, person: Person): Promise<string[]> {
  const iam = iamOf(target.client);
  const { plan } = await planFor(target, person);
  const found = await Promise.all(
    plan.policies.map(async ({ roleName, policyName }) => {
      const text = await call("GetRolePolicy", () => iam.get(roleName, policyName));
      return text === undefined ? [] : [roleName];
    }),
  );
  return found.flat();
}

/** @param change returns false when there was nothing to change */
async function perform({ plan, unread }: Planned, change: (policy: RolePolicy) => Promise<boolean>): Promise<Outcome> {
  const done: RolePolicy[] = [];
  const failed = [...unread];
  for (const policy of plan.policies)
    try {
      if (await change(policy)) done.push(policy);
    } catch (error) {
      failed.push(`role ${policy.roleName}: ${messageOf(error)}`);
    }
  return { plan, done, failed };
}

interface Planned {
  readonly plan: CutOffPlan;
  /** A sentence for each profile of which AWS did not say with what its notebooks run. */
  readonly unread: readonly string[];
}

/** What cannot be read does not hold up the rest: the person has to be cut off now. */
async function planFor(target: PeopleTarget, person: Person): Promise<Planned> {
  const client = new SageMakerClient(target.client);
  const roles = new Map<HeldProfile, string | undefined>();
  const unread: string[] = [];
  // Of another account nothing is asked: the operator is not in it.
  for (const profile of person.profiles.filter(({ domainId }) => accountOf(target.operator, domainId) === undefined))
    try {
      roles.set(profile, await executionRole(client, profile));
    } catch (error) {
      // A row may name a profile that is not there yet, or no more: it has no notebooks.
      if (isUnknownProfile(error) && person.tableKey !== undefined) continue;
      if (isUnknownProfile(error)) throw error;
      unread.push(`notebooks of ${profile.domainId}/${profile.userProfileName}: ${messageOf(error)}`);
    }
  const { place, operator } = target;
  return { plan: cutOffPlan(person, { place, operator, executionRoleOf: (profile) => roles.get(profile) }), unread };
}

async function executionRole(
  client: SageMakerClient,
  { domainId: DomainId, userProfileName: UserProfileName }: HeldProfile,
): Promise<string | undefined> {
  const command = new DescribeUserProfileCommand({ DomainId, UserProfileName });
  const described = await operatorCall("sagemaker:DescribeUserProfile", PERMISSIONS_COMMAND, () =>
    client.send(command),
  );
  return described.UserSettings?.ExecutionRole;
}

function isUnknownProfile(error: unknown): boolean {
  return isFault(error, "ResourceNotFound");
}

/** Of the minting role that serves everyone, the policies of about ten people fit beside its own. */
const FULL =
  "its inline policies have no room for another cut-off: restore people whose sessions are over (12 hours at most), then run this again; " +
  "until then --delete-apps ends what runs";

function messageOf(error: unknown): string {
  if (isFault(error, "LimitExceeded", "LimitExceededException")) return FULL;
  return error instanceof Error ? error.message : String(error);
}

function call<Result>(operation: string, send: () => Promise<Result>): Promise<Result> {
  return operatorCall(`iam:${operation}`, PERMISSIONS_COMMAND, send);
}
