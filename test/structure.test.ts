import * as fs from "node:fs";
import * as path from "node:path";

/** Who may import whom. A folder not named on the right of an arrow is refused; `test/` may import everything. */
const ARROWS: Record<string, readonly string[]> = {
  policies: ["policies"],
  functions: ["functions/aws", "functions/contract", "functions/http", "functions/people", "functions/pool"],
  infra: ["infra", "policies", "functions"],
  local: ["local", "infra", "functions", "policies"],
};
const MAX_LINES = 250;
const MAX_TEST_LINES = 300;

const root = path.resolve(__dirname, "..");
const sources = Object.keys(ARROWS).flatMap((folder) => filesIn(folder));

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports = sources.filter((file) => /\.(ts|mjs)$/.test(file)).flatMap(importsOf);

test("there are sources to look at, and imports among them", () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(100);
});

test("imports run one way only", () => {
  expect(imports.filter(({ from, to }) => to.startsWith(".") || !isAllowed(from, to))).toEqual([]);
});

test("no file needs itself, by however many others", () => {
  const known = new Map(sources.map((file) => [file.replace(/\.ts$/, ""), file]));
  const needed = new Map(sources.map((file) => [file, [] as string[]]));
  for (const { from, to } of imports) {
    const file = known.get(to) ?? known.get(`${to}/index`);
    if (file !== undefined) needed.get(from)?.push(file);
  }
  // A folder that needs none of those left goes; what then stays needs itself.
  for (let before = -1; before !== needed.size;) {
    before = needed.size;
    for (const [file, others] of needed) if (!others.some((other) => needed.has(other))) needed.delete(file);
  }
  expect([...needed.keys()]).toEqual([]);
});

test("no two folders need each other, but for a folder and what is inside it", () => {
  const folders = (spec: string): string => path.posix.dirname(spec);
  const needs = new Set(imports.map(({ from, to }) => `${folders(from)} ${folders(to)}`));
  const isInside = (one: string, other: string) => `${one}/`.startsWith(`${other}/`);
  const both = [...needs].filter((pair) => {
    const [from = "", to = ""] = pair.split(" ");
    return from < to && !isInside(from, to) && !isInside(to, from) && needs.has(`${to} ${from}`);
  });
  expect(needs.size).toBeGreaterThan(100);
  expect(both).toEqual([]);
});

/** Files of source or tests that a folder holds, itself and not below: what a reader takes in at once. */
const MAX_FILES = 20;
const FULLER_FOLDERS: readonly string[] = [];

test("a folder is small enough to be read at once", () => {
  const held = new Map<string, number>();
  for (const file of [...sources, ...filesIn("test")].filter((each) => /\.(ts|mjs)$/.test(each))) {
    const folder = path.posix.dirname(file);
    held.set(folder, (held.get(folder) ?? 0) + 1);
  }
  const full = [...held].filter(([, count]) => count > MAX_FILES).map(([folder]) => folder);
  expect(full).toEqual(FULLER_FOLDERS);
});

test("the solver of formulas knows nothing of what they are about, and bounds know nothing of the search", () => {
  const from = (room: string) => imports.filter((each) => each.from.startsWith(`policies/audit/${room}/`));
  const known = /^policies\/audit\/(sat\/|remembered$)/;
  expect(from("sat").filter(({ to }) => !known.test(to))).toEqual([]);
  expect(from("encode").filter(({ to }) => to.startsWith("policies/audit/prove/"))).toEqual([]);
  expect(from("sat").length).toBeGreaterThan(20);
});

test("policies know neither Pulumi nor any SDK nor any package at all", () => {
  const packages = packageImports("policies").filter(({ to }) => !to.startsWith("node:"));
  expect(packages).toEqual([]);
});

test("AWS's provider is imported service by service: its index has the compiler read all of it", () => {
  const whole = ["infra", "local", "policies", "test"].flatMap((folder) => packageImports(folder));
  // The benchmark loads the index in a process of its own, to compare with.
  const known = ["test/bench/start.ts"];
  expect(whole.filter(({ from, to }) => to === "@pulumi/aws" && !known.includes(from))).toEqual([]);
});

test("functions know no Pulumi", () => {
  expect(packageImports("functions").filter(({ to }) => to.includes("pulumi"))).toEqual([]);
});

test("infra runs no function's code: it takes entry paths, environment types and texts, and pure names", () => {
  const taken = imports.filter(({ from, to }) => from.startsWith("infra/") && to.startsWith("functions/"));
  const allowed =
    /^functions\/(contract\/[a-z-]+(\.json)?|[a-z-]+\/env|authorizer\/token-rules|pool\/(operations(\/[a-z-]+)?|lanes\/[a-z-]+|pool-text))$/;
  expect(taken.filter(({ to }) => !allowed.test(to))).toEqual([]);
});

