import { auditEstate } from "../../../policies/audit/audit";
import { collectEstate } from "../../../policies/audit/collect/collect";
import type { Finding, RuleResult } from "../../../policies/audit/verdict";
import { graphOf } from "../../variants";
import { CARRIER_FAULTS } from "./beside-policies/carrier-faults";
import { KEY_FAULTS } from "./beside-policies/key-faults";
import { ROW_FAULTS } from "./beside-policies/row-faults";
import { SANDBOX_FAULTS } from "./beside-policies/sandbox-faults";
import { SETTING_FAULTS } from "./beside-policies/setting-faults";
import { SIGN_IN_FAULTS } from "./beside-policies/sign-in-faults";
import { ROLLOUT_FAULTS } from "./beside-policies/rollout-faults";
import { TRACING_FAULTS } from "./beside-policies/tracing-faults";
import { VERSION_FAULTS } from "./beside-policies/version-faults";
import { ACCOUNT_FAULTS } from "./accounts/account-faults";
import { IMAGE_FAULTS } from "./studio-apps/image-faults";
import { R_STUDIO_FAULTS } from "./studio-apps/r-studio-faults";
import { API_FAULTS } from "./api-faults";
import { DATA_FAULTS } from "./data-faults";
import { EQUIVALENTS } from "./equivalents";
import type { Fault } from "./faults";
import { MAPPING_FAULTS } from "./mapping-faults";
import { NOTEBOOK_FAULTS } from "./notebook-faults";
import { MONITORING_FAULTS } from "./beside-policies/monitoring-faults";
import { PASSAGE_FAULTS } from "./passage-faults";
import { PROFILE_FAULTS } from "./profile-faults";
import { unrealParts } from "./real-request";
import { READING_FAULTS } from "./reading-faults";
import { ROLE_FAULTS } from "./role-faults";
import { STUDIO_DOOR_FAULTS } from "./studio-door-faults";
import { TOKEN_FAULTS } from "./token-faults";
import type { Tried } from "./tried";

/** One in five of those with other accounts: a question about the table environment takes seconds, and the bench asks them all. */
export const FAULTS: readonly Fault[] = [
  ...ACCOUNT_FAULTS.filter((_, index) => index % 5 === 0),
  ...STUDIO_DOOR_FAULTS,
  ...PROFILE_FAULTS,
  ...ROLE_FAULTS,
  ...API_FAULTS,
  ...TOKEN_FAULTS,
  ...PASSAGE_FAULTS,
  ...MONITORING_FAULTS,
  ...NOTEBOOK_FAULTS,
  ...MAPPING_FAULTS,
  ...DATA_FAULTS,
  ...KEY_FAULTS,
  ...READING_FAULTS,
  ...SIGN_IN_FAULTS,
  ...CARRIER_FAULTS,
  ...SANDBOX_FAULTS,
  ...SETTING_FAULTS,
  ...ROW_FAULTS,
  ...VERSION_FAULTS,
  ...ROLLOUT_FAULTS,
  ...TRACING_FAULTS,
  ...IMAGE_FAULTS.filter((_, index) => index % 3 === 0),
  ...R_STUDIO_FAULTS.filter((_, index) => index % 3 === 0),
].sort((one, other) => numberOf(one) - numberOf(other));

export const ALL_FAULTS: readonly Fault[] = [
  ...new Set([...FAULTS, ...ACCOUNT_FAULTS, ...IMAGE_FAULTS, ...R_STUDIO_FAULTS]),
];

/** Those of ours last. */
function numberOf({ id }: Fault): number {
  return id === undefined ? Number.MAX_VALUE : Number(id.slice(1));
}

/**
 * Asks the one rule that has to break, and looks whether the requests that it shows could be sent. A request that breaks a rule has been
 * decided by the evaluator before it gets here.
 */
export function tryFault({
  id,
  what,
  also,
  breaks,
  of,
  change,
  odd,
  status: expectedStatus = "REFUTED",
}: Fault): Tried {
  const estate = collectEstate(change(graphOf(of)));
  const [rule] = auditEstate(estate, { rules: [breaks] }).rules;
  const shown = rule?.findings.flatMap(({ witness }) => (witness ? unrealParts(witness.request, estate) : [])) ?? [];
  const unreal = odd === undefined ? shown : shown.filter((part) => !part.includes(odd));
  const found = rule?.findings.find((finding) => finding.status === rule.status);
  const isShown = rule?.findings.every(({ status, witness, why }) => status !== "REFUTED" || (witness ?? why));
  return {
    id: id ?? "–",
    what: `${what}${also === undefined ? "" : ` (gone as well: ${also})`}${of === "dev" ? "" : ` [${of}]`}`,
    expected: `${breaks} ${expectedStatus}`,
    found: `${breaks} ${rule?.status ?? "not asked"}${found ? `, ${shownBy(found)}` : ""}${unreal.map((part) => `, not real: ${part}`).join("")}`,
    isAsExpected: rule?.status === expectedStatus && Boolean(isShown) && unreal.length === 0,
  };
}

function shownBy({ status, witness, why = "" }: Finding): string {
  if (status === "PROVED") return "by every request";
  if (!witness) return status === "UNKNOWN" ? "not read" : why.endsWith("dead.") ? "nothing works" : "a setting";
  return why === "" ? "a request" : "work refused";
}

/** Every rule has to be proved of the changed stack. */
export function tryEquivalents(): Tried[] {
  return EQUIVALENTS.map(({ id, what, change }) => {
    const { rules } = auditEstate(collectEstate(change(graphOf("dev"))));
    const open = rules.filter(({ status }) => status !== "PROVED");
    return {
      id,
      what,
      expected: "all PROVED",
      found: open.length === 0 ? "all PROVED" : open.map(said).join("; "),
      isAsExpected: open.length === 0,
    };
  });
}

function said({ id, status, findings }: RuleResult): string {
  const [finding] = findings.filter((each) => each.status !== "PROVED");
  return `${id} ${status}: ${finding?.claim ?? ""} ${finding?.why ?? ""}`;
}
