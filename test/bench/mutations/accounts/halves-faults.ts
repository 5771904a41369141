import { projectRoot } from "../../../../infra/project-root";
import type { Graph } from "../../../../local/program/graph";
import { PROGRAM_BUNDLE, runProgram } from "../../../../local/program/run-program";
import { auditEstate } from "../../../../policies/audit/audit";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { Estate } from "../../../../policies/audit/estate";
import type { Statement } from "../../../../policies/document";
import { withInputs, withStatements } from "../../../policies/audit/rules/changed-graph";
import { networkScp, resourceScp } from "../../../policies/audit/organization/data-perimeter";
import { ofType } from "../../../policies/audit/rules/ways-to-change";
import { type Above, deny, guarded, perimeter } from "../guardrails/guardrail-faults";
import type { Tried } from "../tried";

/** The examples that name each other: a gateway, and the Studio account that it serves. */
export interface Halves {
  readonly gateway: Graph;
  readonly half: Graph;
}

export async function exampleHalves(): Promise<Halves> {
  const run = (stack: string) => runProgram({ projectRoot: projectRoot(), stack, programBundle: PROGRAM_BUNDLE });
  return { half: await run("studio"), gateway: await run("staging") };
}

/** Beside the gateway, the half. */
export function together({ gateway, half }: Halves): Estate {
  return { ...collectEstate(gateway), halves: [collectEstate(half)] };
}

/** A weakening of one of the two, or what stands above them, with a part of the claim that then no longer holds. */
export interface HalvesFault {
  readonly what: string;
  /** Absent where every claim goes on holding. */
  readonly claim?: string;
  /** A part of what has to be said of it. */
  readonly named?: string;
  readonly change: (both: Halves) => Estate;
}

/** A text in one statement, wherever that stands. */
export const inStatement = (sid: string, from: string, to: string) => (graph: Graph) =>
  withStatements(
    graph,
    sid,
    (statement) => JSON.parse(JSON.stringify(statement).replaceAll(from, to)) as typeof statement,
  );
/** In every statement of every trust. */
export const inTrusts = (from: string, to: string) => (graph: Graph) =>
  withInputs(graph, ofType("aws:iam/role:Role"), (inputs) => ({
    ...inputs,
    assumeRolePolicy: String(inputs["assumeRolePolicy"]).replaceAll(from, to),
  }));

const here = (change: (graph: Graph) => Graph) => (both: Halves) =>
  together({ ...both, gateway: change(both.gateway) });
const there = (change: (graph: Graph) => Graph) => (both: Halves) => together({ ...both, half: change(both.half) });
const otherOutput = (name: string, value: string) => (graph: Graph) => ({
  ...graph,
  outputs: { ...graph.outputs, gateway: { ...(graph.outputs["gateway"] as object), [name]: value } },
});
const THERE_ROLE = "arn:aws:iam::444455556666:role/private-ml-gateway-minting";

const WEAKENED: readonly (readonly [what: string, claim: string, change: HalvesFault["change"]])[] = [
  [
    "the function may not become the role",
    "Both accounts let",
    here(inStatement("AllowBecomingTheMintingRole", THERE_ROLE, `${THERE_ROLE}2`)),
  ],
  [
    "the sts endpoint does not let it",
    "Both accounts let",
    here(inStatement("AllowTheFunctionToBecomeAMintingRole", THERE_ROLE, `${THERE_ROLE}2`)),
  ],
  [
    "the sagemaker.api endpoint lets the role through to no profile",
    "URLs for profiles",
    here(inStatement("AllowMintingSessionsOfAccount444455556666", "d-s9kycohdyz02", "d-another00001")),
  ],
  [
    "the studio endpoint opens other domains of that account",
    "By our endpoints",
    here(inStatement("AllowOpeningProfilesOfOurDomain", "d-s9kycohdyz02", "*")),
  ],
  ["the trust names another gateway's function", "Both accounts let", there(inTrusts("111122223333", "999988887777"))],
  [
    "the trust names every function of the account",
    "Of all callers",
    there(inTrusts("role/studio-url-role-b38789a", "root")),
  ],
  [
    "the trust asks for another external id",
    "The studio-url function becomes",
    there(inTrusts("private-ml-gateway-staging", "another")),
  ],
  [
    "the trust asks for no external id",
    "The function becomes",
    there(inStatement("LetTheFunctionMintAsSomebodyForOneProfile", "sts:ExternalId", "aws:PrincipalOrgID")),
  ],
  ["the trust is for another domain", "The function becomes", there(inTrusts("d-s9kycohdyz02", "d-another00001"))],
  [
    "the role mints through another endpoint",
    "URLs for profiles",
    there(inStatement("DenyMintingUnlessThroughOurSageMakerEndpoints", "vpce-0", "vpce-1")),
  ],
  [
    "the role's boundary leaves it nothing",
    "URLs for profiles",
    there((graph) => JSON.parse(JSON.stringify(graph).replaceAll("sagemaker:*", "glue:*")) as Graph),
  ],
  [
    "the half names another gateway",
    "The gateway of",
    there(otherOutput("functionRoleArn", "arn:aws:iam::999988887777:role/x")),
  ],
  [
    "the half was told of another endpoint",
    "The gateway of",
    there(otherOutput("studioEndpointId", "vpce-0123456789abcdef0")),
  ],
  ["the half was told of another external id", "The function sends", there(otherOutput("externalId", "another"))],
];

