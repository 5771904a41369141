/** P16: no policy escaped the audit, and nothing in the stack is of a kind that no rule knows. */
import { aboveHalves, accountsAbove } from "../accounts/joint-estate";
import { type AccountAbove, type AuditedEndpoint, type Estate, policiesOf } from "../estate";
import { declaredPassages } from "./declared/declared-passages";
import { rolesFor, roleSubject, subjectOf } from "./ours";
import { type Fact, fact, type Rule } from "./rule";

export const everythingRead: Rule = {
  id: "P16",
  title:
    "Every policy of the stack was read and understood, and every role and endpoint is of a kind that the rules know.",
  formal:
    "coverage faults = ∅; ∀ role: purpose(role) known; ∀ endpoint: declared passages(endpoint) ≠ ∅; there is an API, a minting role, and an endpoint for each way",
  controls: ["NIST 800-53r5 CA-7", "NIST 800-53r5 CM-6"],
  questions: () => [],
  facts: (estate) => [
    ...unread(estate),
    ...readAbove(estate),
    ...refusedDocuments(estate),
    ...unknownKinds(estate),
    ...somethingToProve(estate),
  ],
  mustAllow: () => [],
};

/** What stands above the stack was read as well: its statements, level by level. */
function readAbove(estate: Estate): Fact[] {
  const { roles, halves = [] } = estate;
  const [first] = roles;
  const about = { urn: first?.urn ?? "" };
  const boundaries = [...new Set(roles.flatMap(({ boundary }) => (boundary ? boundary.name.split(" ")[2] : [])))];
  const named = boundaries.map((arn) => fact(`The permissions boundary ${arn ?? ""} was read.`, about, true, ""));
  const above = [...accountsAbove(estate), ...aboveHalves(halves)];
  return [...named, ...above.map((each) => fact(whatWasRead(each, estate.account), about, true, ""))];
}

function whatWasRead({ account, organization }: AccountAbove, own: string): string {
  const { id, isManagementAccount, scps, rcps } = organization;
  const where = account === own ? "" : ` above account ${account}`;
  const ofAll = (levels: typeof scps) => levels.reduce((sum, { policies }) => sum + policies.length, 0);
  return isManagementAccount
    ? `No control policy of ${id} restricts its management account${account === own ? "" : ` ${account}`}.`
    : `${ofAll(scps)} service and ${ofAll(rcps)} resource control policies of ${id} were read, on ${scps.length} levels${where}.`;
}

function unread(estate: Estate): Fact[] {
  const [first] = estate.roles;
  const about = { urn: first?.urn ?? "" };
  if (estate.coverage.length === 0)
    return [fact(`All ${policiesOf(estate).length} policies of ${estate.stack} were read.`, about, true, "")];
  return estate.coverage.map(({ urn, source, pointer, why }) => ({
    claim: `What stands at ${pointer || "/"} was read.`,
    about: { urn, source },
    status: "UNKNOWN",
    why,
  }));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html: a Sid is unique within a document. */
function refusedDocuments(estate: Estate): Fact[] {
  return policiesOf(estate).flatMap(({ name, urn, source, document }) => {
    const sids = document.Statement.flatMap(({ Sid }) => Sid ?? []);
    const twice = sids.filter((sid, index) => sids.indexOf(sid) !== index);
    return twice.length === 0
      ? []
      : [
          fact(
            `AWS takes the ${name} as it is.`,
            { urn, source },
            false,
            `two statements have the Sid ${twice.join(", ")}, which AWS refuses`,
          ),
        ];
  });
}

function unknownKinds(estate: Estate): Fact[] {
  const roles = rolesFor(estate, "other").map((role) =>
    fact(
      `${role.name} is a role that the rules know.`,
      roleSubject(role),
      false,
      "nothing in the stack says what it is for",
    ),
  );
  const endpoints = estate.endpoints
    .filter((endpoint) => declaredPassages(estate, endpoint).length === 0)
    .map((endpoint) => unknownEndpoint(endpoint));
  return [...roles, ...endpoints];
}

function unknownEndpoint(endpoint: AuditedEndpoint): Fact {
  const why = `nothing is declared to pass an endpoint for ${endpoint.service}`;
  return fact(`${endpoint.name} is an endpoint that the rules know.`, subjectOf(endpoint), false, why);
}

/** A rule about every API is true where there is none: then the audit has looked at the wrong stack. */
function somethingToProve(estate: Estate): Fact[] {
  const [first] = estate.roles;
  const about = { urn: first?.urn ?? "" };
  const { gateway } = estate.studio;
  if (gateway !== undefined) return smallHalf(estate, about);
  const counts: readonly (readonly [string, number])[] = [
    ["an API", estate.apis.length],
    ["a minting role", rolesFor(estate, "minting").length],
    ["a Studio domain", estate.studio.domainId === "" ? 0 : 1],
    ["an execute-api endpoint", estate.endpoints.filter(({ service }) => service === "execute-api").length],
  ];
  return counts.map(([what, count]) =>
    fact(`The stack has ${what} to prove something about.`, about, count > 0, "there is none"),
  );
}

/** A stack that says it is a Studio account's is asked less, so it may have nothing that the questions left out are about. */
function smallHalf({ apis, functions, roles, studio }: Estate, about: { readonly urn: string }): Fact[] {
  const minting = roles.filter(({ purpose }) => purpose === "minting").length;
  const found = `${minting} minting roles and the domain "${studio.domainId}"`;
  const more = `${apis.length} APIs and ${functions.length} functions`;
  return [
    fact("A Studio account has one minting role and a domain.", about, minting === 1 && studio.domainId !== "", found),
    fact("A Studio account has neither an API nor functions.", about, apis.length + functions.length === 0, more),
  ];
}
