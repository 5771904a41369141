import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { isFault, operatorCall } from "../../operator/aws-call";
import { deleteApps } from "../../empty-studio/empty";
import { UserError } from "../../user-error";
import { PERMISSIONS_COMMAND } from "../permissions-command";
import type { Person } from "../person";
import type { PeopleTarget } from "../target";
import { cutOff, type Outcome, restore } from "./cut-off";

type Say = (line: string) => void;

/** Cuts a person off and says what was done. @returns the exit code: 0 when everything was done */
export async function cutOffCommand(
  target: PeopleTarget,
  person: Person,
  alsoApps: boolean,
  say: Say,
): Promise<number> {
  const outcome = await existing(person, () => cutOff(target, person));
  say(`${person.name} is cut off on ${target.where}${outcome.failed.length > 0 ? ", but not everywhere" : ""}:`);
  for (const { roleName, policyName, stops } of outcome.done)
    say(`  role ${roleName}: refused are ${stops} (inline policy ${policyName})`);
  for (const sentence of outcome.plan.goesOn) say(`  ${sentence}`);
  for (const sentence of outcome.failed) say(`  NOT DONE: ${sentence}`);
  say("IAM takes a few seconds until every request meets this. It holds until it is lifted:");
  say(`  npm run mapping -- restore ${person.name}${target.options}`);
  await sayEvent("person_cut_off", target, person, outcome, say);
  // Last, because AWS takes minutes for it.
  if (alsoApps) await deleteTheirApps(target, person, say);
  return outcome.failed.length > 0 ? 1 : 0;
}

/** Lifts a cut-off. @returns the exit code, 0 when nothing of it is left; and whether there was anything to lift */
export async function restoreCommand(
  target: PeopleTarget,
  person: Person,
  say: Say,
): Promise<{ readonly code: number; readonly wasCutOff: boolean }> {
  const outcome = await existing(person, () => restore(target, person));
  const wasCutOff = outcome.done.length > 0;
  say(
    wasCutOff ? `${person.name} is restored on ${target.where}:` : `${person.name} was not cut off on ${target.where}.`,
  );
  for (const { roleName, policyName } of outcome.done) say(`  role ${roleName}: inline policy ${policyName} deleted`);
  for (const sentence of outcome.failed) say(`  NOT DONE: ${sentence}`);
  if (wasCutOff) await sayEvent("person_restored", target, person, outcome, say);
  return { code: outcome.failed.length > 0 ? 1 : 0, wasCutOff };
}

async function existing<Result>({ name }: Person, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!isFault(error, "ResourceNotFound")) throw error;
    throw new UserError(`There is no Studio profile of ${name}: ${error instanceof Error ? error.message : ""}`);
  }
}

/** The last resort: it ends what runs whatever IAM does. Files stay, spaces too. */
async function deleteTheirApps(target: PeopleTarget, person: Person, say: Say): Promise<void> {
  const client = new SageMakerClient(target.client);
  const own = person.profiles.filter(({ isShared }) => !isShared);
  for (const domainId of new Set(own.map((profile) => profile.domainId))) {
    const profiles = own
      .filter((profile) => profile.domainId === domainId)
      .map(({ userProfileName }) => userProfileName);
    await deleteApps({ client, domainId, profiles, pollMs: target.pollMs, say: (line) => say(`  ${line}`) });
  }
  say("  every app of theirs is deleted");
}

/** One line of JSON, to be kept with the case. On AWS CloudTrail has the same as PutRolePolicy or DeleteRolePolicy, with the document. */
async function sayEvent(
  event: string,
  target: PeopleTarget,
  person: Person,
  outcome: Outcome,
  say: Say,
): Promise<void> {
  const identity = await operatorCall("sts:GetCallerIdentity", PERMISSIONS_COMMAND, () =>
    new STSClient(target.client).send(new GetCallerIdentityCommand({})),
  );
  const profiles = person.profiles.map(({ domainId, userProfileName }) => `${domainId}/${userProfileName}`);
  const at = new Date().toISOString();
  const { callerId } = person;
  const roles = outcome.done.map(({ roleName }) => roleName);
  const policyName = outcome.plan.policies[0]?.policyName;
  say(JSON.stringify({ event, at, by: identity.Arn, callerId, profiles, policyName, roles }));
}
