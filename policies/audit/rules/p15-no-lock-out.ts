/** P15: what is declared works, and no Deny shuts out those who run the stack. */
import type { AuditedRole, Estate } from "../estate";
import { action, and, type Formula, resource, TRUE } from "../encode/vocabulary";
import { declaredPermissions } from "./declared/declared-permissions";
import { conditionsOf, type Permission } from "./declared/permission";
import { deploymentRequests } from "./deployment/deployment-requests";
import { notebooksAtWork } from "./intended/notebooks-at-work";
import { rStudioAtWork } from "./intended/r-studio-at-work";
import { mintingRolesElsewhere, rolesFor, roleSubject } from "./ours";
import { byLambda } from "./intended/calls-through-our-endpoints";
import type { Rule, RuleQuestion } from "./rule";

export const noLockOut: Rule = {
  id: "P15",
  title:
    "Every declared permission works through all layers, AWS can run the functions, and the operator who deploys the stack can refresh, update and destroy it.",
  formal:
    "∀ role r, ∀ declared permission d of r, ∀ action a ∈ d: ∃ q by r: action(q) = a ∧ resource(q) ∈ d.on ∧ allowed(q), every layer in force; ∀ resource, ∀ call of a refresh, an update or a destroy by a deployer, from outside our endpoints: allowed",
  controls: ["NIST 800-53r5 CM-6", "NIST 800-53r5 AC-3"],
  questions: (estate) => estate.roles.flatMap((role) => alive(estate, role)),
  mustAllow: (estate) => [
    ...byLambda(estate),
    ...notebooksAtWork(estate),
    ...rStudioAtWork(estate),
    ...deploymentRequests(estate),
  ],
};

function alive(estate: Estate, role: AuditedRole): RuleQuestion[] {
  const asker = { kind: "role", role } as const;
  return declaredPermissions(estate, role).map((permission) => ({
    claim: `${role.name} can ${permission.to}.`,
    about: roleSubject(role),
    expect: "possible",
    questions: permission.actions.includes("sts:AssumeRole")
      ? // One call: STS decides AssumeRole, TagSession and SetSourceIdentity together, and the role's trust has its say.
        [
          ...rolesFor(estate, "minting").map((minting) => ({
            estate,
            asker,
            route: { kind: "assume-role" as const, role: minting },
            that: TRUE,
          })),
          ...elsewhere(estate, permission).map((that) => ({
            estate,
            asker,
            route: { kind: "service" as const },
            that,
          })),
        ]
      : each(permission).map((that) => ({ estate, asker, route: { kind: "service" }, that })),
  }));
}

/** Of a role in another account, which is taken to trust the function, each of the three actions by itself. */
function elsewhere(estate: Estate, { actions }: Permission): Formula[] {
  return mintingRolesElsewhere(estate).flatMap((arn) => actions.map((name) => and(action(name), resource(arn))));
}

function each(permission: Permission): Formula[] {
  const { actions, on } = permission;
  const conditions = conditionsOf(permission);
  return actions
    .filter((name) => on.some((pattern) => fits(name, pattern)))
    .map((name) => and(action(name), resource(...on), ...conditions));
}

/** Of apps and spaces that a profile owns, some actions are about the one, some about the other. */
function fits(name: string, pattern: string): boolean {
  if (!/^sagemaker:\w+(App|Space)$/.test(name)) return true;
  return pattern.includes(name.endsWith("App") ? ":app/" : ":space/");
}
