import { UserError } from "../user-error";

export interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** The part of a lock file that one package needs, as the lock file of a project that needs only it. */
export function lockOf(name: string, { packages }: LockFile): LockFile {
  const found: Record<string, LockedPackage> = {};
  const add = (wanted: string, by: string) => {
    const place = placeOf(wanted, by, packages);
    const locked = place === undefined ? undefined : packages[place];
    if (place === undefined || !locked || found[place]) return;
    found[place] = locked;
    for (const next of Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })) add(next, place);
  };
  add(name, "");
  const version = found[`node_modules/${name}`]?.version;
  if (version === undefined) throw new UserError(`package-lock.json has no ${name}: run npm install first.`);
  return { packages: { "": { dependencies: { [name]: version } }, ...found } };
}

/** Where Node would find a package from another: in its own node_modules, else in the one above, and so on up. */
function placeOf(wanted: string, by: string, packages: LockFile["packages"]): string | undefined {
  for (let folder = by; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const place = folder === "" ? `node_modules/${wanted}` : `${folder}/node_modules/${wanted}`;
    if (packages[place]) return place;
    if (folder === "") return undefined;
  }
}
