/** What an environment has several of, alike but for their names: one more of them is an ordinary day's work. */
import type { Estate } from "../../estate";

/**
 * A person has a Studio profile; a Region has a Rekognition caller; an origin is a portal's, to which sign-in may return; a bucket holds
 * data that notebooks read and write; a domain is one more Studio domain whose profiles rows may name.
 */
export const PATTERN_KINDS = ["person", "Region", "origin", "bucket", "domain"] as const;

export type PatternKind = (typeof PATTERN_KINDS)[number];

interface Members {
  readonly in: (estate: Estate) => readonly string[];
  /** Names without a wildcard or a variable: what stands in a policy then means the name and nothing else. */
  readonly plain: RegExp;
  /** Characters beside which a name is only a part of a longer one, as in a class of a regular expression. */
  readonly goOn: string;
}

const WORD = { plain: /^[A-Za-z0-9][A-Za-z0-9-]*$/, goOn: "A-Za-z0-9" };

const MEMBERS: Readonly<Record<PatternKind, Members>> = {
  person: { in: ({ studio }) => studio.profiles.map(({ name }) => name), ...WORD },
  // The home Region carries more than a caller: nothing else is like it.
  Region: { in: ({ rekognition, homeRegion }) => rekognition.regions.filter((each) => each !== homeRegion), ...WORD },
  origin: { in: originsIn, plain: /^https:\/\/[a-z0-9][a-z0-9.-]*(:\d+)?$/, goOn: "A-Za-z0-9.:-" },
  bucket: { in: dataBucketsIn, plain: /^[a-z0-9][a-z0-9.-]*$/, goOn: "a-z0-9.-" },
  domain: {
    in: ({ studio }) => studio.furtherDomainIds ?? [],
    plain: /^d-[a-z0-9]+(-[a-z0-9]+)*$/,
    goOn: "A-Za-z0-9-",
  },
};

/** By name. */
export function membersOf(kind: PatternKind, estate: Estate): readonly string[] {
  return [...new Set(MEMBERS[kind].in(estate))].sort();
}

export function isPlain(kind: PatternKind, name: string): boolean {
  return MEMBERS[kind].plain.test(name);
}

/** Where sign-in returns to, without the path. */
function originsIn({ signIn }: Estate): readonly string[] {
  const urls = (signIn?.clients ?? []).flatMap(({ callbacks }) => callbacks);
  return urls.flatMap((url) => /^https:\/\/[^/]+/.exec(url)?.[0] ?? []);
}

/** Of execution roles, the buckets that are named in full and are none of the stack's. */
function dataBucketsIn({ roles, resources, partition }: Estate): readonly string[] {
  const own = new Set(resources.map(({ arn }) => arn));
  const policies = roles.filter(({ purpose }) => purpose === "execution").flatMap(({ identity }) => identity);
  const named = policies.flatMap(({ document }) => document.Statement.flatMap(({ Resource = [] }) => Resource));
  const bucket = new RegExp(`^arn:${partition}:s3:::([^/*?$]+)$`);
  return named.flatMap((arn) => (own.has(arn) ? [] : (bucket.exec(arn)?.[1] ?? [])));
}

/** A name as a word of its own: `jane` is in `profiles-jane-role` and not in `janet`; nor in `jane-roe`, where that is a name too. */
export function mentions(kind: PatternKind, text: string, name: string, others: readonly string[]): boolean {
  return wordOf(kind, name).test(withoutLonger(kind, text, name, others));
}

export function wordOf(kind: PatternKind, name: string): RegExp {
  const { goOn } = MEMBERS[kind];
  return new RegExp(`(?<![${goOn}])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![${goOn}])`, "g");
}

function withoutLonger(kind: PatternKind, text: string, name: string, others: readonly string[]): string {
  const longer = others.filter((other) => other !== name && other.includes(name));
  return longer.reduce((rest, other) => rest.replace(wordOf(kind, other), ""), text);
}
