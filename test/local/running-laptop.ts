import * as path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../../infra/project-root";
import { type Laptop, startLaptop } from "../../local/laptop";
import { replaceFile } from "../../local/whole-file";

/** A laptop of the dev stack on free ports, inside the test's own process. The caller closes it. */
export async function runningLaptop(name: string): Promise<Laptop> {
  const root = projectRoot();
  return startLaptop({
    projectRoot: root,
    // Not the commands' own: a walkthrough beside this test may be loading that.
    identityBundle: await buildIdentityProvider("build/test/identity-provider.mjs"),
    stack: "dev",
    ports: "free",
    logFolder: path.join(root, "build/test", name),
  });
}

/** As local/run.mjs builds it, and at once as there: another test may be loading the same file. */
export async function buildIdentityProvider(outfile: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot(),
    entryPoints: ["local/identity/provider.ts"],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
    write: false,
  });
  for (const { path: file, contents } of outputFiles) replaceFile(file, contents);
  return path.join(projectRoot(), outfile);
}
