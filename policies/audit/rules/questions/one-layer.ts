/**
 * Estates in which one layer stands alone. A rule about roles has to hold whatever the endpoints let through, and a rule about what is
 * allowed whatever is denied: otherwise one layer's fault would hide behind another layer, until that one is changed.
 */
import type { PolicyDocument, Statement } from "../../../document";
import type { AuditedRole, Estate, SourcedPolicy } from "../../estate";
import { remembered } from "../../remembered";

const openEstates = new WeakMap<Estate, Estate>();
const allowingEstates = new WeakMap<Estate, Estate>();

/** Every endpoint lets everything pass, as one without a policy does. */
export function withOpenEndpoints(estate: Estate): Estate {
  return remembered(openEstates, estate, () => ({
    ...estate,
    endpoints: estate.endpoints.map((endpoint) => ({
      ...endpoint,
      policies: [{ ...OPEN, name: `${endpoint.name}, taken as open`, urn: endpoint.urn }],
    })),
  }));
}

/**
 * Roles and what their own policies allow: nothing denies, nothing comes from the policies of what they use, and every role
 * may be assumed by any principal whose own policies allow it. Positions in the documents stay as they are.
 */
export function withAllowsOnly(estate: Estate): Estate {
  return remembered(allowingEstates, estate, () => {
    const open = withOpenEndpoints(estate);
    return {
      ...open,
      roles: open.roles.map((role) => ({
        ...role,
        identity: role.identity.map(allowsOf),
        trust: { ...role.trust, document: leftToOthers(estate) },
      })),
      apis: open.apis.map((api) => ({ ...api, policies: [] })),
      functions: open.functions.map((code) => ({ ...code, permissions: [] })),
      resources: open.resources.map((it) => (it.kind === "key" ? it : { ...it, policies: [] })),
    };
  });
}

/** A role as it stands in another estate. */
export function sameRole(estate: Estate, { urn }: AuditedRole): AuditedRole {
  const role = estate.roles.find((each) => each.urn === urn);
  if (!role) throw new Error(`The estate has no role ${urn}.`);
  return role;
}

const OPEN: Omit<SourcedPolicy, "name" | "urn"> = {
  document: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
  },
  pointer: "",
  origin: "assumed",
};

/** Naming the account leaves it to the account's own policies who may. */
function leftToOthers({ account }: Estate): PolicyDocument {
  const Action = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action }] };
}

/** A Deny that can never apply, in the place of one that does. */
const DENIES_NOTHING: Statement = {
  Sid: "LeftOutByThisRule",
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: { Null: { "aws:PrincipalArn": "true" } },
};

function allowsOf(policy: SourcedPolicy): SourcedPolicy {
  const statements = policy.document.Statement.map((statement) =>
    statement.Effect === "Allow" ? statement : DENIES_NOTHING,
  );
  const document: PolicyDocument = { ...policy.document, Statement: statements };
  return { ...policy, document };
}
