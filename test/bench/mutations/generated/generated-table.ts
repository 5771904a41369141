import type { Covered, GeneratedRun } from "./generated-run";
import type { Why } from "./survivors";

type Outcome = "a rule breaks" | Why;

const OUTCOMES: readonly Outcome[] = ["a rule breaks", "redundant", "stricter", "replaced", "SILENT"];

/** Counts by kind of change, then every statement that had something to spare, then whatever nobody noticed. */
export function generatedText(run: GeneratedRun): string {
  return [counts(run), rules(run), spare(run.survivors), silent(run.survivors)].join("\n\n");
}

export function silentOnes({ survivors }: GeneratedRun): readonly Covered[] {
  return survivors.filter(({ why }) => why === "SILENT");
}

function counts({ killed, survivors }: GeneratedRun): string {
  const all = [
    ...killed.map(({ change: { kind } }) => ({ kind, outcome: "a rule breaks" })),
    ...survivors.map(({ change: { kind }, why }) => ({ kind, outcome: why })),
  ];
  const kinds = [...new Set(all.map(({ kind }) => kind as string))].sort();
  const row = (name: string, of: typeof all) =>
    [
      name.padEnd(26),
      ...OUTCOMES.map((outcome) =>
        String(of.filter((each) => each.outcome === outcome).length).padStart(outcome.length),
      ),
    ].join("  ");
  return [
    ["".padEnd(26), ...OUTCOMES].join("  "),
    ...kinds.map((kind) =>
      row(
        kind,
        all.filter((each) => each.kind === kind),
      ),
    ),
    row(`all ${all.length}`, all),
  ].join("\n");
}

/** Which rules broke, and by what that showed. */
function rules({ killed }: GeneratedRun): string {
  const by = new Map<string, number>();
  for (const { open } of killed) {
    const said = `${open.rule} ${open.status}, ${open.by}`;
    by.set(said, (by.get(said) ?? 0) + 1);
  }
  const lines = [...by].sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }));
  return ["First rule found to break:", ...lines.map(([said, count]) => `${String(count).padStart(5)}  ${said}`)].join(
    "\n",
  );
}

function spare(survivors: readonly Covered[]): string {
  const by = new Map<string, Covered[]>();
  for (const each of survivors.filter(({ why }) => why !== "SILENT")) {
    const key = `${each.why} ${each.change.where}`;
    by.set(key, [...(by.get(key) ?? []), each]);
  }
  return [...by.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, of]) => `${String(of.length).padStart(5)}  ${key}${because(of)}`)
    .join("\n");
}

function because([first]: readonly Covered[]): string {
  switch (first?.why) {
    case "redundant":
      return first.cover === undefined ? ": no request is answered otherwise" : `: ${first.cover} makes up for it`;
    case "stricter":
      return `: ${first.changes[0]?.sentence ?? ""} (${first.change.kind})`;
    default:
      return "";
  }
}

function silent(survivors: readonly Covered[]): string {
  const lines = survivors
    .filter(({ why }) => why === "SILENT")
    .map(
      ({ change, changes }) =>
        `SILENT  ${change.where}: ${change.kind}, ${change.what}; ${changes[0]?.kind ?? ""} ${changes[0]?.sentence ?? ""}`,
    );
  return [...lines, `${lines.length} silent`].join("\n");
}
