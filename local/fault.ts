import { projectRoot } from "../infra/project-root";
import { REGION_FAULTS } from "./cloud/rekognition/faults";
import { askControl, type PoolState } from "./control";
import { readLocalJson } from "./local-json";
import { UserError } from "./user-error";

/** `npm run fault -- <region> <kind|off>`: makes a Region of the running laptop sick, or well again. Alone it says how they are. */
export async function run(args: string[]): Promise<void> {
  const { control } = readLocalJson(projectRoot());
  const [region, fault, ...more] = args;
  if (region !== undefined) {
    if (fault === undefined || more.length > 0)
      throw new UserError(`npm run fault -- ${args.join(" ")}: allowed are a Region and a fault.\n${kinds()}`);
    await askControl(control, "/fault", { region, fault });
  }
  const { regions, waiting } = await askControl<PoolState>(control, "/pool");
  const lines = regions.map((state) => `${state.region.padEnd(16)} ${state.fault ?? "well"}`);
  const queues = Object.entries(waiting).map(([name, count]) => `${name}: ${count} waiting`);
  process.stdout.write(`${[...lines, ...queues, ...(region === undefined ? ["", kinds()] : [])].join("\n")}\n`);
}

function kinds(): string {
  const lines = Object.entries({ off: "the Region is well", ...REGION_FAULTS });
  return lines.map(([kind, meaning]) => `  ${kind.padEnd(14)} ${meaning}`).join("\n");
}
