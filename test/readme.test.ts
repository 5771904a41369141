import * as fs from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { PROBLEM_CODES, problemDocument, problemStatus } from "../functions/contract/problem";
import type { Key } from "../infra/config/key";
import { KEYS } from "../infra/config/settings";
import { checkTable } from "../local/verify-live/checklist";
import { costLine, runbookTable } from "./infra/monitoring/runbook";
import manifest from "../package.json";

const root = path.resolve(__dirname, "..");
const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");

/** Tables that are made from the source, and their pages. `UPDATE_README=1 npm test -- readme` writes them anew. */
const TABLES: readonly [name: string, page: string, make: () => string][] = [
  ["errors", "functions/README.md", errorsTable],
  ["config", "infra/README.md", configTable],
  ["verify-live", "infra/README.md", checkTable],
  ["runbook", "infra/monitoring/README.md", runbookTable],
  ["cost", "infra/monitoring/README.md", costLine],
];

test.each(TABLES)("the table of %s in %s is what the source says", (name, page, make) => {
  const file = path.join(root, page);
  const [begin, end] = [`<!-- ${name}:begin -->\n`, `<!-- ${name}:end -->`];
  const current = fs.readFileSync(file, "utf8");
  const [before = "", rest = ""] = current.split(begin);
  const [table = "", after = ""] = rest.split(end);
  if (process.env["UPDATE_README"]) fs.writeFileSync(file, [before, begin, make(), end, after].join(""));
  else expect(table).toBe(make());
});

/** Every page that a person reads, README among them. */
const PAGES = fs
  .readdirSync(root, { withFileTypes: true })
  .filter(({ name }) => !name.startsWith(".") && !["node_modules", "build"].includes(name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? fs
          .readdirSync(path.join(root, entry.name), { recursive: true, encoding: "utf8" })
          .map((inner) => path.join(entry.name, inner))
      : [entry.name],
  )
  .filter((name) => name.endsWith(".md"));

describe.each(PAGES)("%s", (page) => {
  const text = fs.readFileSync(path.join(root, page), "utf8");

  test("every link leads to a file or a heading", () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? "");
    const dead = links.filter((link) => !/^https?:/.test(link) && !leadsSomewhere(link, page));
    expect(dead).toEqual([]);
  });

  test("every npm command is a script", () => {
    const commands = [...text.matchAll(/npm (?:run (?:-s )?)?(start|test|[a-z-]+(?::[a-z]+)?)/g)].map(
      (match) => match[1] ?? "",
    );
    const scripts = new Set([...Object.keys(manifest.scripts), "ci", "is"]);
    expect(commands.filter((command) => !scripts.has(command))).toEqual([]);
  });
});

test("there are pages, and README leads on", () => {
  expect(PAGES).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", "SECURITY.md"]));
  expect([...readme.matchAll(/\]\(([^)]+)\)/g)].length).toBeGreaterThan(20);
  expect(readme.split("\n").length).toBeLessThanOrEqual(160);
});

function leadsSomewhere(link: string, page: string): boolean {
  const [to = "", heading] = link.split("#");
  const target = to === "" ? path.join(root, page) : path.join(root, path.dirname(page), to);
  if (!fs.existsSync(target)) return false;
  if (heading === undefined) return true;
  const headings = [...fs.readFileSync(target, "utf8").matchAll(/^#+ (.+)$/gm)].map((match) => slug(match[1] ?? ""));
  return headings.includes(heading);
}

function errorsTable(): string {
  const rows = PROBLEM_CODES.map(
    (code) => `| \`${code}\` | ${problemStatus(code)} | ${problemDocument({ code, detail: "" }, "").title} |`,
  );
  return ["| code | status | meaning |", "|---|---|---|", ...rows, ""].join("\n");
}

interface ProjectFile {
  readonly config: Record<string, { description: string }>;
}

function configTable(): string {
  const { config } = load(fs.readFileSync(path.join(root, "Pulumi.yaml"), "utf8")) as ProjectFile;
  const keys: Readonly<Record<string, Key<unknown>>> = KEYS;
  const rows = Object.entries(config).map(([name, { description }]) => {
    const key = keys[name];
    const value = key?.default === undefined ? "**required**" : `\`${JSON.stringify(key.default)}\``;
    return `| \`${name}\` | ${key?.type ?? ""} | ${value} | ${description.replaceAll("|", "\\|").trim()} |`;
  });
  return ["| key | type | default | meaning |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, "")
    .replaceAll(" ", "-");
}
