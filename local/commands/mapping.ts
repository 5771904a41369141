import { cutOffPermissions } from "../../policies/operator/cut-off-permissions";
import { command, wrong } from "../command-line/command";
import { flag, type Given, type Manual, optionalText } from "../command-line/manual";
import { didYouMean } from "../command-line/nearest";
import { cutOffCommand, restoreCommand } from "../mapping/cut-off/command";
import { personByProfile } from "../mapping/person";
import { PEOPLE_OPTIONS, type PeopleTarget, peopleTarget } from "../mapping/target";

const OPTIONS = {
  subject: optionalText("<sub>", "cut-off: the token's sub as well, so that their sessions are known by it too"),
  "delete-apps": flag("cut-off: also deletes every app of theirs; spaces and files stay"),
  ...PEOPLE_OPTIONS,
};

const MANUAL: Manual<typeof OPTIONS> = {
  command: "npm run mapping",
  about:
    "People and their Studio profiles, on AWS or on the running laptop. cut-off <profile> ends new URLs and every running Studio session " +
    "of a person, restore <profile> lifts it, permissions prints the IAM policy that the caller needs.",
  operands: { shown: "cut-off <profile> | restore <profile> | permissions", least: 1, most: 2 },
  options: OPTIONS,
  examples: ["npm run mapping -- cut-off alice --stack prod", "npm run mapping -- restore alice --stack prod"],
  exitCodes: { 0: "done", 1: "something could not be done" },
};

type Action = (target: PeopleTarget, given: Given<typeof OPTIONS>, operand: string | undefined) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = {
  "cut-off": (target, given, operand) =>
    cutOffCommand(target, personOf(target, given, operand), given["delete-apps"], say),
  restore: (target, given, operand) => restoreCommand(target, personOf(target, given, operand), say),
  permissions: printPermissions,
};

export const run = command(MANUAL, async (given, [name = "", operand]) => {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw wrong(MANUAL, `There is no npm run mapping -- ${name}.${didYouMean(name, Object.keys(ACTIONS))}`);
  return action(await peopleTarget(given), given, operand);
});

function personOf(target: PeopleTarget, { subject }: Given<typeof OPTIONS>, operand: string | undefined) {
  if (operand === undefined) throw wrong(MANUAL, "Whom? Name their profile, e.g. alice or d-…/alice.");
  return personByProfile(operand, target, subject);
}

function printPermissions({ place, operator, studioDomainId }: PeopleTarget): Promise<number> {
  const document = cutOffPermissions(place, { ...operator, domainIds: [studioDomainId] });
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return Promise.resolve(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
