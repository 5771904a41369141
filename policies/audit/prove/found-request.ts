/** From the values that a search has found to a request as the evaluator takes it, and as a sentence says it. */
import type { AssumeRoleRequest } from "../../evaluate/assume-role";
import type { AccessRequest, Principal } from "../../evaluate/request";
import { SOURCE_VPCE } from "../../from-our-endpoints";
import { accountOfRole } from "../accounts/joint-estate";
import type { Estate } from "../estate";
import { globalKeys } from "../reference/reference";
import { type AuditRequest, isAssumeRole } from "../replay";
import { keyVariable } from "../encode/key-variable";
import { elementOf } from "../encode/request/list-elements";
import { CALLER_ARN } from "../encode/principal";
import type { Asker, Route } from "../question";
import type { RequestModel } from "../encode/request/request-model";
import type { Assignment } from "../sat/satisfaction";
import { listsIn } from "./solve-case";

const REQUEST_TAG = keyVariable("aws:RequestTag/");
/**
 * In place of a text that is no address: example addresses, one on the internet, one inside a network. Of IPv6, because a search that looks for an
 * address in none of the IPv4 networks of the policies (`0.0.0.0/0`) finds such a text.
 */
const SAMPLE_ADDRESSES: Readonly<Partial<Record<string, string>>> = {
  "aws:sourceip": "2001:db8::1",
  "aws:vpcsourceip": "fd00::1",
};

/** @param spellings of condition keys, by the key in lower case */
export function requestFrom(
  assignment: Assignment,
  model: RequestModel,
  asker: Asker,
  route: Route,
  spellings: ReadonlyMap<string, string>,
): AuditRequest {
  const principal = principalFrom(assignment, asker);
  const context = contextFrom(assignment, spellings);
  const resource = model.known.get("resource") ?? textAt(assignment, "resource");
  if (route.kind !== "assume-role")
    return { action: model.scope.action ?? textAt(assignment, "action"), resource, principal, context };
  return { roleArn: route.role.arn, principal, ...passedAlong(assignment, context, spellings) };
}

/** What a call to become a role brings, besides the keys that every request has. */
function passedAlong(
  assignment: Assignment,
  context: AccessRequest["context"],
  spellings: ReadonlyMap<string, string>,
): Omit<AssumeRoleRequest, "roleArn" | "principal"> {
  const isOwn = (key: string) => /^(sts:|aws:RequestTag\/|aws:TagKeys$)/i.test(key);
  const at = (key: string) => {
    const value = assignment.get(keyVariable(key));
    return typeof value === "string" ? value : undefined;
  };
  const [sourceIdentity, externalId] = [at("sts:SourceIdentity"), at("sts:ExternalId")];
  const transitiveTagKeys = listsIn(assignment).get(keyVariable("sts:TransitiveTagKeys"));
  return {
    context: Object.fromEntries(Object.entries(context).filter(([key]) => !isOwn(key))),
    sessionName: at("sts:RoleSessionName") ?? "session",
    tags: tagsFrom(assignment, spellings),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    ...(externalId !== undefined && { externalId }),
    ...(transitiveTagKeys && { transitiveTagKeys }),
  };
}

function principalFrom(assignment: Assignment, asker: Asker): Principal {
  switch (asker.kind) {
    case "anonymous":
      return { kind: "anonymous" };
    case "service":
      return { kind: "service", service: asker.service };
    case "role":
      return { kind: "role", roleArn: asker.role.arn, account: accountOfRole(asker.role.arn) };
    default: {
      const roleArn = textAt(assignment, CALLER_ARN);
      return { kind: "role", roleArn, account: roleArn.split(":")[4] ?? "" };
    }
  }
}

