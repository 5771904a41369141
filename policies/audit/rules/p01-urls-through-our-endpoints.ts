/** P1: the only way into Studio is through our endpoints. */
import { matchesAction } from "../../evaluate/match";
import { SOURCE_VPCE } from "../../from-our-endpoints";
import type { AuditedRole, Estate } from "../estate";
import { action, and, not, through } from "../encode/vocabulary";
import { mintCall, minters } from "./intended/intended-requests";
import { withOpenEndpoints } from "./questions/one-layer";
import { doorsFor, mintingDoors } from "./accounts/gateway-doors";
import { roleSubject, subjectOf } from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

/** Every action that makes or uses a URL that opens something: also those of notebooks and partner apps, which we do not have. */
export const WAYS_INTO_STUDIO = ["sagemaker:*Presigned*", "sagemaker:StartSession"] as const;

export const urlsThroughOurEndpoints: Rule = {
  id: "P1",
  title:
    "URLs into Studio are made and used through our sagemaker.api and studio endpoints of the home Region, and in no other way.",
  formal:
    "∀ role r of the stack, ∀ request q by r: allowed(q) ∧ action(q) ∈ sagemaker:{*Presigned*, StartSession} ⇒ endpoint(q) ∈ {our sagemaker.api, studio endpoints}; endpoint policies taken as open",
  controls: ["NIST 800-53r5 AC-4", "NIST 800-53r5 AC-17", "NIST 800-53r5 SC-7(5)"],
  questions,
  facts: (estate) => [...facts(estate), ...signsInByUrl(estate)],
  mustAllow,
};

function questions(estate: Estate): RuleQuestion[] {
  const open = withOpenEndpoints(estate);
  return open.roles.map((role) => ({
    claim: `${role.name} makes and uses no URL into Studio but through the sagemaker.api and studio endpoints of ${estate.homeRegion}.`,
    about: roleSubject(role),
    expect: "never",
    questions: [
      {
        estate: open,
        asker: { kind: "role", role },
        route: { kind: "service" },
        that: and(action(...WAYS_INTO_STUDIO), not(through(doorsFor(estate, role)))),
      },
    ],
  }));
}

/**
 * An endpoint's id in the wrong list may do no harm today: no call can come that way. And a Deny that compares with what a
 * session says of itself may have an Allow beside it that still confines. Each is a mistake all the same.
 */
/** People come in by a URL, or by single sign-on beside the gateway. A domain that exists already has its settings elsewhere. */
function signsInByUrl({ studio }: Estate): Fact[] {
  if (studio.domainUrn === undefined) return [];
  const mode = studio.authMode ?? "not said";
  return [
    fact(
      "A URL is the only way into the Studio domain.",
      { urn: studio.domainUrn },
      mode === "IAM",
      `its authMode is ${mode}`,
    ),
  ];
}

function facts(estate: Estate): Fact[] {
  return estate.roles
    .filter(({ purpose }) => purpose === "minting" || purpose === "execution")
    .map((role) => {
      const doors = doorsFor(estate, role);
      const strange = doorsOfMinting(role).filter((id) => !doors.includes(id));
      return fact(
        `The statements of ${role.name} about URLs compare the endpoint with those two, and with nothing else.`,
        roleSubject(role),
        strange.length === 0,
        `they compare it with ${strange.join(", ")}`,
      );
    });
}

function doorsOfMinting(role: AuditedRole): string[] {
  const statements = role.identity.flatMap(({ document }) => document.Statement);
  return statements
    .filter(({ Action = [] }) =>
      [Action].flat().some((pattern) => matchesAction(pattern, "sagemaker:CreatePresignedDomainUrl")),
    )
    .flatMap(({ Condition = {} }) => Object.entries(Condition))
    .filter(([operator]) => operator !== "Null")
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([name]) => name.toLowerCase() === SOURCE_VPCE.toLowerCase())
    .flatMap(([, values]) => values);
}

function mustAllow(estate: Estate): IntendedRequest[] {
  return minters(estate).flatMap((minter) =>
    mintingDoors(estate).map((endpoint) => ({
      claim:
        endpoint.service === "studio"
          ? `${minter.who} opens their URL at the studio endpoint.`
          : `${minter.who} gets a URL made through the sagemaker.api endpoint.`,
      about: subjectOf(endpoint),
      request: mintCall(estate, minter, "sagemaker:CreatePresignedDomainUrl", endpoint),
      route: { kind: "service" },
    })),
  );
}
