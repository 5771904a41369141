/**
 * Which condition keys a request has, and of what values. A key that no source mentions may be there, with any value:
 * what is left open here can only make the audit find more.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { SOURCE_VPCE } from "../../../from-our-endpoints";
import { organizationOf } from "../../accounts/joint-estate";
import type { Estate } from "../../estate";
import { type GlobalKey, globalKeys, isKnownAction, isNameOf } from "../../reference/reference";
import { ownKeyOf } from "./own-keys";
import { ANY, glob, literal, noneOf, oneOf, oneOrMore, type Pattern } from "../../sat/pattern";
import type { Domain } from "../../sat/satisfaction";
import type { Caller, KeyShape } from "../scope";
import { remembered } from "../../remembered";

export interface KeyModel {
  readonly shape: KeyShape;
  /** Of the value, or of each element. */
  readonly domain: Domain;
  readonly mayBeEmpty?: boolean;
}

export interface KeyContext {
  readonly estate: Estate;
  readonly caller: Caller;
  readonly action: string | undefined;
  /** Keys under ForAllValues or ForAnyValue, in lower case: on an action of which nothing is known they are taken for lists. */
  readonly quantified: ReadonlySet<string>;
}

export const ABSENT: KeyModel = { shape: "absent", domain: text() };
/** One domain for all: a variable without a domain is as free as this. */
const FREE: KeyModel = { shape: "text", domain: text() };

export const DIGITS = oneOf("0123456789");
const LETTERS_AND_DIGITS = oneOf("abcdefghijklmnopqrstuvwxyz0123456789");
const TWELVE_DIGITS: Pattern = Array.from({ length: 12 }, () => ({ one: DIGITS }));
const NAME = oneOrMore(oneOf("abcdefghijklmnopqrstuvwxyz0123456789-"));
const YES_OR_NO = [literal("true"), literal("false")];
/** Tag values hold letters, digits, spaces and `_.:/=+-@`, or nothing: never a wildcard, never a variable. */
const TAG_VALUE: readonly Pattern[] = [[{ many: noneOf("*?${}") }]];

export function keyModel(name: string, context: KeyContext): KeyModel {
  const folded = name.toLowerCase();
  const special = SPECIAL[folded] ?? SPECIAL[folded.replace(/\/.*$/, "/")];
  if (special) return special(context, folded);
  const known = globalKeyOf(folded);
  if (known) {
    if (["principal", "session"].includes(known.of) && !isRole(context.caller)) return ABSENT;
    return { ...FREE, shape: known.isMultivalued ? "list" : "text", domain: domainOfType(known.type) };
  }
  if (!folded.startsWith("aws:")) return ownKey(folded, context);
  return context.quantified.has(folded) ? { ...FREE, shape: "list" } : FREE;
}

const globals = new Map<string, GlobalKey | undefined>();

function globalKeyOf(folded: string): GlobalKey | undefined {
  return remembered(globals, folded, () => globalKeys.find((key) => isNameOf(key, folded)));
}

/** A key of the service: on an action of the reference it is there only if that says so. */
function ownKey(folded: string, { action, quantified }: KeyContext): KeyModel {
  if (action === undefined || !isKnownAction(action)) return quantified.has(folded) ? { ...FREE, shape: "list" } : FREE;
  // Callers of STS here are roles and services, without a token of an identity provider.
  if (/^sts:/i.test(action) && !/^(sts|iam|aws):/.test(folded)) return ABSENT;
  const known = ownKeyOf(action, folded);
  if (!known) return ABSENT;
  return { shape: known.isMultivalued ? "list" : "text", domain: domainOfType(known.type) };
}

type Special = (context: KeyContext, folded: string) => KeyModel;

const always = (...grammar: readonly Pattern[]): KeyModel => ({ shape: "text", domain: text(grammar, false) });
const perhaps = (...grammar: readonly Pattern[]): KeyModel => ({ shape: "text", domain: text(grammar) });
const forRoles =
  (model: KeyModel): Special =>
  ({ caller }) =>
    isRole(caller) ? model : ABSENT;
/** Only a service that calls for itself says whom it calls for. */
const forServices =
  (model: KeyModel): Special =>
  ({ caller }) =>
    caller.kind === "service" ? model : ABSENT;
const tagOf: Special = (context, folded) => ({ ...ownKey(folded, context), domain: text(TAG_VALUE), mayBeEmpty: true });

