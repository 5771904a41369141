/** P4: a role may do what the table in declared-permissions.ts says, and nothing else. */
import type { AuditedRole, Estate } from "../estate";
import { not } from "../encode/vocabulary";
import { actionsMatching } from "../reference/reference";
import { declaredPermissions } from "./declared/declared-permissions";
import { covered } from "./declared/permission";
import { mintCall, minters } from "./intended/intended-requests";
import { sameRole, withAllowsOnly } from "./questions/one-layer";
import { mintingDoorsOf } from "./accounts/gateway-doors";
import { roleSubject } from "./ours";
import { type Fact, fact, type IntendedRequest, type Rule, type RuleQuestion } from "./rule";

export const declaredPermissionsOnly: Rule = {
  id: "P4",
  title: "Every role may do what is declared for it, on the resources declared for it, and nothing else.",
  formal:
    "∀ role r, ∀ q by r: (some Allow of r's own policies applies to q) ⇒ ∃ declared permission d of r: action(q) ∈ d.actions ∧ resource(q) ∈ d.on ∧ d.only(q); ∀ action a that an Allow names: a is declared for r; Denies and endpoint policies left out, so that nothing undeclared waits behind them",
  controls: ["NIST 800-53r5 AC-6", "NIST 800-53r5 AC-3", "FSBP IAM.1"],
  questions: (estate) => estate.roles.map((role) => onlyDeclared(estate, role)),
  facts: (estate) => estate.roles.map((role) => namesDeclared(estate, role)),
  mustAllow,
};

function onlyDeclared(estate: Estate, role: AuditedRole): RuleQuestion {
  const allowing = withAllowsOnly(estate);
  const permissions = declaredPermissions(estate, role);
  const purposes = permissions.map(({ to }) => to);
  const said = purposes.length === 0 ? "is allowed nothing" : `is allowed only to ${purposes.join("; to ")}`;
  return {
    claim: `${role.name} ${said}.`,
    about: roleSubject(role),
    expect: "never",
    questions: [
      {
        estate: allowing,
        asker: { kind: "role", role: sameRole(allowing, role) },
        route: { kind: "service" },
        that: not(covered(permissions)),
      },
    ],
  };
}

/** An action that can do nothing today, for want of a resource of its kind, has been allowed all the same. */
function namesDeclared(estate: Estate, role: AuditedRole): Fact {
  const declared = declaredPermissions(estate, role).flatMap(({ actions }) =>
    actions.map((name) => name.toLowerCase()),
  );
  const strange = role.identity
    .flatMap(({ document }) => document.Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, NotAction }) => (NotAction === undefined ? [Action ?? []].flat() : ["*"]))
    .filter((pattern) => actionsMeant(pattern).some((name) => !declared.includes(name.toLowerCase())));
  const claim = `${role.name}'s permissions name no action that is not declared for it.`;
  return fact(claim, roleSubject(role), strange.length === 0, `they name ${strange.join(", ")}`);
}

/** One that AWS does not know means itself. */
function actionsMeant(pattern: string): readonly string[] {
  const known = actionsMatching(pattern);
  return known.length > 0 ? known : [pattern];
}

/** That the declared permissions are there, each of them, is P15; here, that the product's one essential call is. */
function mustAllow(estate: Estate): IntendedRequest[] {
  return minters(estate)
    .slice(0, 1)
    .flatMap((minter) =>
      mintingDoorsOf(estate, "sagemaker.api").map((endpoint) => ({
        claim: `${minter.role.name} makes a URL for ${minter.who}.`,
        about: roleSubject(minter.role),
        request: mintCall(estate, minter, "sagemaker:CreatePresignedDomainUrl", endpoint),
        route: { kind: "service" },
      })),
    );
}
