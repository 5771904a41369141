/**
 * Narrower domains for what a search is free to choose, so that a request that is found is one that could be sent: names of this stack
 * before others, and plain words before any character that happens to fit. They never decide whether there is a request, only which.
 */
import { SOURCE_VPCE } from "../../../from-our-endpoints";
import type { Estate } from "../../estate";
import { callsOf, CALLER_ID, OTHER_ACCOUNT, ownArns, profileNames } from "../../real-names";
import { fits } from "../../sat/fits";
import type { Variable } from "../../sat/formula";
import { literal, oneOf, type Pattern } from "../../sat/pattern";
import type { Domain } from "../../sat/satisfaction";
import { CALLER_ARN } from "../principal";
import { resourcesOfAction } from "./arn-grammar";

export interface LikelyFrame {
  readonly estate: Estate;
  readonly action: string | undefined;
  /** Of an API's calls, in place of what the reference says. */
  readonly resources?: readonly Pattern[] | undefined;
}

type Tier = readonly Pattern[];

/** Regions in which a stranger may be, where ours will not do. */
const OTHER_REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-1"];
const SOME_ID = "0a1b2c3d4e5f67890";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const WORD: Pattern = [{ one: oneOf(LETTERS) }, { many: oneOf(`${LETTERS}0123456789-`) }];
/** The name of whatever is not the stack's. */
const EXAMPLE = literal("example");
const HEXADECIMAL = oneOf("0123456789abcdef");

/** @returns the likeliest domain first; none where any value will do */
export function likelyDomains(frame: LikelyFrame): (variable: Variable, whole: Domain) => readonly Domain[] {
  const memory = new Map<Variable, readonly Domain[]>();
  return (variable, whole) => {
    const known = memory.get(variable) ?? tiersOf(variable, whole, frame).flatMap((tier) => narrowed(tier, whole));
    memory.set(variable, known);
    return known;
  };
}

/** Of a key by its name in lower case: the likeliest values that are written out. */
export function likelyTexts(key: string, estate: Estate): readonly string[] {
  return (tiersOfKey(key, estate)?.[0] ?? []).flatMap((each) => (typeof each === "string" ? [each] : []));
}

/** Without the texts that the variable cannot be. */
function narrowed(tier: Tier, whole: Domain): readonly Domain[] {
  const grammar = tier.filter((pattern) => {
    const text = textOf(pattern);
    return text === undefined || whole.grammar.length === 0 || whole.grammar.some((each) => fits(each, text));
  });
  return grammar.length === 0 ? [] : [{ ...whole, grammar }];
}

function textOf(pattern: Pattern): string | undefined {
  const characters = pattern.map((token) => ("one" in token && !token.one.negated ? token.one.characters : "**"));
  return characters.every((each) => each.length === 1) ? characters.join("") : undefined;
}

function tiersOf(variable: Variable, whole: Domain, frame: LikelyFrame): readonly Tier[] {
  if (variable === "resource") return resourceTiers(frame);
  if (variable === CALLER_ARN) return [callers(frame.estate)];
  const key = variable.replace(/^key:/, "");
  if (key === variable) return [];
  const own = tiersOfKey(key, frame.estate);
  if (own) return own.map((tier) => tier.map((each) => (typeof each === "string" ? literal(each) : each)));
  if (isAnything(whole)) return [[EXAMPLE], [WORD]];
  const isArn = whole.grammar.some((pattern) => fits(pattern, `arn:${frame.estate.partition}:s3:::example`));
  return isArn ? [ownArns(frame.estate).map((arn) => literal(arn))] : [];
}

function tiersOfKey(key: string, estate: Estate): readonly (readonly (string | Pattern)[])[] | undefined {
  const { homeRegion, account, endpoints, partition, studio } = estate;
  const id = (kind: string): Pattern => [
    ...literal(`${kind}-0`),
    ...Array.from({ length: 16 }, () => ({ one: HEXADECIMAL })),
  ];
  switch (key.replace(/\/.*$/, "/")) {
    case SOURCE_VPCE.toLowerCase():
      return [[...endpoints.map((endpoint) => endpoint.id), `vpce-${SOME_ID}`], [id("vpce")]];
    case "aws:sourcevpc":
      return [[...endpoints.map(({ vpcId }) => vpcId), `vpc-${SOME_ID}`], [id("vpc")]];
    case "aws:requestedregion":
      return [[homeRegion], [...endpoints.map(({ region }) => region), ...OTHER_REGIONS]];
    case "aws:sourceaccount":
    case "aws:resourceaccount":
    case "aws:vpceaccount":
    case "aws:principalaccount":
      return [[account, OTHER_ACCOUNT]];
    case "aws:sourcearn":
      return [[...sources(estate), `arn:${partition}:s3:::another-bucket`]];
    case "aws:principaltag/":
    case "aws:requesttag/":
    case "aws:resourcetag/":
      return [/domain/.test(key) ? [studio.domainId, "d-abcd1234efgh"] : profileNames(estate), [WORD]];
    case "sts:sourceidentity":
      return [[...profileNames(estate), CALLER_ID], [WORD]];
    case "sts:rolesessionname":
      return [["session"], [WORD]];
    default:
      return undefined;
  }
}

/** On whose behalf a service may come: our API's methods, our domain, our bucket. */
function sources(estate: Estate): readonly string[] {
  return [...estate.apis.flatMap((api) => callsOf(estate, api)), ...ownArns(estate)];
}

function callers({ partition, account }: Estate): Tier {
  const role = (owner: string, name: string) => literal(`arn:${partition}:iam::${owner}:role/${name}`);
  return [role(account, "another-role"), role(OTHER_ACCOUNT, "another-role")];
}

/** What the stack has; else names made of plain words, in our own Region and account. */
function resourceTiers({ estate, action, resources }: LikelyFrame): readonly Tier[] {
  if (resources) return [estate.apis.flatMap((api) => callsOf(estate, api)).map((arn) => literal(arn))];
  if (action === undefined) return [];
  const { partition, homeRegion: region, account } = estate;
  const where = { partition, region, account };
  return [
    ownArns(estate).map((arn) => literal(arn)),
    resourcesOfAction(action, { ...where, names: EXAMPLE }),
    resourcesOfAction(action, { ...where, names: WORD }),
    resourcesOfAction(action, where),
  ];
}

function isAnything({ grammar }: Domain): boolean {
  return grammar.every((pattern) =>
    pattern.every((token) => {
      const { characters, negated } = "one" in token ? token.one : token.many;
      return negated && characters === "";
    }),
  );
}
