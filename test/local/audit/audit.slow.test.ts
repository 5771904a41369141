import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import Ajv from "ajv";
import { type Browser } from "playwright-core";
import { projectRoot } from "../../../infra/project-root";
import schema from "../../../local/audit/report-schema.json";
import type { Graph } from "../../../local/program/graph";
import type { AuditReport } from "../../../policies/audit/report";
import { withBeside, withInputs, withStatements } from "../../policies/audit/rules/changed-graph";
import { graphOf } from "../../variants";
import { launchBrowser, patientContext } from "../browser";

const root = projectRoot();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "audit-"));
const dev = graphOf("dev");
/** For what is the same of any environment: the audit of this one takes a third of the time. */
const small = graphOf("existing-domain");

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
  for (const made of ["build/audit/moon-deployed", "build/policies/moon-deployed"])
    fs.rmSync(path.join(root, made), { recursive: true, force: true });
});

/** Without any variable that could hold a credential. */
const env = { PATH: process.env["PATH"], HOME: folder, NODE_OPTIONS: process.env["NODE_OPTIONS"] };
/** A day on which every exception is good, whenever the tests are run. */
const ON = ["--on", "2027-01-04"];

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function audit(...args: string[]): Ended {
  return spawnSync(process.execPath, ["local/run.mjs", "audit", ...args], { cwd: root, env, encoding: "utf8" });
}

interface EndedInARow extends Ended {
  /** Of its report, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The same several times, in one process. */
function auditsInARow(all: readonly { readonly args: readonly string[]; readonly reports?: string }[]): EndedInARow[] {
  const [asked, answered] = [path.join(folder, "asked.json"), path.join(folder, "answered.json")];
  fs.writeFileSync(asked, JSON.stringify(all));
  execFileSync(process.execPath, ["test/local/audit/audits-in-a-row.cjs", asked, answered], { cwd: root, env });
  return JSON.parse(fs.readFileSync(answered, "utf8")) as EndedInARow[];
}

function filesOf(stack: string): Readonly<Record<string, string>> {
  const names = ["report.html", "report.json", "report.md", "report.sarif"];
  return Object.fromEntries(
    names.map((name) => [name, fs.readFileSync(path.join(root, "build/audit", stack, name), "utf8")]),
  );
}

/** As `pulumi stack export` writes it. */
function exported(graph: Graph, name: string, stack = "dev"): string {
  const resources = graph.resources.map(({ urn, type, custom, id, parent, inputs, outputs }) => {
    return { urn, type, custom, id, parent, inputs, outputs: { ...outputs, ...inputs } };
  });
  const file = path.join(folder, name);
  const text = JSON.stringify({ version: 3, deployment: { resources } });
  // Roles lie under paths that name the stack.
  const named = text.replaceAll("urn:pulumi:dev::", `urn:pulumi:${stack}::`).replaceAll("/dev/", `/${stack}/`);
  fs.writeFileSync(file, named);
  return file;
}

/** The studio-url function with other code. */
function withCode(graph: Graph, code: string): Graph {
  const isOurs = ({ type, name }: Graph["resources"][number]) =>
    type === "aws:lambda/function:Function" && name === "studio-url";
  return withInputs(graph, isOurs, (inputs) => ({ ...inputs, code }));
}

describe("npm run audit on the dev environment", () => {
  const first = audit(...ON);
  const files = filesOf("dev");

  it("proves every rule", () => {
    expect(first.stdout).toMatch(/^PROVED: All \d+ rules hold/);
    expect(first.status).toBe(0);
  });

  it("writes the same bytes again", () => {
    expect(audit(...ON).status).toBe(0);
    expect(filesOf("dev")).toEqual(files);
  });

  it("prints commands that run as they are pasted", () => {
    const lines = [...(files["report.html"] ?? "").matchAll(/<code class="command">([^<]+)</g)].map(
      ([, line]) => line ?? "",
    );
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of new Set(lines)) {
      const [, args = ""] = /^npm run audit -- ([\w .:=/-]+)$/.exec(line) ?? [];
      const { status, stdout } = audit(...args.split(" "));
      expect([args, status, stdout === ""]).toEqual([args, 0, false]);
    }
  });

  it("has every place of the page that it links to", () => {
    const all = (pattern: RegExp) => [...(files["report.html"] ?? "").matchAll(pattern)].map(([, name]) => name);
    const ids = new Set(all(/\sid="([^"]+)"/g));
    expect(all(/href="#([^"]+)"/g).filter((target) => !ids.has(target))).toEqual([]);
  });

  it("writes a report that fits its schema, and every document in a file of its own", () => {
    const report = JSON.parse(files["report.json"] ?? "") as AuditReport;
    const validate = new Ajv({ allErrors: true }).compile(schema);
    validate(report);
    expect(validate.errors).toBeNull();
    const written = fs.readdirSync(path.join(root, "build/policies/dev"));
    expect(written.length).toBeGreaterThanOrEqual(report.policies.length);
    expect(written).toContain("role-minting-trust.json");
  });
});

