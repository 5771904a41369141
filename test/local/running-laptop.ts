import * as path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../../infra/project-root";
import { type Laptop, startLaptop } from "../../local/laptop";

/** A laptop of the dev stack on free ports, inside the test's own process. The caller closes it. */
export async function runningLaptop(name: string): Promise<Laptop> {
  const root = projectRoot();
  await buildIdentityProvider("build/local/identity-provider.mjs");
  return startLaptop({
    projectRoot: root,
    stack: "dev",
    ports: "free",
    logFolder: path.join(root, "build/test", name),
  });
}

/** As local/run.mjs builds it. */
export async function buildIdentityProvider(outfile: string): Promise<string> {
  await build({
    absWorkingDir: projectRoot(),
    entryPoints: ["local/identity/provider.ts"],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return path.join(projectRoot(), outfile);
}
