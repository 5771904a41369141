import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { htmlReport } from "../../../local/audit/html/page";
import { markdownReport } from "../../../local/audit/markdown";
import { sarifReport } from "../../../local/audit/sarif";
import { summary } from "../../../local/audit/summary";
import type { AuditReport } from "../../../policies/audit/report";
import { refutedReport } from "./example-refuted-report";
import { provedReport } from "./example-report";

const REPORTS: readonly [string, AuditReport][] = [
  ["proved", provedReport],
  ["refuted", refutedReport],
];

describe.each(REPORTS)("the HTML of a %s report", (_what, report) => {
  const page = htmlReport(report, "body { color: black }");
  const all = (pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match[1] ?? "");

  it("leads nowhere outside, and has no script", () => {
    expect(all(/(?:src|href|action)="(?!#|data:)([^"]*)"/g)).toEqual([]);
    expect(page).not.toMatch(/<script|url\(|@import|\son\w+=/i);
  });

  it("has every place that it links to, each once", () => {
    const ids = all(/\sid="([^"]+)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(all(/href="#([^"]+)"/g).filter((target) => !ids.includes(target))).toEqual([]);
  });

  it("names every column, and scrolls what is too wide by the keyboard too", () => {
    const headings = all(/<th [^>]*>([^<]*)</g);
    expect(headings.length).toBeGreaterThan(20);
    expect(page).not.toMatch(/<th [^>]*>\s*<\/th>/);
    expect(all(/(<div class="wide"[^>]*>)/g).filter((box) => !box.includes('tabindex="0"'))).toEqual([]);
  });

  it("takes text of the stack for text", () => {
    const name = `<img src=x onerror="alert(1)">`;
    const rules = report.rules.map((rule) => ({ ...rule, title: name, formal: name }));
    expect(htmlReport({ ...report, rules, sentence: name, stack: name }, "")).not.toContain("<img");
  });

  it("puts nothing to click into a picture, of which a screen reader tells the name only", () => {
    expect(page).not.toContain('role="img"');
  });

  it("has a page to sign, with hash, questions, what is sampled, and who answers for exceptions", () => {
    const sheet = /<section class="sign-off print-only"[^]*?<\/section>/.exec(page)?.[0] ?? "";
    expect(sheet).toContain(report.policyHash);
    expect(sheet).toMatch(/in 4 questions/);
    expect(sheet).toMatch(/Sampled, not proved[^]*answers to \d+ tokens/);
    expect(sheet).toMatch(/function-network-interfaces \(P1\)[^]*platform team/);
    expect(sheet).toContain("by Rosa Roe on 2027-02-01");
  });

  it("is the same the second time", () => expect(htmlReport(report, "body { color: black }")).toBe(page));
});

test("the terminal says once what several rules ask, and of one rule no more than a screen holds", () => {
  const [broken] = refutedReport.rules.filter(({ findings }) => findings.some(({ status }) => status === "REFUTED"));
  const [finding] = broken?.findings.filter(({ status }) => status === "REFUTED") ?? [];
  if (!broken || !finding) throw new Error("The example has nothing that is refuted.");
  const findings = Array.from({ length: 7 }, (_, at) => {
    const { witness: _away, ...rest } = { ...finding, claim: `Request ${at} is allowed.`, why: "It is refused." };
    return rest;
  });
  const rules = [
    { ...broken, id: "P6", findings },
    { ...broken, id: "P10", findings },
    {
      ...broken,
      id: "P17",
      findings: [...findings.slice(0, 2), { ...findings[0], claim: "Another." } as typeof finding],
    },
  ];
  const screen = summary({ ...refutedReport, rules });
  expect(screen.match(/Request 0 is allowed\./g)).toHaveLength(1);
  expect(screen).not.toContain("Request 5 is allowed.");
  expect(screen).toMatch(/… and 2 more, which the report has\n/);
  expect(screen).toMatch(/P10 .*\n {8}7 of those above\n/);
  expect(screen).toMatch(/P17 .*\n {8}Another\..*\n {8}and 2 of those above\n/);
});

describe("the first screen", () => {
  const proved = htmlReport(provedReport, "");
  const refuted = htmlReport(refutedReport, "");

  it("says the verdict, what carries it, what is new and what is not shown", () => {
    expect(proved).toContain(provedReport.sentence);
    expect(proved).toContain('href="#minting-policy.DenyMintingUnlessThroughOurSageMakerEndpoints"');
    expect(proved).toContain("Deny minting unless through our SageMaker endpoints");
    for (const limit of provedReport.limits) expect(proved).toContain(limit);
  });

  it("puts first what does not hold, and says so", () => {
    const signs = [...refuted.matchAll(/<li>\s*<span class="\w+-word" title="(\w+)">/g)].map(([, status]) => status);
    expect(signs).toEqual(["REFUTED", "REFUTED", "UNKNOWN", "PROVED", "PROVED"]);
    expect(refuted).toContain("What does not hold, what is proved, and by which statements");
    expect(proved).toContain("What is proved, and by which statements");
  });

  it("shows a refuted rule's request, and what let it pass", () => {
    expect(refuted).toContain("This request is allowed:");
    expect(refuted).toContain("sagemaker:CreatePresignedDomainUrl from the internet &#60;203.0.113.0&#62;");
    expect(refuted).toMatch(/NEW:<\/span>\s*role minting may/);
  });
});