function contextFrom(assignment: Assignment, spellings: ReadonlyMap<string, string>): AccessRequest["context"] {
  const lists = listsIn(assignment);
  const entries = [...assignment, ...lists].flatMap(([variable, value]): [string, string | readonly string[]][] => {
    const { of } = elementOf(variable);
    // A key of the principal's that the evaluator adds by itself is left to it.
    if (!variable.startsWith("key:") || of !== variable || DERIVED.has(variable)) return [];
    const key = variable.slice("key:".length);
    const sample = SAMPLE_ADDRESSES[key];
    const isAddress = typeof value === "string" && /^[\d.]+$|:/.test(value);
    return [[spellings.get(key) ?? spellingOf(key), sample && !isAddress ? sample : value]];
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const DERIVED: ReadonlySet<string> = new Set([CALLER_ARN, keyVariable("aws:PrincipalAccount")]);
const globalSpellings: ReadonlyMap<string, string> = new Map(
  globalKeys.map(({ name }) => [name.replace(/\$\{.*$/s, "").toLowerCase(), name.replace(/\$\{.*$/s, "")]),
);
/** The tags that the stack's sessions carry. */
const OWN_TAGS: ReadonlyMap<string, string> = new Map(
  ["StudioDomainId", "StudioUserProfile"].map((name) => [name.toLowerCase(), name]),
);

/** As AWS and the stack write a key that no policy mentions. */
function spellingOf(key: string): string {
  const [, start = "", name = ""] = /^([^/]*\/)(.*)$/s.exec(key) ?? [];
  if (start === "") return globalSpellings.get(key) ?? key;
  return `${globalSpellings.get(start) ?? start}${OWN_TAGS.get(name) ?? name}`;
}

/** A tag that is asked about by name has its value in a key; of any other only the name matters. */
function tagsFrom(assignment: Assignment, spellings: ReadonlyMap<string, string>): Record<string, string> {
  const names = new Map<string, string>();
  for (const variable of assignment.keys())
    if (variable.startsWith(REQUEST_TAG)) {
      const folded = variable.slice(REQUEST_TAG.length);
      const key = variable.slice("key:".length);
      const spelling = spellings.get(key) ?? spellingOf(key);
      names.set(folded, spelling.slice(spelling.indexOf("/") + 1));
    }
  for (const name of listsIn(assignment).get(keyVariable("aws:TagKeys")) ?? []) names.set(name.toLowerCase(), name);
  return Object.fromEntries(
    [...names].map(([folded, name]) => {
      const value = assignment.get(`${REQUEST_TAG}${folded}`);
      return [name, typeof value === "string" ? value : "example"];
    }),
  );
}

function textAt(assignment: Assignment, variable: string): string {
  const value = assignment.get(variable);
  if (typeof value !== "string") throw new Error(`The search has found no ${variable}.`);
  return value;
}

/** Who asks what and from where. */
export function sentenceOf(request: AuditRequest, { endpoints, roles }: Estate): string {
  const { principal, context } = request;
  const role = principal.kind === "role" ? roles.find(({ arn }) => arn === principal.roleArn) : undefined;
  const asker = {
    anonymous: () => "A caller without a signature",
    service: (name: string) => `The service ${name}`,
    role: (arn: string) => (role ? `Role ${role.name}` : `Role ${arn}`),
  };
  const who =
    principal.kind === "role"
      ? asker.role(principal.roleArn)
      : principal.kind === "service"
        ? asker.service(principal.service)
        : asker.anonymous();
  const what = isAssumeRole(request)
    ? `becomes role ${roles.find(({ arn }) => arn === request.roleArn)?.name ?? request.roleArn}`
    : `is allowed ${request.action}${request.resource === "*" ? "" : ` on ${request.resource}`}`;
  const id = context[SOURCE_VPCE];
  const endpoint = endpoints.find((each) => each.id === id);
  const ours = endpoint && `through our endpoint ${endpoint.name}`;
  const from = typeof id === "string" ? (ours ?? `through ${id}, an endpoint that is not ours`) : "through no endpoint";
  return `${who} ${what}, ${from}.`;
}
