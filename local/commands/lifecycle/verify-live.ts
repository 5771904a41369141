import { command } from "../../command-line/command";
import { optionalText } from "../../command-line/manual";
import { outputsOrSample } from "../../operator/outputs-or-sample";
import { UserError } from "../../user-error";
import { CHECKLIST, CHECKS, checkText } from "../../verify-live/checklist";
import { liveStack } from "../../verify-live/live-stack";

const MANUAL = {
  command: "npm run verify-live",
  about:
    "Prints what only an AWS account can settle, once for each deployment: each question with the commands that answer it, made of the " +
    "stack's own outputs, and what each answer means for config. It calls nothing itself: you read each command before you run it.",
  options: {
    stack: optionalText("<name>", "the deployed stack; without it a sample with made-up names"),
    only: optionalText("<name>", `one of ${CHECKS.map(({ name }) => name).join(", ")}`),
  },
  examples: ["npm run verify-live -- --stack prod", "npm run verify-live -- --stack prod --only link-twice"],
  exitCodes: { 0: "the checks are printed", 1: "the stack has no such outputs, or the Pulumi CLI does not answer" },
};

export const run = command(MANUAL, async ({ stack, only }) => {
  if (only !== undefined && !CHECKS.some(({ name }) => name === only))
    throw new UserError(
      `--only is ${JSON.stringify(only)}, which is not a check; there are ${CHECKS.map(({ name }) => name).join(", ")}.`,
    );
  const live = liveStack(await outputsOrSample(stack));
  for (const [area, checks] of CHECKLIST) {
    const chosen = checks.filter(({ name }) => only === undefined || name === only);
    if (chosen.length === 0) continue;
    process.stdout.write([`## ${area}\n`, ...chosen.map((check) => checkText(check, live))].join("\n") + "\n");
  }
  return 0;
});