const SPECIAL: Readonly<Partial<Record<string, Special>>> = {
  "aws:principalarn": ({ caller, estate }) => {
    if (caller.kind === "role") return always(literal(caller.arn));
    if (caller.kind !== "any-role") return ABSENT;
    const account = caller.account === undefined ? TWELVE_DIGITS : literal(caller.account);
    const role = [{ many: noneOf(" ") }, { one: LETTERS_AND_DIGITS }];
    return always([...literal(`arn:${estate.partition}:iam::`), ...account, ...literal(":role/"), ...role]);
  },
  "aws:principalaccount": ({ caller }) => {
    if (!isRole(caller)) return ABSENT;
    return always(caller.account === undefined ? TWELVE_DIGITS : literal(caller.account));
  },
  // Of an account whose organisation is given it is known; of others nothing is.
  "aws:principalorgid": ({ caller, estate }) => {
    if (!isRole(caller)) return ABSENT;
    const organization = organizationOf(estate, caller.account);
    return organization ? always(literal(organization.id)) : FREE;
  },
  "aws:principaltype": forRoles(always(literal("AssumedRole"))),
  "aws:principaltag/": forRoles({ shape: "text", domain: text(TAG_VALUE), mayBeEmpty: true }),
  "aws:principalisawsservice": ({ caller }) =>
    caller.kind === "anonymous" ? perhaps(literal("false")) : always(literal(String(caller.kind === "service"))),
  "aws:principalservicename": ({ caller }) => (caller.kind === "service" ? always(literal(caller.service)) : ABSENT),
  "aws:principalservicenameslist": forServices({ ...FREE, shape: "list" }),
  // Users have one; neither role sessions nor services do.
  "aws:username": () => ABSENT,
  [SOURCE_VPCE.toLowerCase()]: ({ caller, estate }) =>
    caller.kind === "service"
      ? ABSENT
      : perhaps(
          [...literal("vpce-"), ...oneOrMore(LETTERS_AND_DIGITS)],
          ...estate.endpoints.map(({ id }) => literal(id)),
        ),
  "aws:sourcevpc": ({ caller, estate }) =>
    caller.kind === "service"
      ? ABSENT
      : perhaps(
          [...literal("vpc-"), ...oneOrMore(LETTERS_AND_DIGITS)],
          ...estate.endpoints.map(({ vpcId }) => literal(vpcId)),
        ),
  "aws:vpcsourceip": ({ caller }) => (caller.kind === "service" ? ABSENT : FREE),
  "aws:viaawsservice": ({ caller }) => (isRole(caller) ? perhaps(...YES_OR_NO) : perhaps(literal("false"))),
  "aws:calledvia": forRoles({ ...FREE, shape: "list" }),
  "aws:calledviafirst": forRoles(FREE),
  "aws:calledvialast": forRoles(FREE),
  "aws:securetransport": () => always(...YES_OR_NO),
  "aws:requestedregion": () => always(NAME),
  "aws:currenttime": () => ({ shape: "text", domain: { kind: "text", grammar: [], mayBeAbsent: false } }),
  "aws:epochtime": () => ({ shape: "text", domain: { kind: "text", grammar: [], mayBeAbsent: false } }),
  "aws:sourcearn": forServices({ shape: "text", domain: domainOfType("ARN") }),
  "aws:sourceaccount": forServices(perhaps(TWELVE_DIGITS)),
  "aws:sourceorgid": forServices(FREE),
  "aws:sourceorgpaths": forServices({ ...FREE, shape: "list" }),
  "aws:sourceowner": forServices(FREE),
  "aws:resourceaccount": () => perhaps(TWELVE_DIGITS),
  "aws:vpceaccount": () => perhaps(TWELVE_DIGITS),
  "aws:requesttag/": tagOf,
  // Of an action on a resource, whether the reference lists the key or not.
  "aws:resourcetag/": () => ({ shape: "text", domain: text(TAG_VALUE), mayBeEmpty: true }),
  "aws:tagkeys": (context) => ({ ...ownKey("aws:tagkeys", context), domain: text() }),
  "lambda:sourcefunctionarn": ({ caller, estate }) =>
    isRole(caller)
      ? perhaps([
          ...literal(`arn:${estate.partition}:lambda:`),
          ...NAME,
          ...literal(":"),
          ...TWELVE_DIGITS,
          ...literal(":function:"),
          ...oneOrMore(ANY),
        ])
      : ABSENT,
  "sts:rolesessionname": (context) => {
    const own = ownKey("sts:rolesessionname", context);
    return own.shape === "absent" ? own : always(SESSION_NAME);
  },
  "sts:sourceidentity": (context) => {
    const own = ownKey("sts:sourceidentity", context);
    return own.shape === "absent" ? own : perhaps(SESSION_NAME);
  },
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: two characters at least. */
const SESSION_CHARACTERS = oneOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-");
const SESSION_NAME: Pattern = [{ one: SESSION_CHARACTERS }, ...oneOrMore(SESSION_CHARACTERS)];

function domainOfType(type: string): Domain {
  if (type === "Bool") return text(YES_OR_NO);
  if (type !== "ARN") return text();
  const parts = glob("arn:*:*:*:*:", { run: noneOf(":") });
  return text([[...parts, ...oneOrMore(ANY)]]);
}

function text(grammar: readonly Pattern[] = [oneOrMore(ANY)], mayBeAbsent = true): Domain {
  return { kind: "text", grammar, mayBeAbsent };
}

function isRole(caller: Caller): caller is Extract<Caller, { readonly kind: "role" | "any-role" }> {
  return caller.kind === "role" || caller.kind === "any-role";
}
