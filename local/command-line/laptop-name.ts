import { isAlive } from "../claim";
import { type LocalJson, notRunning, readLocalJson, UNNAMED } from "../local-json";
import type { Option } from "./manual";

/** Part of file names, and of what people type. */
const NAME = /^[a-z0-9](-?[a-z0-9]){0,19}$/;

/** `--name` of every command that is about a laptop, when several run in this folder. */
export function nameOption(about = "of the laptop, when it was started with one"): Option<string> {
  return {
    takes: "<name>",
    about,
    otherwise: UNNAMED,
    read(given) {
      if (NAME.test(given)) return given;
      throw new Error("it has to be 1 to 20 small letters, digits and single hyphens");
    },
  };
}

/** Where the laptop of this name is. @throws UserError when it is not running, or not yet */
export async function runningLaptop(projectRoot: string, name: string): Promise<LocalJson> {
  const found = readLocalJson(projectRoot, name);
  if (!(await isAlive(found))) throw notRunning(projectRoot, name);
  return found;
}