const wider = withBeside(dev, "AllowBecomingTheMintingRole", {
  Sid: "AllowMore",
  Effect: "Allow",
  Action: "bedrock:InvokeModel",
  Resource: "*",
});
const elsewhere = JSON.parse(JSON.stringify(dev).replaceAll("111122223333", "999988887777")) as Graph;
fs.writeFileSync(path.join(folder, "index.js"), 'a=class extends cmd(q,w,"GetObject",s){};new a(i)');
const odd = withCode(small, path.relative(root, folder));
const states = {
  wider: exported(wider, "wider.json"),
  codeless: exported(withCode(dev, "build/functions/nowhere"), "codeless.json"),
  elsewhere: exported(elsewhere, "elsewhere.json"),
  odd: exported(odd, "odd.json", "moon"),
  moon: exported(small, "moon.json", "moon"),
};

const MISTAKES: readonly (readonly [string[], RegExp])[] = [
  [["--stack", "moon"], /^There is no Pulumi\.moon\.yaml/m],
  [["fly"], /^npm run audit does not know "fly"\. See npm run audit -- --help\.\n$/],
  [["explain"], /^explain needs a rule \(P1\), --like with a claim \(--like P1\.2\), or the file of a request\. See/],
  [["explain", "P1.2"], /^P1\.2 is a claim: explain --like P1\.2\. See/],
  [["--like", "P1.2"], /^--like belongs to explain: npm run audit -- explain --like P1\.2\. See/],
  [["explain", "P1", "--set", "a=b"], /^--set changes a request, and P1 is a rule: /],
  [["--state", "nothing.json"], /^nothing\.json cannot be read as JSON/m],
  [["--state", "package.json"], /^package\.json: This is not a stack export/m],
];

describe("its exit codes", () => {
  let ended: Readonly<Record<keyof typeof states, EndedInARow>>;
  let mistaken: readonly EndedInARow[];
  beforeAll(() => {
    const reports = "build/audit/dev-deployed";
    const audits = Object.values(states).map((state) => ({ args: ["--state", state, ...ON], reports }));
    const outcomes = auditsInARow([...audits, ...MISTAKES.map(([args]) => ({ args }))]);
    mistaken = outcomes.slice(audits.length);
    ended = Object.fromEntries(Object.keys(states).map((name, index) => [name, outcomes[index]])) as typeof ended;
  });

  it("is 1 for a deployed stack with a hole, which it shows with the request and the line", () => {
    const holed = withStatements(
      withStatements(dev, "DenyMintingUnlessThroughOurSageMakerEndpoints", () => []),
      "AllowMintingForTheOneProfile",
      ({ Condition: _away, ...statement }) => statement,
    );
    const { status, stdout } = audit("--state", exported(holed, "holed.json"), ...ON);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^REFUTED: .*P1/);
    expect(stdout).toMatch(/NEW: role minting may sagemaker:CreatePresignedDomainUrl/);
    expect(filesOf("dev-deployed")["report.sarif"]).toContain('"uri": "policies/minting-role.ts"');
  });

  it("is 1 for a role that allows what its function's code never calls, and names function, action and repair", () => {
    const { status, stdout, files } = ended.wider;
    const fault =
      /Function studio-url is allowed bedrock:InvokeModel \(.*\), but nothing in its code calls it\. Take it out/;
    expect(status).toBe(1);
    expect(stdout).toMatch(fault);
    for (const name of ["report.html", "report.md", "report.sarif"]) expect(files[name]).toMatch(/bedrock:InvokeModel/);
    const { declaredActions } = JSON.parse(files["report.json"] ?? "") as AuditReport;
    expect(declaredActions.flatMap((row) => row.fault ?? [])).toEqual([expect.stringMatching(fault)]);
  });

  it("is 2 for a function whose code is not there", () => {
    const { status, stdout } = ended.codeless;
    expect(status).toBe(2);
    expect(stdout).toMatch(/The code of function studio-url \(build\/functions\/nowhere\/index\.js\) cannot be read/);
  });

  it("is 3 for code of which the audit cannot tell what it calls: that is its own fault, and it says so", () => {
    const { status, stdout, stderr } = ended.odd;
    expect(status).toBe(3);
    expect(stderr).toMatch(/^(… .*\n)*The audit itself is at fault, so nothing is proved/);
    expect(stderr).toMatch(/The bundle makes the SDK's GetObject, but of which client is not said\./);
    expect(stdout).toBe("");
  });

  it("is 0 for the same policies under another account, and 2 for a stack that nobody has approved", () => {
    expect(ended.elsewhere.status).toBe(0);
    const { status, stdout } = ended.moon;
    expect(status).toBe(2);
    expect(stdout).toMatch(/stack moon has no approved baseline/);
  });

  it.each(MISTAKES.map(([args, sentence], index) => [args, sentence, index] as const))(
    "is 2 for %j, with a sentence",
    (_, sentence, index) =>
      expect(mistaken[index]).toMatchObject({ status: 2, stderr: expect.stringMatching(sentence) as string }),
  );
});

