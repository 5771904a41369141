/** P17: no setting brings code in from elsewhere or sends data elsewhere; policies alone would not show it. */
import type { Estate } from "../../estate";
import { workThroughEndpoints } from "../intended/calls-through-our-endpoints";
import { type Fact, fact, type Rule } from "../rule";

export const codeAndDataStay: Rule = {
  id: "P17",
  title:
    "Code comes from this project's own build, data goes where this stack's own resources are, no network leads to the internet, and everything that is named is of this account, of a Studio domain elsewhere that config lists, or AWS's; exceptions are declared.",
  formal:
    "∀ resource r: type(r) ∈ known types; ∀ ARN with an account, anywhere in inputs: account = this account, or it is a listed minting role elsewhere or in its domain; ∀ function, layer: code ∈ this build, layers ∈ this stack; ∀ notification, log, destination: target ∈ this stack; no data trace, no stream, no replica; ∀ internet gateway, route out, machine: in the corporate sandbox; CORS origins ⊆ the portal's",
  controls: ["NIST 800-53r5 AC-4", "NIST 800-53r5 CM-7", "NIST 800-53r5 SI-7", "NIST 800-53r5 SC-7(10)"],
  questions: () => [],
  facts,
  mustAllow: (estate) => workThroughEndpoints(estate),
};

function facts({ passages, stack, roles }: Estate): Fact[] {
  const first = { urn: roles[0]?.urn ?? "" };
  if (passages === undefined)
    return [{ claim: `The settings of ${stack} were read.`, about: first, status: "UNKNOWN", why: "they were not" }];
  const foreign = passages.filter(({ holds }) => !holds).length;
  return [
    fact(
      `Everything that ${stack} names is of this account or AWS's, and of a known kind.`,
      first,
      foreign === 0,
      "see below",
    ),
    ...passages.map(({ claim, urn, source, holds, why, pointer, exception }) => ({
      ...fact(claim, { urn, source }, holds, `${pointer}: ${why}`),
      ...(exception !== undefined && { exceptions: [exception] }),
    })),
  ];
}
