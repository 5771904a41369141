import { createHash } from "node:crypto";
import { profileOf, type ProfileNameRule } from "../../functions/contract/studio-profile";
import type { Person } from "./messages";

/** What the program says about names. */
export interface Naming {
  readonly rule: ProfileNameRule;
  /** The claim that names people. */
  readonly claim: string;
  /** Names of the corporate providers; the first one's people are those whom the laptop knows. */
  readonly providers: readonly string[];
}

const AS_THEY_ARE: Naming = { rule: {}, claim: "username", providers: [] };

/** Names for employees who have no Studio profile, in the order they are given out: config has up to ten lanes. */
const WITHOUT_PROFILE = [
  ...["carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy"],
  ...["kim", "leo", "mona", "nils", "olga", "paul", "quinn", "rosa"],
];

/** The groups that open something here. */
export interface EntitledGroups {
  /** "" when everyone may use Studio. */
  readonly studio: string;
  /** "" when there is no pool. */
  readonly pool: string;
  /** Groups of the pool's callers that have a lane of their own. */
  readonly lanes: readonly string[];
}

/**
 * Everyone the company sign-in knows: one person per Studio user profile, in the Studio group; one valid employee who is in no group,
 * because a sign-in that knows only entitled people cannot show a refusal; and, where there is a Rekognition pool, one who may use that
 * and no Studio, and one in each lane's group as well. The first of those with a profile may use both.
 */
export function peopleOf(
  profileNames: readonly string[],
  groups: EntitledGroups,
  naming: Naming = AS_THEY_ARE,
): Person[] {
  const person = (name: string, own: readonly string[]) => employee(name, own, naming);
  const [stranger, member, ...others] = WITHOUT_PROFILE.filter((name) => !profileNames.includes(name));
  const studio = groups.studio === "" ? [] : [groups.studio];
  const pool = groups.pool === "" ? [] : [groups.pool];
  const inLanes = pool.length === 0 ? [] : groups.lanes.filter((lane) => lane !== groups.pool);
  const entitled = profileNames.map((name, index) => person(name, index === 0 ? [...studio, ...pool] : studio));
  return [
    ...entitled,
    ...(stranger === undefined ? [] : [person(stranger, [])]),
    ...(member === undefined || pool.length === 0 ? [] : [person(member, pool)]),
    ...others.slice(0, inLanes.length).map((name, index) => person(name, [...pool, inLanes[index] ?? ""])),
  ];
}

function employee(name: string, groups: readonly string[], { rule, claim, providers }: Naming): Person {
  const provider = providers.find((each) => `${each}_` === rule.stripPrefix) ?? providers[0];
  const prefix = provider === undefined ? "" : `${provider}_`;
  const nameId = nameLeadingTo(name, { ...rule, stripPrefix: "" });
  const called = provider === undefined ? nameLeadingTo(name, rule) : `${prefix}${nameId}`;
  const subject = claim === "sub" ? called : subjectOf(name);
  return { name, called, nameId, email: `${name.toLowerCase()}@company.example`, subject, groups };
}

/** A person's name from which the rule makes this profile; the profile's own name where it leads there from nowhere. */
function nameLeadingTo(
  profile: string,
  { stripPrefix = "", stripDomain, separators, ...rule }: ProfileNameRule,
): string {
  const local =
    separators === undefined ? profile : profile.replaceAll(/-+/g, (run) => separators[run.length - 1] ?? run);
  const name = `${stripPrefix}${local}${stripDomain === undefined ? "" : `@${stripDomain}`}`;
  const whole = { ...rule, stripPrefix, ...(stripDomain && { stripDomain }), ...(separators && { separators }) };
  const named = profileOf(name, whole);
  return "profileName" in named && named.profileName === profile ? name : profile;
}

/** The same UUID for the same name on every start, so that a mapping by subject outlives a restart. */
function subjectOf(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