test("the endpoint condition is spelled in one source file, which evaluator and doors import", () => {
  // What the audit writes (the baseline, the page of published designs) quotes policies and requests.
  const written = sources.filter((file) => !/^policies\/(baseline\/.+\.json|published-designs\.md)$/.test(file));
  const spelled = written.filter((file) => /sourcevpce\b/i.test(withoutImportedName(read(file))));
  expect(spelled).toEqual(["policies/from-our-endpoints.ts"]);
  const importers = imports.filter(({ to }) => to === "policies/from-our-endpoints").map(({ from }) => from);
  expect(importers.some((file) => file.startsWith("policies/evaluate/"))).toBe(true);
  expect(importers.some((file) => file.startsWith("local/cloud/"))).toBe(true);
});

test.each(sources.filter((file) => !file.endsWith(".json")))("%s is short enough to be read at once", (file) => {
  expect(lines(file)).toBeLessThanOrEqual(MAX_LINES);
});

test("test files stay readable too", () => {
  const long = filesIn("test").filter((file) => /\.(ts|cjs)$/.test(file) && lines(file) > MAX_TEST_LINES);
  expect(long).toEqual([]);
});

/** A bucket that fills while its calls are under way: how long they took is part of what is expected, not expected itself. */
const MEASURES_TIME = ["test/local/cloud/rekognition/faults.slow.test.ts"];

test("no test asks how long something took: on a busy machine everything takes long", () => {
  const tests = filesIn("test").filter((file) => file.endsWith(".test.ts") && file !== "test/structure.test.ts");
  const timed = tests.filter((file) => /performance\.now\(|hrtime|Date\.now\(\) - |console\.time\(/.test(read(file)));
  expect(timed.filter((file) => !MEASURES_TIME.includes(file))).toEqual([]);
});

// `pulumi new` writes the new project's name over the first and its description over the second, in every file that is text.
test.each(["{PROJECT}", "{DESCRIPTION}"])("no file has the placeholder %s of Pulumi's templates", (word) => {
  const placeholder = ["$", word].join("");
  const all = [
    ...sources,
    ...filesIn("test"),
    ...fs.readdirSync(root).filter((name) => /\.(md|ya?ml|json|mjs)$/.test(name)),
  ];
  expect(all.filter((file) => read(file).includes(placeholder))).toEqual([]);
});

test("names say what is inside", () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|lib|shared)(\.[a-z]+|\/)/i;
  expect([...sources, ...filesIn("test")].filter((file) => vague.test(file))).toEqual([]);
});

test("every statement says its sentence once, so that its line can be found by it", () => {
  const sids = filesIn("policies").flatMap((file) =>
    [...read(file).matchAll(/Sid: "([^"]+)"/g)].map((match) => match[1]),
  );
  expect(sids.length).toBeGreaterThan(30);
  expect(sids.filter((sid, index) => sids.indexOf(sid) !== index)).toEqual([]);
});

test("no partition is hard-coded outside the partition table", () => {
  const literal = /arn:aws[:-]|amazonaws\.com\b(?!.*servicePrincipal)/;
  const hard = sources
    .filter(
      (file) => /^(infra|policies|functions)\//.test(file) && file !== "infra/partition.ts" && file.endsWith(".ts"),
    )
    .flatMap((file) => code(file).map((line) => `${file}: ${line.trim()}`))
    .filter(
      (line) =>
        literal.test(line) && !/Service: "[a-z0-9]+\.amazonaws\.com"|principal: "[a-z]+\.amazonaws\.com"/.test(line),
    );
  expect(hard).toEqual([]);
});

/** SOURCE_VPCE, the imported name, is how all others refer to the key. */
function withoutImportedName(text: string): string {
  return text.replaceAll("SOURCE_VPCE", "");
}

function isAllowed(from: string, to: string): boolean {
  const own = from.split("/").slice(0, 2).join("/");
  const folder = from.split("/")[0] ?? "";
  const ownPart = folder === "functions" ? [own] : [];
  return [...(ARROWS[folder] ?? []), ...ownPart].some((allowed) => to.startsWith(`${allowed}/`));
}

/** Imports of our own files, as paths from the project root without extension. */
function importsOf(file: string): Import[] {
  return specifiers(file)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => ({ from: file, to: path.relative(root, path.resolve(root, path.dirname(file), specifier)) }));
}

function packageImports(folder: string): Import[] {
  return filesIn(folder)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => specifiers(file).map((to) => ({ from: file, to })))
    .filter(({ to }) => !to.startsWith("."));
}

function specifiers(file: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)[^;]*?from "([^"]+)"|(?:import|require)\("([^"]+)"\)|(?:^|\n)import "([^"]+)"/g;
  return [...read(file).matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function code(file: string): string[] {
  return read(file)
    .split("\n")
    .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));
}

function filesIn(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
    .filter((file) => fs.statSync(path.join(root, file)).isFile())
    .sort();
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), "utf8");
}

function lines(file: string): number {
  return read(file).split("\n").length;
}
