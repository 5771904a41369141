import { rowsOf } from "../../../local/audit/html/columns";

const box = (id: string, column: number) => ({ id, column });
const line = (from: string, to: string) => ({ from, to });

function crossings(rows: ReadonlyMap<string, number>, lines: readonly ReturnType<typeof line>[]): number {
  const row = (id: string) => rows.get(id) ?? 0;
  const pairs = lines.flatMap((one, index) => lines.slice(index + 1).map((other) => [one, other] as const));
  return pairs.filter(([one, other]) => (row(one.from) - row(other.from)) * (row(one.to) - row(other.to)) < 0).length;
}

test("lines that need not cross do not", () => {
  const boxes = [box("a", 0), box("b", 0), box("c", 0), box("x", 1), box("y", 1), box("z", 1)];
  const lines = [line("a", "z"), line("b", "y"), line("c", "x")];
  expect(crossings(rowsOf(boxes, lines), lines)).toBe(0);
});

test("a column with fewer boxes stands in the middle, and no two boxes of a column overlap", () => {
  const boxes = [box("api", 0), ...["r1", "r2", "r3", "r4"].map((id) => box(id, 1))];
  const rows = rowsOf(boxes, [line("api", "r3")]);
  expect(rows.get("api")).toBe(1.5);
  const roles = ["r1", "r2", "r3", "r4"].map((id) => rows.get(id) ?? 0).sort();
  expect(roles).toEqual([0, 1, 2, 3]);
});

test("nothing to draw is drawn as nothing", () => expect(rowsOf([], []).size).toBe(0));
