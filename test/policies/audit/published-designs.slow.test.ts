import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../infra/project-root";
import { auditEstate } from "../../../policies/audit/audit";
import { collectEstate } from "../../../policies/audit/collect/collect";
import type { Estate } from "../../../policies/audit/estate";
import type { Finding, RuleResult } from "../../../policies/audit/verdict";
import { graphOf } from "../../variants";
import { withInputs } from "./rules/changed-graph";

/**
 * The page that sets the published designs beside ours is what the audit says of them. `UPDATE_README=1 npm run test:slow -- published-designs`
 * writes it anew.
 */
const PAGE = path.join(projectRoot(), "policies/published-designs.md");

interface Design {
  readonly title: string;
  readonly says: string;
  /** The case file that holds the document, and the layer it is written down for. */
  readonly file: string;
  readonly layer: "identity" | "resource";
  /** The resource of ours whose policy it takes the place of. */
  readonly inPlaceOf: string;
  readonly rules: readonly string[];
  /** Its placeholders, by the endpoints of ours that they stand for. */
  readonly endpoints: Readonly<Record<string, string>>;
}

const DESIGNS: readonly Design[] = [
  {
    title: "Three Allows on every profile",
    says: "The function's policy allows CreatePresignedDomainUrl from the VPC's addresses, from the office's addresses, and through the two endpoints: three statements.",
    file: "seed-designs-are-open.json",
    layer: "identity",
    inPlaceOf: "minting-policy",
    rules: ["P1", "P2"],
    endpoints: { "vpce-0aaaaaaaaaaaaaaa1": "sagemaker.api", "vpce-0aaaaaaaaaaaaaaa2": "studio" },
  },
  {
    title: "An API policy that only allows",
    says: "The private API's resource policy allows calls through the company's endpoint, and says nothing of others.",
    file: "seed-api-is-open.json",
    layer: "resource",
    inPlaceOf: "api-resource-policy",
    rules: ["P7"],
    endpoints: { "vpce-0aaaaaaaaaaaaaaa3": "execute-api" },
  },
];

const graph = graphOf("dev");
const ours = collectEstate(graph);

test.each(DESIGNS)("$title: refuted by every rule it is held to, where ours is proved", (design) => {
  for (const id of design.rules) {
    expect(resultOf(ours, id).status).toBe("PROVED");
    const [refuted] = refutations(design, id);
    expect(refuted?.witness).toBeDefined();
  }
});

test("the page of published designs is what the audit says today", () => {
  const page = [INTRODUCTION, ...DESIGNS.map(sectionOf), AGAIN].join("\n");
  if (process.env["UPDATE_README"]) fs.writeFileSync(PAGE, page);
  expect(fs.readFileSync(PAGE, "utf8")).toBe(page);
});

const INTRODUCTION = `# Two published designs, put in place of ours

This gateway began from two published AWS designs. Each of their policies below replaces the one of ours that does the same work, in the
same stack and with our own endpoints' ids; everything else stays as it is. Then the audit is asked the same questions as always. The
requests are the audit's own: it found them, and the evaluator that the laptop enforces with allowed each of them.
`;

const AGAIN = `## Again

This page is written by a test (\`UPDATE_README=1 npm run test:slow -- published-designs\`), which fails when the audit says something else.
`;

function sectionOf(design: Design): string {
  const rules = design.rules.map((id) => ruleSection(design, id));
  const document = JSON.stringify(publishedDocument(design), null, 2);
  return [`## ${design.title}\n`, `${design.says}\n`, "```json", document, "```\n", ...rules].join("\n");
}

function ruleSection(design: Design, id: string): string {
  const { title, findings } = resultOf(ours, id);
  const [broken] = refutations(design, id);
  const { witness } = broken ?? {};
  const carriers = findings.flatMap(({ evidence }) => evidence.map(({ sid }) => `\`${sid ?? ""}\``));
  const statements = witness?.allowedBy.map(({ sid, layer, policy }) => `\`${sid ?? policy}\` (${layer})`) ?? [];
  // The API's question is asked for any authorizer, whose answer is not a document of the stack.
  const allowedBy =
    statements.length > 0
      ? statements
      : ["the authorizer's answer, beside which the policy's silence counts for nothing"];
  return [
    `### ${id}: ${title}\n`,
    `**Published: refuted.** ${witness?.sentence ?? ""} Allowed by ${[...new Set(allowedBy)].join(" and ")}. The request:\n`,
    "```json",
    JSON.stringify(witness?.request, null, 2),
    "```\n",
    `**Ours: proved.** Carried by ${[...new Set(carriers)].sort().join(", ")}.\n`,
  ].join("\n");
}

function refutations(design: Design, id: string): readonly Finding[] {
  const changed = withInputs(
    graph,
    ({ name }) => name === design.inPlaceOf,
    (inputs) => ({ ...inputs, policy: JSON.stringify(publishedDocument(design)) }),
  );
  return resultOf(collectEstate(changed), id).findings.filter(({ witness }) => witness !== undefined);
}

function resultOf(estate: Estate, id: string): RuleResult {
  const [result] = auditEstate(estate, { rules: [id] }).rules;
  if (!result) throw new Error(`There is no rule ${id}.`);
  return result;
}

function publishedDocument({ file, layer, endpoints }: Design): unknown {
  const text = fs.readFileSync(path.join(projectRoot(), "test/policies/cases", file), "utf8");
  const { policies } = JSON.parse(text) as { policies: Record<string, readonly { inline: unknown }[]> };
  const withOurEndpoints = Object.entries(endpoints).reduce(
    (document, [placeholder, service]) => document.replaceAll(placeholder, endpointId(service)),
    JSON.stringify(policies[layer]?.[0]?.inline),
  );
  return JSON.parse(withOurEndpoints.replace(/(:execute-api:[^:]+:\d{12}:)[a-z0-9]+/g, `$1${ours.apis[0]?.id ?? ""}`));
}

function endpointId(service: string): string {
  return ours.endpoints.find((endpoint) => endpoint.service === service)?.id ?? "";
}