test.each([
  ["the page", htmlReport(refutedReport, "")],
  ["the Markdown", markdownReport(refutedReport)],
  ["the terminal", summary(refutedReport)],
  ["the JSON", JSON.stringify(refutedReport)],
])("%s tells a function's call without permission, and the way to repair it", (_where, text) => {
  const { fault } = refutedReport.declaredActions.at(-1) ?? {};
  expect(fault).toMatch(/Allow it there/);
  expect(text).toContain(fault);
});

test("every statement stands with its Sid's line, which exists", () => {
  const sources = provedReport.policies.flatMap(({ statements }) => statements);
  for (const { sid = "", source } of sources) {
    const [file = "", line = ""] = source?.split(":") ?? [];
    const text = fs.readFileSync(path.join(projectRoot(), file), "utf8").split("\n")[Number(line) - 1];
    expect(text).toContain(`Sid: "${sid}"`);
  }
});

test.each([
  ["the page", htmlReport(refutedReport, "")],
  ["the Markdown", markdownReport(refutedReport)],
  ["the terminal", summary(refutedReport)],
  ["the SARIF", sarifReport(refutedReport)],
])("%s says why a claim is not known", (_where, text) => {
  expect(text).toContain("Not known: The search reached its limit of 20000 decisions.");
});

describe("the Markdown", () => {
  it("begins with the verdict and tells new access, broken rules and the rest", () => {
    const text = markdownReport(refutedReport);
    expect(text).toMatch(/^## ❌ Policy audit of stack dev: REFUTED\n/);
    expect(text).toContain("- NEW: role minting may sagemaker:CreatePresignedDomainUrl from the internet");
    expect(text).toContain("- GONE: role minting might iam:PassRole");
    expect(text).toContain('"aws:SourceIp": "203.0.113.0"');
    expect(text).toContain("expired after 2026-01-31");
    expect(markdownReport(provedReport)).toContain("Nothing: no caller may do more or less");
  });

  it("lets no name become a tag, a table's column or emphasis", () => {
    const text = markdownReport({ ...refutedReport, sentence: "a <b> *c* | d_e" });
    expect(text).toContain("a \\<b\\> \\*c\\* \\| d\\_e");
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string };
              readonly region: { readonly startLine: number };
            };
          },
        ];
        readonly partialFingerprints: Readonly<Record<string, string>>;
      }[];
    },
  ];
}

describe("the SARIF", () => {
  const read = (report: AuditReport) => (JSON.parse(sarifReport(report)) as Sarif).runs[0];
  const { tool, results } = read(refutedReport);

  it("has a result for whatever is not as it has to be, and none for what is proved", () => {
    expect(results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
      "P1 error",
      "P2 warning",
      "new-access error",
      "coverage error",
      "exception error",
      "functions error",
      "hygiene note",
    ]);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  });

  it("points at files that exist, at the line of the statement that let the request pass", () => {
    const places = results.map(({ locations: [{ physicalLocation }] }) => physicalLocation);
    expect(places[0]).toMatchObject({ artifactLocation: { uri: "policies/minting-role.ts" } });
    for (const { artifactLocation, region } of places.filter(
      ({ artifactLocation: { uri } }) => uri !== "infra/surprise.ts",
    )) {
      expect(fs.existsSync(path.join(projectRoot(), artifactLocation.uri))).toBe(true);
      expect(region.startLine).toBeGreaterThan(0);
    }
  });

  it("leads from a call without permission to the policy that would have to allow it", () => {
    const result = results.find(({ ruleId }) => ruleId === "functions");
    expect(result?.message.text).toMatch(/^Function studio-url calls s3:DeleteObject, .* Allow it there\.$/);
    expect(result?.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "infra/functions/studio-url.ts" },
      region: { startLine: 24 },
    });
  });

  it("keeps its fingerprints when lines move, and has no two alike", () => {
    const moved = JSON.parse(JSON.stringify(refutedReport).replace(/\.ts:\d+/g, ".ts:1")) as AuditReport;
    const prints = (run: Sarif["runs"][0]) =>
      run.results.map(({ partialFingerprints }) => partialFingerprints["auditFinding/v1"]);
    expect(prints(read(moved))).toEqual(prints({ tool, results }));
    expect(new Set(prints({ tool, results })).size).toBe(results.length);
  });
});
