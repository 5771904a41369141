/** Who and which ways are compared between two estates. */
import type { PolicyDocument } from "../../document";
import type { AuditedApi, AuditedEndpoint, AuditedRole, Estate } from "../estate";
import { action, type Formula, not, TRUE } from "../encode/vocabulary";
import { involvedIn } from "../prove/involved";
import type { Asker, Question, Route } from "../question";
import { everyService } from "../rules/questions/askers";
import { sorted } from "./baseline";
import { keyOf } from "./same-names";

/** One caller on one way. The key is the same in both estates. */
export interface Passage {
  readonly key: string;
  /** What the change is about, by kind and logical name. */
  readonly subject: string;
  readonly who: string;
  readonly question: Question;
}

export const UNSIGNED = "any caller without a signature";
const FOREIGN = "a role of another account";

/** Becoming a role is a way of its own, with its three actions at once. */
const NOT_BECOMING = not(action("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"));

export function passagesOf(estate: Estate): readonly Passage[] {
  const { roles, apis, endpoints } = estate;
  const callers = callersOf(estate);
  const signed = callers.filter(({ asker }) => asker.kind !== "service");
  return [
    ...callers.map((caller) => passage(estate, caller, { kind: "service" }, caller.who, NOT_BECOMING)),
    ...roles.flatMap((role) =>
      callers.map((caller) => passage(estate, caller, { kind: "assume-role", role }, `role ${role.name}`)),
    ),
    ...apis.flatMap((api) =>
      (["any", "none"] as const).map((authorizer) =>
        passage(estate, WITH_TOKEN[authorizer], { kind: "api", api, authorizer }, `API ${api.name}`),
      ),
    ),
    ...endpoints.flatMap((endpoint) =>
      signed.map((caller) => passage(estate, caller, { kind: "endpoint", endpoint }, `endpoint ${endpoint.name}`)),
    ),
  ];
}

interface Caller {
  readonly who: string;
  readonly asker: Asker;
}

const WITH_TOKEN: Readonly<Record<"any" | "none", Caller>> = {
  any: { who: "a caller whom the authorizer lets pass", asker: { kind: "anonymous" } },
  none: { who: "any caller, where no authorizer is asked,", asker: { kind: "anonymous" } },
};

function callersOf(estate: Estate): readonly Caller[] {
  return [
    ...estate.roles.map((role): Caller => ({
      who: `role ${keyOf(role, estate.roles)}`,
      asker: { kind: "role", role },
    })),
    { who: "any other role of the account", asker: { kind: "other-role" } },
    { who: FOREIGN, asker: { kind: "foreign-role" } },
    { who: UNSIGNED, asker: { kind: "anonymous" } },
    ...everyService(estate).map((service): Caller => ({
      who: `the service ${service}`,
      asker: { kind: "service", service },
    })),
  ];
}

function passage(estate: Estate, { who, asker }: Caller, route: Route, subject: string, that: Formula = TRUE): Passage {
  return { key: `${who} ${wayOf(route, estate)}`, subject, who, question: { estate, asker, route, that } };
}

function wayOf(route: Route, estate: Estate): string {
  switch (route.kind) {
    case "service":
      return "service";
    case "assume-role":
      return `becomes ${keyOf<AuditedRole>(route.role, estate.roles)}`;
    case "api":
      return `calls ${keyOf<AuditedApi>(route.api, estate.apis)}`;
    case "endpoint":
      return `passes ${keyOf<AuditedEndpoint>(route.endpoint, estate.endpoints)}`;
    case "invoke-function":
      return `invokes ${route.function.name}`;
  }
}

/** Whether everything that has a say is the same to the letter: then there is nothing to ask. */
export function isUntouched(one: Question, other: Question): boolean {
  return sayOn(one) === sayOn(other);
}

function sayOn(question: Question): string {
  const { estate, route } = question;
  const policies = involvedIn(question).policies.map(({ layer, policy }) => [
    layer,
    policy.urn,
    meaningOf(policy.document),
  ]);
  const endpoints = estate.endpoints.map(({ id, service, region, vpcId }) => [id, service, region, vpcId]);
  const held = estate.resources.map(({ arn, kind }) => [arn, kind]);
  const api = route.kind === "api" ? [route.api.executionArn, route.api.stages, route.api.endpointTypes] : [];
  return JSON.stringify([policies, endpoints, held, api, estate.roles.map(({ arn }) => arn), estate.account]);
}

/** Neither names nor order of the statements decide anything. */
function meaningOf({ Version, Statement }: PolicyDocument): readonly unknown[] {
  const statements = Statement.map(({ Sid: _name, ...statement }) => JSON.stringify(sorted(statement)));
  return [Version, ...statements.sort()];
}
