import { command, wrong } from "../../command-line/command";
import { flag, type Manual, optionalText } from "../../command-line/manual";
import { didYouMean } from "../../command-line/nearest";
import { ACTIONS } from "../../mapping/actions";
import { checkNamesCommand, ruleIn } from "../../mapping/check/command";
import { PEOPLE_OPTIONS, peopleTarget } from "../../mapping/target";

const OPTIONS = {
  "dry-run": flag("import: checks the file and says what would be written"),
  rule: optionalText("<json>", "check <names.txt>: a profileNameRule to try in place of the stack's"),
  subject: optionalText("<sub>", "the person by the token's sub; beside a profile: their sessions too"),
  "delete-apps": flag("cut-off: also deletes every app of theirs; spaces and files stay"),
  "keep-disabled": flag("restore: lifts the cut-off and leaves the row disabled"),
  ...PEOPLE_OPTIONS,
};

const MANUAL: Manual<typeof OPTIONS> = {
  command: "npm run mapping",
  about:
    "People and their profiles. Table mode: import <file.csv>, list, show, disable, enable, remove <person>, check. " +
    "Any mode: cut-off <person> (no new URLs, sessions end), restore <person>, permissions (IAM policy), check <names.txt>. " +
    "A person: profile, caller id or --subject.",
  operands: { shown: "<action> [<person> or <file>]", least: 1, most: 2 },
  options: OPTIONS,
  examples: ["npm run mapping -- import people.csv --dry-run"],
  exitCodes: { 0: "done, or nothing to do", 1: "a fault was found, or something could not be done" },
};

export const run = command(MANUAL, async (given, [name = "", operand]) => {
  // A reader that stops (`… | head`) does not stop a cut-off or an import halfway.
  process.stdout.on("error", () => undefined);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw wrong(MANUAL, `There is no action ${name}.${didYouMean(name, Object.keys(ACTIONS))}`);
  const { stack, name: laptop, rule, ...asked } = given;
  if (name === "check" && operand !== undefined && rule !== undefined)
    return checkNamesCommand(operand, ruleIn(rule), say);
  const target = await peopleTarget({ stack, name: laptop });
  if (name === "check" && operand !== undefined)
    return checkNamesCommand(operand, target.operator.profileNameRule ?? {}, say);
  return action(target, { ...asked, operand }, say);
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
