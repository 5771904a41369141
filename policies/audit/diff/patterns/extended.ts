/**
 * The approved estate as it would be with one more member of a kind, which has what a given one has, under its own name. Only that is
 * approved by a pattern: whatever goes beyond it is new access when today's estate is compared with this one.
 */
import type { Estate } from "../../estate";
import { mentions, type PatternKind, wordOf } from "./members";

export interface OneMore {
  readonly kind: PatternKind;
  /** The member that is repeated. */
  readonly like: string;
  /** The new one. */
  readonly name: string;
  /** All approved members of the kind, `like` among them. */
  readonly approved: readonly string[];
}

/** What AWS names by itself; without the member's name in it, it cannot be renamed, and gets a stand-in that is unique. */
const GIVEN_BY_AWS = ["id", "arn", "vpcId", "executionArn"] as const;

export function extendedBy(more: OneMore, estate: Estate): Estate {
  return new Extension(more, estate).extend(estate) as Estate;
}

class Extension {
  /** Texts of the repeated member → of the new one, the longest first. */
  private readonly renamings: readonly (readonly [string, string])[];
  private readonly identifiersOfOthers: readonly string[];

  constructor(
    private readonly more: OneMore,
    estate: Estate,
  ) {
    const others = more.approved.filter((name) => name !== more.like);
    this.identifiersOfOthers = others.flatMap((name) => this.identifiersOf(name, estate));
    const given = this.identifiersOf(more.like, estate).map((text) => [text, `${text} of ${more.name}`] as const);
    this.renamings = [...new Map(given)].sort(([one], [other]) => other.length - one.length);
  }

  /** With a renamed copy behind each entry of a list, or of a table by name, that is about the member and no other. */
  extend(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.flatMap((item: unknown) =>
        this.isOwn(item) && !this.growsInside(item) ? [item, this.renamed(item)] : [this.extend(item)],
      );
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => {
        const kept = [key, this.extend(item)] as const;
        return this.isAbout(key) ? [kept, [this.renamedText(key), this.renamed(item)] as const] : [kept];
      }),
    );
  }

  /** A resource is the member's own when its logical name says so: one that all share may mention only one of them by chance. */
  private isOwn(item: unknown): boolean {
    const text = JSON.stringify(item);
    const urn = typeof item === "object" && item !== null && "urn" in item ? String(item.urn) : text;
    return this.isAbout(text) && this.isNamed(urn, item) && !this.mentionsAnother(text);
  }

  /**
   * A statement that says the member in one list only says one more there: `Resource: [bucket, bucket/*]`. Of two lists each would be
   * said with the other's, so such a statement is repeated as a whole.
   */
  private growsInside(item: unknown): boolean {
    if (typeof item !== "object" || item === null || !("Effect" in item)) return false;
    const lists: string[] = [];
    const rest = JSON.stringify(item, (_key, value: unknown) => {
      if (!Array.isArray(value) || !value.some((each) => typeof each === "string" && this.isAbout(each))) return value;
      lists.push(JSON.stringify(value));
      return [];
    });
    return lists.length === 1 && !this.isAbout(rest);
  }

  private isNamed(urn: string, item: unknown): boolean {
    const hasUrn = typeof item === "object" && item !== null && "urn" in item;
    return !hasUrn || this.isNameIn(urn);
  }

  private isAbout(text: string): boolean {
    return this.isNameIn(text) || this.renamings.some(([own]) => text.includes(own));
  }

  private isNameIn(text: string, name = this.more.like): boolean {
    return mentions(this.more.kind, text, name, this.more.approved);
  }

  private mentionsAnother(text: string): boolean {
    const { like, approved } = this.more;
    const hasName = approved.some((other) => other !== like && this.isNameIn(text, other));
    return hasName || this.identifiersOfOthers.some((other) => text.includes(other));
  }

  private renamed(value: unknown): unknown {
    return JSON.parse(this.renamedText(JSON.stringify(value))) as unknown;
  }

  private renamedText(text: string): string {
    const { kind, like, name } = this.more;
    const given = this.renamings.reduce((known, [own, theirs]) => known.replaceAll(own, theirs), text);
    return given.replace(wordOf(kind, like), name);
  }

  /** Of the resources whose logical names hold the member's. */
  private identifiersOf(name: string, value: unknown): readonly string[] {
    if (typeof value !== "object" || value === null) return [];
    const inside = Object.values(value).flatMap((item) => this.identifiersOf(name, item));
    if (!("urn" in value) || !this.isNameIn(String(value.urn), name)) return inside;
    const own = GIVEN_BY_AWS.flatMap((key) => {
      const text: unknown = (value as Readonly<Record<string, unknown>>)[key];
      return typeof text === "string" && text !== "" ? [text] : [];
    });
    return [...inside, ...own];
  }
}
