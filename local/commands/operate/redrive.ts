import { projectRoot } from "../../../infra/project-root";
import { command } from "../../command-line/command";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { askControl, type Redriven } from "../../control";

export const run = command(
  {
    command: "npm run redrive",
    about:
      "Has the running laptop try its failed images again: puts what lies among the dead letters back into the queue it came from, " +
      "as `aws sqs start-message-move-task` does on AWS.",
    options: { name: nameOption() },
    examples: ["npm run redrive"],
    exitCodes: { 0: "done, or nothing to do", 1: "the laptop is not running, or its program has no pool" },
  },
  async ({ name }) => {
    const { control } = await runningLaptop(projectRoot(), name);
    const { redriven } = await askControl<Redriven>(control, "/redrive", {});
    process.stdout.write(`${said(redriven)}\n`);
    return 0;
  },
);

function said(count: number): string {
  if (count === 0) return "Nothing waits among the failed images.";
  return `${count} failed ${count === 1 ? "image goes" : "images go"} back to the queue, to be tried again.`;
}
