import type { Found, FoundApp, FoundSpace } from "./found";
import { isHolding } from "./next-step";

/** One app or space in a line. */
export function named(one: FoundApp | FoundSpace): string {
  if ("type" in one)
    return `app ${one.type} "${one.name}" ${one.owner.kind === "space" ? "in space" : "of"} ${one.owner.name}`;
  const owner = one.owner === undefined ? "" : ` of ${one.owner}`;
  return `space ${one.name} (${one.isPrivate ? "private" : "shared"}${owner})`;
}

/** "2 apps and 1 space". */
export function counted({ apps, spaces }: Found): string {
  const some = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
  return `${some(apps.filter(isHolding).length, "app")} and ${some(spaces.length, "space")}`;
}

export function isEmpty({ apps, spaces }: Found): boolean {
  return spaces.length === 0 && !apps.some(isHolding);
}

/** What is there, what deleting it costs, and the command that does it. @param whose "Studio domain d-…" or "alice, in …" */
export function listing(found: Found, whose: string, commandLine: string): string {
  if (isEmpty(found)) return `${whose}: no apps and no spaces. Nothing of them holds up a destroy.\n`;
  const lines = [...found.apps.filter(isHolding), ...found.spaces].map((one) => `  ${named(one)}: ${one.status}`);
  return [
    `${whose}: ${counted(found)}, and each holds up pulumi destroy and the removal of its profile.`,
    ...lines,
    "Deleting a space deletes the files on its volume for good; home folders (EFS) stay. Nothing was deleted yet:",
    `  ${commandLine}`,
    "",
  ].join("\n");
}
