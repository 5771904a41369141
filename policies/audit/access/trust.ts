/** Who can become or start whom: the ways on which access travels further than a role's own policies say. */
import type { Statement } from "../../document";
import type { AuditedRole, Estate, SourcedPolicy } from "../estate";
import { referenceTo } from "../grants";
import { ask } from "../prove/ask";
import type { Question } from "../question";
import { action, and, resource, TRUE } from "../encode/vocabulary";
import type { TrustEdge } from "../report";
import type { Layer } from "../../evaluate/decision";
import { namesOfEndpoints } from "./access-table";
import { type EndpointNames, phrasesOfAllow } from "./conditions-in-words";

type EdgeFinder = (estate: Estate, endpoints: EndpointNames) => TrustEdge[];

const FINDERS: readonly EdgeFinder[] = [
  servicesBecomingRoles,
  rolesBecomingRoles,
  rolesPassingRoles,
  invocations,
  urlsForProfiles,
];

/** Sorted. An edge is there only if some request passes every layer. */
export function trustEdges(estate: Estate): TrustEdge[] {
  const endpoints = namesOfEndpoints(estate);
  const edges = FINDERS.flatMap((find) => find(estate, endpoints));
  return edges.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * What is peculiar to Studio: a principal that can make a URL for a profile works in that profile, with its execution role. No IAM edge
 * says so. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedDomainUrl.html
 */
function urlsForProfiles(estate: Estate, endpoints: EndpointNames): TrustEdge[] {
  const { partition, homeRegion, account, studio } = estate;
  return estate.roles.flatMap((role) =>
    studio.profiles
      .filter(({ name }) => {
        const profile = `arn:${partition}:sagemaker:${homeRegion}:${account}:user-profile/${studio.domainId}/${name}`;
        const that = and(action("sagemaker:CreatePresignedDomainUrl"), resource(profile));
        return isPossible({ estate, asker: { kind: "role", role }, route: { kind: "service" }, that });
      })
      .map(({ name, executionRoleArn }) => ({
        from: `role ${role.name}`,
        to: `role ${estate.roles.find(({ arn }) => arn === executionRoleArn)?.name ?? `of profile ${name}`}`,
        how: "makes a URL for the profile of",
        ...grantsOf(role.identity, "identity", /^(\*|sagemaker:(\*|CreatePresigned.*))$/i, endpoints),
      })),
  );
}

function servicesBecomingRoles(estate: Estate, endpoints: EndpointNames): TrustEdge[] {
  return estate.roles.flatMap((role) =>
    role.trust.document.Statement.flatMap(({ Effect, Principal }) =>
      Effect === "Allow" && typeof Principal === "object" ? listed(Principal.Service ?? []) : [],
    )
      .filter(unique)
      .filter((service) => isPossible(becoming(estate, { kind: "service", service }, role)))
      .map((service) => ({
        from: `service ${service}`,
        to: `role ${role.name}`,
        how: "assumes",
        ...grantsOf([role.trust], "trust", /assumerole/i, endpoints, service),
      })),
  );
}

/** Roles of the stack, and others: a role of this account that is not the stack's, and one of another account. */
function rolesBecomingRoles(estate: Estate, endpoints: EndpointNames): TrustEdge[] {
  const others: [string, Question["asker"]][] = [
    ["any other role of the account", { kind: "other-role" }],
    ["a role of another account", { kind: "foreign-role" }],
  ];
  const ours = estate.roles.map((role): [string, Question["asker"]] => [`role ${role.name}`, { kind: "role", role }]);
  return estate.roles.flatMap((role) =>
    [...ours, ...others]
      .filter(([, asker]) => isPossible(becoming(estate, asker, role)))
      .map(([from, asker]) => ({
        from,
        to: `role ${role.name}`,
        how: "assumes",
        ...grantsOf(
          [role.trust],
          "trust",
          /assumerole/i,
          endpoints,
          asker.kind === "role" ? asker.role.arn : undefined,
        ),
      })),
  );
}

function becoming(estate: Estate, asker: Question["asker"], role: AuditedRole): Question {
  return { estate, asker, route: { kind: "assume-role", role }, that: TRUE };
}

function rolesPassingRoles(estate: Estate, endpoints: EndpointNames): TrustEdge[] {
  return estate.roles.flatMap((role) =>
    estate.roles
      .filter(({ arn }) => {
        const that = and(action("iam:PassRole"), resource(arn));
        return isPossible({ estate, asker: { kind: "role", role }, route: { kind: "service" }, that });
      })
      .map(({ name }) => ({
        from: `role ${role.name}`,
        to: `role ${name}`,
        how: "passes",
        ...grantsOf(role.identity, "identity", /^(\*|iam:(\*|PassRole))$/i, endpoints),
      })),
  );
}

/** A function runs with its role, so its caller has that role do something. */
function invocations(estate: Estate, endpoints: EndpointNames): TrustEdge[] {
  return estate.functions.flatMap((audited) =>
    audited.permissions.map((permission) => ({
      from: `service ${permission.document.Statement.flatMap(servicesOf).join(", ") || "(a principal that is not a service)"}`,
      to: `function ${audited.name}`,
      how: "invokes",
      ...grantsOf([permission], "resource", /./, endpoints),
    })),
  );
}

function isPossible(question: Question): boolean {
  return ask(question, "any").kind !== "never";
}

/** The Allows behind an edge, and the conditions that they set. */
function grantsOf(
  policies: readonly SourcedPolicy[],
  layer: Layer,
  action: RegExp,
  endpoints: EndpointNames,
  principal?: string,
): Pick<TrustEdge, "conditions" | "allowedBy"> {
  const grants = policies.flatMap((policy) =>
    policy.document.Statement.map((statement, index) => ({ policy, statement, index })).filter(
      ({ statement }) =>
        statement.Effect === "Allow" &&
        (statement.NotAction !== undefined || listed(statement.Action ?? []).some((name) => action.test(name))) &&
        (principal === undefined ||
          JSON.stringify(statement.Principal ?? "*").includes(principal) ||
          statement.Principal === "*"),
    ),
  );
  return {
    conditions: grants.flatMap(({ statement }) => phrasesOfAllow(statement, endpoints)).filter(unique),
    allowedBy: grants.map(({ policy, index }) => referenceTo(policy, layer, index)),
  };
}

function servicesOf({ Principal }: Statement): readonly string[] {
  return typeof Principal === "object" ? listed(Principal.Service ?? []) : [];
}

function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function unique<T>(value: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(value) === index;
}

function keyOf({ from, how, to }: TrustEdge): string {
  return `${from}\n${how}\n${to}`;
}
