/** As much of package.json as is read here. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: unknown;
}

/**
 * The same manifest with every dependency at the newest version of its major. @pulumi/pulumi is pinned to the last release for Node 20,
 * and overrides make up for versions of today: neither holds for newer ones.
 */
export function withNewestVersions<M extends Manifest>({ overrides: _, ...manifest }: M): Omit<M, "overrides"> {
  const newest = (versions: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, `${majorOf(version)}.x`]));
  return {
    ...manifest,
    dependencies: newest(manifest.dependencies),
    devDependencies: newest(manifest.devDependencies),
  };
}

function majorOf(version: string): string {
  return /\d+/.exec(version)?.[0] ?? "*";
}

/** A line for each package that is there in another version. */
export function differences(
  today: Readonly<Record<string, string>>,
  newest: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(today)
    .filter(([name, version]) => newest[name] !== version)
    .map(([name, version]) => `${name} ${version} → ${newest[name] ?? "missing"}`)
    .sort();
}
