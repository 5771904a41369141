import { projectRoot } from "../../../infra/project-root";
import { REGION_FAULTS } from "../../cloud/rekognition/faults";
import { command } from "../../command-line/command";
import { nameOption, runningLaptop } from "../../command-line/laptop-name";
import { askControl, type PoolState } from "../../control";
import { UserError } from "../../user-error";

export const run = command(
  {
    command: "npm run fault",
    about:
      `Makes a Region of the running laptop sick, or well again with "off". Faults: ${Object.keys(REGION_FAULTS).join(", ")}. ` +
      "Without arguments it says how every Region and queue is, and what each fault does.",
    operands: { shown: "[<region> <fault>]", least: 0, most: 2 },
    options: { name: nameOption() },
    examples: ["npm run fault -- eu-west-1 black-hole", "npm run fault -- eu-west-1 off", "npm run fault"],
    exitCodes: { 0: "done", 1: "the laptop is not running, or it has no such Region or fault" },
  },
  async ({ name }, [region, fault]) => {
    const { control } = await runningLaptop(projectRoot(), name);
    if (region !== undefined) {
      if (fault === undefined) throw new UserError(`Which fault should ${region} have?\n${kinds()}`);
      await askControl(control, "/fault", { region, fault });
    }
    const { regions, waiting } = await askControl<PoolState>(control, "/pool");
    const lines = regions.map((state) => `${state.region.padEnd(16)} ${state.fault ?? "well"}`);
    const queues = Object.entries(waiting).map(([name, count]) => `${name}: ${count} waiting`);
    process.stdout.write(`${[...lines, ...queues, ...(region === undefined ? ["", kinds()] : [])].join("\n")}\n`);
    return 0;
  },
);

function kinds(): string {
  const lines = Object.entries({ off: "the Region is well", ...REGION_FAULTS });
  return lines.map(([kind, meaning]) => `  ${kind.padEnd(14)} ${meaning}`).join("\n");
}
