import type { Estate } from "../../../policies/audit/estate";
import {
  actionsMatching,
  isKnownAction,
  globalKeys,
  isNameOf,
  keyOn,
  keysOf,
} from "../../../policies/audit/reference/reference";
import { type AuditRequest, isAssumeRole } from "../../../policies/audit/replay";
import type { AccessRequest } from "../../../policies/evaluate/request";
import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { didYouMean } from "../../command-line/nearest";
import { UserError } from "../../user-error";

/** Parts of a request that are not condition keys. */
const PARTS = ["action", "resource"] as const;

/**
 * A request with some of its keys changed, each `key=value`; nothing behind the sign takes the key out, and commas part the values of a key
 * that has several. `action=` and `resource=` change those. With another endpoint, what AWS says of the network follows.
 *
 * @throws UserError for what is not of this form, and for a key that the action's requests never have
 */
export function withKeys(estate: Estate, request: AuditRequest, changes: readonly string[]): AuditRequest {
  const given = changes.map((text) => {
    const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name !== "") return { name, value };
    const allowed = 'a condition key, "=" and a value, as in --set aws:SecureTransport=false';
    throw new UserError(`--set is "${text}"; allowed is ${allowed}.`);
  });
  const changed = given.reduce<AuditRequest>(
    (before, { name, value }) => (isPart(name) ? withPart(before, name, value) : withKey(before, name, value)),
    request,
  );
  const names = given.map(({ name }) => name.toLowerCase());
  return names.includes(SOURCE_VPCE.toLowerCase()) ? onItsNetwork(estate, changed, names) : changed;
}

/**
 * A request comes either through an endpoint or from an address of the internet, and names the endpoint's own VPC.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
 */
function onItsNetwork(estate: Estate, request: AuditRequest, given: readonly string[]): AuditRequest {
  const [, id] = Object.entries(request.context).find(([key]) => key.toLowerCase() === SOURCE_VPCE.toLowerCase()) ?? [];
  const endpoint = estate.endpoints.find((each) => each.id === id);
  const follows =
    id === undefined
      ? { "aws:SourceVpc": "", "aws:VpcSourceIp": "" }
      : { "aws:SourceIp": "", "aws:SourceVpc": endpoint?.vpcId ?? "", "aws:RequestedRegion": endpoint?.region };
  const rest = Object.entries(follows).filter(
    ([key, value]) => value !== undefined && !given.includes(key.toLowerCase()),
  );
  const context = rest.reduce((before, [key, value = ""]) => changedIn(before, key, value), request.context);
  return { ...request, context };
}

function isPart(name: string): name is (typeof PARTS)[number] {
  return PARTS.some((part) => part === name);
}

function withPart(request: AuditRequest, part: (typeof PARTS)[number], value: string): AuditRequest {
  if (isAssumeRole(request))
    throw new UserError(`--set ${part}: this request is a call to become a role, which has no ${part} of its own.`);
  if (value === "") throw new UserError(`--set ${part}= has no value, and every request has one.`);
  if (part === "action" && !isKnownAction(value)) {
    const service = value.split(":")[0] ?? "";
    const near = didYouMean(value, actionsMatching(`${service}:*`));
    throw new UserError(`--set action: AWS's reference has no action ${value}.${near}`);
  }
  return { ...request, [part]: value };
}

/** Of a call to become a role, tags and names stand beside the context. */
function withKey(request: AuditRequest, name: string, value: string): AuditRequest {
  const action = isAssumeRole(request) ? "sts:AssumeRole" : request.action;
  if (!isKnownKey(name, action, request)) throw unknownKey(name, action, request);
  const [, tag] = /^aws:RequestTag\/(.+)$/i.exec(name) ?? [];
  if (isAssumeRole(request) && tag !== undefined) return { ...request, tags: changedIn(request.tags, tag, value) };
  if (isAssumeRole(request) && /^sts:SourceIdentity$/i.test(name)) {
    const { sourceIdentity: _before, ...rest } = request;
    return value === "" ? rest : { ...rest, sourceIdentity: value };
  }
  if (isAssumeRole(request) && /^sts:RoleSessionName$/i.test(name)) return { ...request, sessionName: value };
  return { ...request, context: changedIn(request.context, name, isList(name, action) ? value.split(",") : value) };
}

/** Names are the same in any case; the new one's spelling stays. */
function changedIn<Value extends AccessRequest["context"][string]>(
  values: Readonly<Record<string, Value>>,
  name: string,
  value: Value,
): Record<string, Value> {
  const others = Object.entries(values).filter(([key]) => key.toLowerCase() !== name.toLowerCase());
  const isGone = value === "" || (Array.isArray(value) && value.join("") === "");
  return Object.fromEntries(isGone ? others : [...others, [name, value]]);
}

function isKnownKey(name: string, action: string, { context }: AuditRequest): boolean {
  const folded = name.toLowerCase();
  const isInRequest = Object.keys(context).some((key) => key.toLowerCase() === folded);
  return isInRequest || globalKeys.some((key) => isNameOf(key, folded)) || ownKey(action, name) !== undefined;
}

function ownKey(action: string, name: string) {
  return isKnownAction(action) ? keyOn(action, name) : undefined;
}

function isList(name: string, action: string): boolean {
  const known = globalKeys.find((key) => isNameOf(key, name.toLowerCase())) ?? ownKey(action, name);
  return known?.isMultivalued ?? false;
}

function unknownKey(name: string, action: string, { context }: AuditRequest): UserError {
  const names = [
    ...Object.keys(context),
    ...globalKeys.map((key) => key.name),
    ...(isKnownAction(action) ? keysOf(action) : []).map((key) => key.name),
  ];
  const near = didYouMean(name, names);
  const allowed = "allowed are the request's own keys, AWS's global ones and the action's, and action and resource";
  return new UserError(`--set ${name}: requests of ${action} have no such key; ${allowed}.${near}`);
}