describe("the page in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    [1280, "light"],
    [800, "dark"],
  ] as const)(
    "fits at %i pixels, %s, without scripts and without asking anybody for anything",
    async (width, colorScheme) => {
      const context = await patientContext(browser, { viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      page.on("console", (message) => asked.push(message.text()));
      const address = `file://${path.join(root, "build/audit/dev/report.html")}`;
      await page.goto(address);
      const size = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]");
      expect((size as [number, number])[0]).toBeLessThanOrEqual(width);
      const cutOff = await page.evaluate(
        "[...document.querySelectorAll('.wide')].filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth).map((it) => it.closest('section').id)",
      );
      expect(cutOff).toEqual([]);
      expect(asked.filter((url) => url !== address && !url.startsWith("data:"))).toEqual([]);
      const picture = path.join(root, `build/page/audit-${width}-${colorScheme}.png`);
      fs.mkdirSync(path.dirname(picture), { recursive: true });
      await page.screenshot({ path: picture, fullPage: true });
      await context.close();
    },
  );

  it("leads from a line of the picture to the statement that decided", async () => {
    const page = await (await patientContext(browser)).newPage();
    await page.goto(`file://${path.join(root, "build/audit/dev/report.html")}`);
    const target = await page.locator('#picture a.way.refused[href*=".Deny"]').first().getAttribute("href");
    expect(target).toMatch(/^#.+\.Deny/);
    expect(await page.locator(`[id="${target?.slice(1) ?? ""}"]`).innerText()).toContain("Deny");
    await page.close();
  });

  it("says what is new before the rules where one column has to do, and beside them else", async () => {
    const tops = async (width: number) => {
      const page = await (await patientContext(browser, { viewport: { width, height: 900 } })).newPage();
      await page.goto(`file://${path.join(root, "build/audit/dev/report.html")}`);
      const cards = [".verdict-card", "#new-heading", "#proved-heading", "#limits-heading"].map(async (card) => {
        return (await page.locator(card).boundingBox())?.y ?? NaN;
      });
      const [verdict = NaN, news = NaN, proved = NaN, limits = NaN] = await Promise.all(cards);
      await page.close();
      return { verdict, news, proved, limits };
    };
    const narrow = await tops(800);
    expect(narrow.verdict).toBeLessThan(narrow.news);
    expect(narrow.news).toBeLessThan(narrow.proved);
    expect(narrow.proved).toBeLessThan(narrow.limits);
    const wide = await tops(1280);
    expect(wide.verdict).toBeLessThan(wide.news);
    expect(wide.news).toBeCloseTo(wide.proved, 0);
    expect(wide.limits).toBeLessThan(900);
  });

  it("prints, unfolded but for the longest lists", async () => {
    const page = await (await patientContext(browser)).newPage();
    await page.goto(`file://${path.join(root, "build/audit/dev/report.html")}`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#rule-P1 details td").first().isVisible()).toBe(true);
    expect(await page.locator("#picture details").isVisible()).toBe(false);
    expect(await page.locator("#picture .print-only").innerText()).toMatch(/in report\.html and report\.json\.$/);
    const pdf = await page.pdf({ format: "A4", printBackground: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeLessThan(60);
    await page.close();
  });
});
