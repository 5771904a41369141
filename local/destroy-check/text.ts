/** The list for people: what stops a destroy first, then what it leaves and what takes time. Pure. */
import type { Hold } from "./holds";

const EFFECTS = [
  ["stops", "Stops pulumi destroy"],
  ["stays", "May be left when it has ended"],
  ["waits", "Makes it take longer"],
] as const;

/** @param whose e.g. "Stack prod on AWS" */
export function holdsText(holds: readonly Hold[], whose: string): string {
  const stopping = holds.filter(({ effect }) => effect === "stops").length;
  const verdict =
    stopping === 0
      ? "nothing stops pulumi destroy."
      : `${stopping} ${stopping === 1 ? "thing stops" : "things stop"} pulumi destroy.`;
  const parts = EFFECTS.flatMap(([effect, title]) => {
    const some = holds.filter((hold) => hold.effect === effect);
    return some.length === 0 ? [] : ["", `${title}:`, ...some.flatMap(lines)];
  });
  return [`${whose}: ${verdict}`, ...parts, ""].join("\n");
}

function lines({ what, why, remove }: Hold): string[] {
  return [`- ${what}`, `  because ${why}`, ...remove.map((line) => `    ${line}`)];
}
