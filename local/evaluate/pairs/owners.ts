import type { LineFault, Owner, Pair } from "./pair";

interface Claim {
  readonly person: string;
  readonly line: number;
}

type LinedPair = Pair & { readonly line: number };

/**
 * Whose each picture is, from the lines that name it: EXTERNAL_ID owns both pictures of a genuine pair and the source of an imposter pair.
 * A target that no line gives to anyone counts as a person of its own.
 */
export class Owners {
  private readonly pictures = new Map<string, Claim>();
  private readonly groups = new Map<string, { readonly group: string; readonly line: number }>();

  claim({ kind, source, target, line }: LinedPair, person: string, group: string | undefined): LineFault[] {
    const pictures = kind === "genuine" ? [source, target] : [source];
    const faults = pictures.flatMap((picture) => {
      const before = this.pictures.get(picture);
      if (before === undefined) this.pictures.set(picture, { person, line });
      if (before === undefined || before.person === person) return [];
      return [{ line, why: `"${picture}" is of ${before.person} in line ${before.line} and of ${person} here` }];
    });
    return [...faults, ...this.claimGroup(person, group, line)];
  }

  /** Known when all lines are read. */
  faultOf({ kind, source, target, line }: LinedPair): LineFault | undefined {
    const [one, other] = [this.pictures.get(source), this.pictures.get(target)];
    if (kind === "genuine" || one === undefined || one.person !== other?.person) return undefined;
    return { line, why: `TEST is Imposter, and both pictures are of ${one.person} (line ${other.line})` };
  }

  ofAll(pairs: readonly Pair[]): ReadonlyMap<string, Owner> {
    const pictures = pairs.flatMap(({ source, target }) => [source, target]);
    return new Map(
      pictures.map((picture) => {
        const person = this.pictures.get(picture)?.person ?? `picture ${picture}`;
        return [picture, { person, group: this.groups.get(person)?.group }];
      }),
    );
  }

  private claimGroup(person: string, group: string | undefined, line: number): LineFault[] {
    const before = this.groups.get(person);
    if (group === undefined) return [];
    if (before === undefined) this.groups.set(person, { group, line });
    if (before === undefined || before.group === group) return [];
    return [{ line, why: `${person} is of group ${before.group} in line ${before.line} and of ${group} here` }];
  }
}