/** What an organisation has above the gateway's account, and above the other. */
interface BothAbove {
  readonly here?: (estate: Estate) => Above;
  readonly there?: (estate: Estate) => Above;
}

const beneath =
  ({ here: aboveHere, there: aboveThere }: BothAbove) =>
  (both: Halves): Estate => {
    const estate = together(both);
    const halves = (estate.halves ?? []).map((half) => guarded(half, aboveThere?.(estate) ?? {}));
    return { ...guarded(estate, aboveHere?.(estate) ?? {}), halves };
  };
const scp =
  (...statements: readonly Statement[]) =>
  () => ({ scp: statements });
const NO_URLS = deny("NoUrls", { Action: "sagemaker:CreatePresigned*" });
const NO_ROLES = deny("NoRoles", { Action: "sts:AssumeRole" });
const OWN_ACCOUNT_ONLY: Statement = {
  ...deny("OwnAccountOnly", {
    Action: "sts:AssumeRole",
    Condition: { StringNotEquals: { "aws:PrincipalAccount": "444455556666" } },
  }),
  Principal: "*",
};
const MINT = "URLs for profiles";
const BECOME = "Both accounts let";

const ABOVE: readonly HalvesFault[] = [
  {
    what: "an SCP above the other account denies URLs",
    claim: MINT,
    named: "NoUrls",
    change: beneath({ there: scp(NO_URLS) }),
  },
  {
    what: "an SCP above the other account knows only its own VPC",
    claim: "of account 444455556666 gets in through",
    named: "OwnIdentitiesFromOwnNetworksOnly",
    change: beneath({ there: (all) => ({ scp: [networkScp(perimeter(all, { vpcIds: ["vpc-0another0000000a"] }))] }) }),
  },
  {
    what: "an RCP above the other account lets only its own roles be assumed by its own",
    claim: BECOME,
    named: "OwnAccountOnly",
    change: beneath({ there: () => ({ rcp: [OWN_ACCOUNT_ONLY] }) }),
  },
  {
    what: "an SCP above the gateway's account denies becoming roles",
    claim: BECOME,
    named: "NoRoles",
    change: beneath({ here: scp(NO_ROLES) }),
  },
  {
    what: "an SCP above the gateway's account lets it use resources of another organisation only",
    claim: "The studio-url function becomes",
    named: "OwnIdentitiesUseOwnResourcesOnly",
    change: beneath({ here: (all) => ({ scp: [resourceScp(perimeter(all, { organizationId: "o-another" }))] }) }),
  },
  { what: "an SCP above the other account denies becoming roles", change: beneath({ there: scp(NO_ROLES) }) },
  {
    what: "perimeters above both that know organisation and networks",
    change: beneath({
      here: (all) => ({ scp: [networkScp(perimeter(all)), resourceScp(perimeter(all))] }),
      there: (all) => ({ scp: [networkScp(perimeter(all)), resourceScp(perimeter(all))] }),
    }),
  },
];

export const HALVES_FAULTS: readonly HalvesFault[] = [
  ...WEAKENED.map(([what, claim, change]) => ({ what, claim, change })),
  ...ABOVE,
];

/** Asks the rule about both halves, and only its claims about the other account. */
export function tryHalves({ what, claim, named = "", change }: HalvesFault, both: Halves): Tried {
  const [result] = auditEstate(change(both), { rules: ["P3"] }).rules;
  const about = (result?.findings ?? []).filter((each) => /444455556666|d-s9kycohdyz02/.test(each.claim));
  const refuted = about.filter(({ status }) => status === "REFUTED");
  const telling = refuted.filter((each) => claim !== undefined && each.claim.includes(claim));
  const isNamed = telling.some(({ why = "" }) => why.includes(named));
  return {
    id: "H",
    what: `both halves: ${what}`,
    expected: claim === undefined ? "all PROVED" : "P3 REFUTED",
    found: refuted.length === 0 ? "all PROVED" : `${refuted.length} refuted`,
    isAsExpected: claim === undefined ? about.length > 0 && refuted.length === 0 : isNamed,
  };
}
