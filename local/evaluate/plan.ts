import { createHash } from "node:crypto";
import * as path from "node:path";
import { UserError } from "../user-error";
import { textFile } from "../mapping/text-file";
import type { Images } from "./pairs/images";
import { makeImposters } from "./pairs/imposters";
import { type PairSet, picturesOf } from "./pairs/pair";
import { readPairsFile } from "./pairs/pairs-file";

/** What to compare. */
export interface Plan extends PairSet {
  readonly imposters: { readonly given: number; readonly drawn: number; readonly sameGroup: boolean };
}

export interface PlanOptions {
  /** Imposter pairs to draw. */
  readonly imposters: number;
  readonly sameGroup: boolean;
  readonly seed: number;
}

/** Of more faults the rest is counted. */
const MOST_SHOWN = 50;

/** @throws UserError with every line of the file and every picture that is wrong */
export function planFrom(file: string, images: Images, { imposters, sameGroup, seed }: PlanOptions): Plan {
  const { pairs, owners, faults } = readPairsFile(textFile(file));
  refuse(
    faults.map(({ line, why }) => `line ${line}: ${why}`),
    file,
  );
  refuse(images.faultsOf(pairs), file);
  if (sameGroup && [...owners.values()].every(({ group }) => group === undefined))
    throw new UserError(`${file} has no GROUP, which --same-group goes by: add that column, or leave the option out.`);
  const drawn = makeImposters({ pairs, owners }, { count: imposters, seed, sameGroup });
  const all = [...pairs, ...drawn];
  const count = (kind: "genuine" | "imposter") => all.filter((pair) => pair.kind === kind).length;
  if (count("genuine") === 0)
    throw new UserError(`${file} has no Genuine pair: how often a person is refused cannot be measured.`);
  if (count("imposter") === 0)
    throw new UserError(
      `${file} has no Imposter pair: give them with TEST Imposter, or have them drawn with --make-imposters <number>.`,
    );
  refuse(images.faultsOf(drawn), file);
  return { pairs: all, owners, imposters: { given: count("imposter") - drawn.length, drawn: drawn.length, sameGroup } };
}

/** Everything that a result depends on: pairs, whose they are, the pictures, and the API. */
export function fingerprintOf({ pairs, owners }: PairSet, images: Images, apiPlace: string): string {
  const named = pairs.map(({ kind, source, target }) => [kind, source, target].join("\t")).sort();
  const people = [...owners].map(([picture, { person, group }]) => [picture, person, group ?? ""].join("\t")).sort();
  const pictures = picturesOf(pairs)
    .map((picture) => `${picture}\t${images.stateOf(picture)}`)
    .sort();
  return createHash("sha256")
    .update(JSON.stringify([apiPlace, images.place, named, people, pictures]))
    .digest("hex");
}

/** The folder of a run below build/evaluate: named after the file, so that the same command goes on where it was ended. */
export function runName(file: string): string {
  const name = path.basename(file).replace(/\.csv$/i, "");
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(name)) return name;
  throw new UserError(
    `"${name}" cannot name a folder of build/evaluate: give the file a name of 1 to 80 letters, digits, dots, hyphens and underscores.`,
  );
}

function refuse(faults: readonly string[], file: string): void {
  if (faults.length === 0) return;
  const shown = faults.slice(0, MOST_SHOWN);
  const more = faults.length > shown.length ? [`… and ${faults.length - shown.length} more`] : [];
  const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
  throw new UserError([`${file}: ${count}, and nothing was sent.`, ...shown, ...more].join("\n"));
}
