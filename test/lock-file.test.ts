import lock from "../package-lock.json";
import manifest from "../package.json";

const packages = lock.packages as Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;

/** Packages with a binary per platform, as the lock file names them, and how each spells a platform. */
const BINARIES: Record<string, (os: string, cpu: string) => string> = {
  esbuild: (os, cpu) => `@esbuild/${os}-${cpu}`,
  "unrs-resolver": (os, cpu) =>
    `@unrs/resolver-binding-${os}-${cpu}${os === "linux" ? "-gnu" : os === "win32" ? "-msvc" : ""}`,
};

const PLATFORMS = [
  ["darwin", "arm64"],
  ["darwin", "x64"],
  ["win32", "arm64"],
  ["win32", "x64"],
  ["linux", "arm64"],
  ["linux", "x64"],
] as const;

describe.each(Object.entries(BINARIES))("%s", (_name, spell) => {
  test.each(PLATFORMS)("can be installed on %s %s from the lock file", (os, cpu) => {
    expect(packages[`node_modules/${spell(os, cpu)}`]).toBeDefined();
  });
});

test("every optional package that a locked package asks for is locked too, so that npm ci does not fail", () => {
  const missing = Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no download address of a private mirror", () => {
  const elsewhere = Object.values(packages)
    .map(({ resolved }) => resolved)
    .filter((address) => address !== undefined && !address.startsWith("https://registry.npmjs.org/"));
  expect(elsewhere).toEqual([]);
});

test("what runs in the gateway is pinned to exact versions", () => {
  const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(ranges).toEqual([]);
});
