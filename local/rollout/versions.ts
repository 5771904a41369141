import * as fs from "node:fs";
import * as path from "node:path";
import { build, type Plugin } from "esbuild";
import { LAMBDA_BUILD } from "../../infra/functions/bundle";
import { FUNCTION_ENTRIES } from "../../infra/functions/entries";
import { replaceFile } from "../whole-file";

/** The real bundle with one line of its sources changed. */
export interface ChangedVersion {
  readonly name: string;
  /** What comes of it. */
  readonly about: string;
  /** From the project's root. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** What is rolled out: of studio-url, because each person who opens Studio calls it. */
export const ROLLED_OUT = "studio-url";

export const VERSIONS = {
  broken: {
    name: "broken",
    about: "expects another path in Studio's URLs, and so passes none on: every mint is a 502",
    file: "functions/studio-url/mint.ts",
    before: 'pathname === "/auth"',
    after: 'pathname === "/studio/auth"',
  },
  unguarded: {
    name: "unguarded",
    about: "no longer looks whether a token has ended: no caller of this load notices",
    file: "functions/http/proxy-handler.ts",
    before: "if (now < caller.expiresAt * 1000) return;",
    after: "if (caller.expiresAt > 0) return;",
  },
  right: {
    name: "right",
    about: "gives a mint 15 seconds in place of 20",
    file: "functions/studio-url/mint.ts",
    before: "total: 20_000",
    after: "total: 15_000",
  },
} as const satisfies Readonly<Record<string, ChangedVersion>>;

/**
 * @param entry of the function that runs: the stack's own choice of bundles
 * @returns the folder of its `index.js`, absolute
 * @throws Error when the line is not in its file, once
 */
export async function buildVersion(projectRoot: string, version: ChangedVersion, folder: string): Promise<string> {
  const { outputFiles } = await build({
    ...LAMBDA_BUILD,
    absWorkingDir: projectRoot,
    entryPoints: [FUNCTION_ENTRIES[ROLLED_OUT]],
    write: false,
    plugins: [oneLine(projectRoot, version)],
  });
  const target = path.join(folder, version.name);
  replaceFile(path.join(target, "index.js"), outputFiles[0]?.text ?? "");
  return target;
}

function oneLine(projectRoot: string, { file, before, after }: ChangedVersion): Plugin {
  const wanted = path.join(projectRoot, file);
  return {
    name: "one-line",
    setup: (esbuild) =>
      esbuild.onLoad({ filter: /\.ts$/ }, ({ path: opened }) => {
        if (opened !== wanted) return undefined;
        const [head, tail, ...more] = fs.readFileSync(opened, "utf8").split(before);
        if (head === undefined || tail === undefined || more.length > 0)
          throw new Error(`${file} does not hold "${before}" once.`);
        return { contents: `${head}${after}${tail}`, loader: "ts" };
      }),
  };
}
