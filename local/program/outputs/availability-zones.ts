const DIRECTIONS: Readonly<Record<string, string>> = {
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  central: "c",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

/** The names of a Region's availability zones that the program sees. Three: every Region we can name has as many. */
export function zoneNames(region: string): string[] {
  return ["a", "b", "c"].map((letter) => `${region}${letter}`);
}

/**
 * The zone's id, e.g. `euc1-az1` for `eu-central-1a`. Real accounts shuffle the mapping; the first zone is the first here.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
export function zoneIdOf(zone: string): string {
  const letter = zone.slice(-1);
  const parts = zone.slice(0, -1).split("-");
  const short = parts.map((part) => DIRECTIONS[part] ?? part).join("");
  return `${short}-az${letter.charCodeAt(0) - "a".charCodeAt(0) + 1}`;
}
