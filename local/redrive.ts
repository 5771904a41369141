import { projectRoot } from "../infra/project-root";
import { askControl, type Redriven } from "./control";
import { readLocalJson } from "./local-json";
import { UserError } from "./user-error";

/** `npm run redrive`: has the running laptop try its failed images again, as `aws sqs start-message-move-task` does on AWS. */
export async function run(args: string[]): Promise<void> {
  if (args.length > 0) throw new UserError(`npm run redrive -- ${args.join(" ")}: it takes no arguments.`);
  const { control } = readLocalJson(projectRoot());
  const { redriven } = await askControl<Redriven>(control, "/redrive", {});
  process.stdout.write(`${said(redriven)}\n`);
}

function said(count: number): string {
  if (count === 0) return "Nothing waits among the failed images.";
  return `${count} failed ${count === 1 ? "image goes" : "images go"} back to the queue, to be tried again.`;
}
