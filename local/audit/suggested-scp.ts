import * as path from "node:path";
import { askedAbout } from "../../policies/audit/audit";
import { textOf } from "../../policies/audit/collect/documents";
import type { Estate } from "../../policies/audit/estate";
import { LONGEST_SCP, proofOfScp, suggestedScp } from "../../policies/audit/organization/suggested-scp";
import { RULES } from "../../policies/audit/rules";
import { toPolicyJson } from "../../policies/document";
import { replaceFile } from "../whole-file";

/** Writes the policy to build/policies/<stack>/suggested-scp.json. @returns what to print, and whether all of it is proved */
export function suggestScp(root: string, whole: Estate): { readonly text: string; readonly isProved: boolean } {
  const document = suggestedScp(whole);
  const { estate } = askedAbout(whole);
  const { closes, refuses, tried } = proofOfScp(
    estate,
    document,
    RULES.flatMap((rule) => rule.mustAllow(estate)),
  );
  const file = path.join("build/policies", whole.stack, "suggested-scp.json");
  replaceFile(path.join(root, file), textOf(document));
  const size = toPolicyJson(document).length;
  const lines = [
    textOf(document).trimEnd(),
    "",
    ...closes.map(({ claim, answer }) => `${answer === "never" ? "PROVED " : "UNKNOWN"}  ${claim}`),
    refuses.length === 0
      ? `PROVED   It refuses none of the ${tried} requests that have to be allowed.`
      : `REFUTED  It refuses ${refuses.length} of the ${tried} requests that have to be allowed:`,
    ...refuses.map((claim) => `           ${claim}`),
    ...(size > LONGEST_SCP ? [`REFUTED  It has ${size} characters; AWS takes ${LONGEST_SCP}.`] : []),
    "",
    `${file} is this policy, ${size} of ${LONGEST_SCP} characters: attach it to account ${whole.account}, or above it. Service-linked roles are out of any SCP's reach.`,
  ];
  const isProved = refuses.length === 0 && size <= LONGEST_SCP && closes.every(({ answer }) => answer === "never");
  return { text: `${lines.join("\n")}\n`, isProved };
}
