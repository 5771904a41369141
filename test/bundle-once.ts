import * as esbuild from "esbuild";

interface Entry {
  readonly in: string;
  readonly out: string;
}

/**
 * The functions' code is the same in every run of the program: within this process each bundle is made once, where the program would make
 * it anew each time. What is bundled together makes no difference to a bundle's bytes.
 */
export function bundleOnce(): void {
  const cached = require.cache[require.resolve("esbuild")];
  if (cached === undefined) return;
  const made = new Map<string, Promise<esbuild.OutputFile[]>>();
  const build = async (options: esbuild.BuildOptions & { readonly entryPoints: readonly Entry[] }) => {
    const keyOf = (entry: Entry) => JSON.stringify({ ...options, entryPoints: [entry] });
    const missing = options.entryPoints.filter((entry) => !made.has(keyOf(entry)));
    const making = missing.length > 0 ? esbuild.build({ ...options, entryPoints: missing }) : undefined;
    for (const entry of missing) {
      const own = making?.then(({ outputFiles = [] }) => outputFiles.filter((file) => isOf(entry, file)));
      if (own) made.set(keyOf(entry), own);
    }
    const files = await Promise.all(options.entryPoints.map((entry) => made.get(keyOf(entry)) ?? Promise.resolve([])));
    return { outputFiles: files.flat() };
  };
  cached.exports = { ...esbuild, build };
}

function isOf({ out }: Entry, { path: file }: esbuild.OutputFile): boolean {
  return file.endsWith(`/${out}.js`);
}
