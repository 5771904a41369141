import { paginateListUserProfiles, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { type ProfileNameRule, readProfileNameRule } from "../../../functions/contract/studio-profile";
import { operatorCall } from "../../operator/aws-call";
import { UserError } from "../../user-error";
import { PERMISSIONS_COMMAND } from "../permissions-command";
import { tableOf } from "../table/resolve";
import { textFile } from "../text-file";
import type { PeopleTarget } from "../target";
import { checkNames } from "./names";
import { checkTable } from "./table";

type Say = (line: string) => void;

/** A list of user names by the rule that the stack has, or by one that is to be tried. @throws UserError for a file that cannot be read */
export function checkNamesCommand(file: string, rule: ProfileNameRule, say: Say): number {
  const { lines, isGood } = checkNames(textFile(file), rule);
  for (const line of lines) say(line);
  return isGood ? 0 : 1;
}

export async function checkTableCommand(target: PeopleTarget, say: Say): Promise<number> {
  const everything = await tableOf(target).everything();
  const { domainIds = [target.studioDomainId], accounts = [] } = target.operator;
  const client = new SageMakerClient(target.client);
  const profiles = new Set<string>();
  for (const DomainIdEquals of domainIds)
    await operatorCall("sagemaker:ListUserProfiles", PERMISSIONS_COMMAND, async () => {
      for await (const { UserProfiles = [] } of paginateListUserProfiles({ client, pageSize: 100 }, { DomainIdEquals }))
        for (const { UserProfileName = "" } of UserProfiles) profiles.add(`${DomainIdEquals}/${UserProfileName}`);
    });
  const faults = checkTable(everything, { domainIds, accounts, profiles });
  for (const fault of faults) say(fault);
  const { rows, reservations } = everything;
  say(`${rows.size} people, ${reservations.size} profiles held, ${faults.length} faults.`);
  return faults.length > 0 ? 1 : 0;
}

/** @throws UserError for what is not a rule */
export function ruleIn(text: string): ProfileNameRule {
  try {
    return readProfileNameRule(JSON.parse(text));
  } catch (error) {
    throw new UserError(`--rule is not a profileNameRule: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
