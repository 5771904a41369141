import { API_CHECKS } from "./api-checks";
import { DEPLOYMENT_CHECKS } from "./deployment-checks";
import type { LiveCheck, LiveStack } from "./live-check";
import { STUDIO_CHECKS } from "./studio-checks";

/** All of them, in the order in which a person with an account meets them. */
export const CHECKLIST: readonly (readonly [area: string, checks: readonly LiveCheck[]])[] = [
  ["Deployment", DEPLOYMENT_CHECKS],
  ["API", API_CHECKS],
  ["Studio", STUDIO_CHECKS],
];

export const CHECKS: readonly LiveCheck[] = CHECKLIST.flatMap(([, checks]) => checks);

const FROM: Record<LiveCheck["from"], string> = {
  office: "from a computer in the office's network",
  terminal: "from any terminal with the account's credentials",
  notebook: "in a notebook's terminal, inside Studio",
};

/** The check as a person works through it: question, steps with the stack's own values, and what each answer means. */
export function checkText(check: LiveCheck, stack: LiveStack): string {
  const steps = check.steps(stack);
  const head = `${check.name}: ${check.question}`;
  if (steps.length === 0) return `${head}\n  Does not concern this stack.\n`;
  const answers = check.answers.map(({ seen, means }) => `  ${seen}\n    → ${means}\n`);
  return [`${head}\n  (${FROM[check.from]})\n`, ...steps.map((step) => `  ${step}\n`), ...answers].join("");
}

/** For infra/README.md. */
export function checkTable(): string {
  const rows = CHECKLIST.flatMap(([area, checks]) =>
    checks.map(({ name, question, answers: [, ...others] }) => {
      const otherwise = others.map(({ seen, means }) => `${seen}: ${means}`).join("; ");
      return `| ${area} | \`${name}\` | ${question} | ${otherwise} |`;
    }),
  );
  return ["| | name | question | if it is not as the design hopes |", "|---|---|---|---|", ...rows, ""].join("\n");
}
