import type { Setting } from "../key";

/** What has to be set, one leaf after the other, for a place to have a value. No command sets nothing, an empty list or an empty map. */
export function settingsOf(value: unknown, at = ""): Setting[] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [{ at, value }];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap((each: unknown, index) => settingsOf(each, `${at}[${index}]`))
    : Object.entries(value).flatMap(([name, each]) => settingsOf(each, `${at}${segment(name)}`));
}

/** One step of a path into a map. */
export function segment(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `["${name.replaceAll('"', '\\"')}"]`;
}
