/** Makes the portal developer's package: types and calls from the one OpenAPI document, in a folder that needs nothing else. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";
import { apiPageFile } from "../portal/api-page/page-file";
import { makeJpeg } from "../pictures";
import { UserError } from "../user-error";
import { replaceFile } from "../whole-file";

/** Below the project; local/client/package/tsconfig.json names it too. */
export const CLIENT_FOLDER = "build/client";
const SOURCE = "local/client/package";
const CONTRACT = "functions/contract/openapi.json";
const MODULES = ["gateway-client", "portal-example"];

/** Whose code or types are in the package. */
const WITHIN = ["openapi-fetch", "openapi-typescript-helpers"];

/** @throws UserError when the package's own sources do not fit the document; the compiler's lines say where */
export async function writeClient(root: string): Promise<void> {
  const write = (name: string, content: string | Uint8Array) =>
    replaceFile(path.join(root, CLIENT_FOLDER, name), content);
  const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");
  const contract = read(CONTRACT);
  write("openapi.json", contract);
  write("schema.d.ts", schemaTypes(root));
  compile(root);
  for (const { path: file, contents } of await bundled(root)) write(path.basename(file), contents);
  write("gateway-client.d.ts", withoutPackages(read(`${CLIENT_FOLDER}/gateway-client.d.ts`)));
  for (const name of WITHIN) write(`${name}.d.ts`, withoutPackages(read(`node_modules/${name}/dist/index.d.mts`)));
  write("package.json", manifest(read(`${SOURCE}/package.json`), contract));
  write("api.html", apiPageFile(root));
  write("README.md", read(`${SOURCE}/README.md`));
  write("portal-example.ts", read(`${SOURCE}/portal-example.ts`));
  write("LICENSE", read("LICENSE"));
  write("THIRD-PARTY.txt", WITHIN.map((name) => `${name}\n\n${read(`node_modules/${name}/LICENSE`)}`).join("\n\n"));
  const patches = [0.25, 0.5, 0.75].map((x) => ({ x, y: 0.4, radius: 0.09 }));
  write("picture.jpg", await makeJpeg({ width: 640, height: 480, patches }));
}

/** A field with a default is one that a request may leave out: the generator has it the other way round unless told. */
function schemaTypes(root: string): string {
  const made = tool(root, "openapi-typescript/bin/cli.js", CONTRACT, "--default-non-nullable=false");
  if (made.status !== 0) throw new Error(`openapi-typescript ended with ${made.status ?? "a signal"}: ${made.stderr}`);
  return made.stdout;
}

/** Types only: what runs is esbuild's. */
function compile(root: string): void {
  const compiled = tool(root, "typescript/bin/tsc", "--project", SOURCE, "--emitDeclarationOnly", "--pretty", "false");
  if (compiled.status !== 0) throw new UserError(`The client does not fit ${CONTRACT}:\n${compiled.stdout.trim()}`);
}

function tool(root: string, file: string, ...args: string[]) {
  return spawnSync(process.execPath, [path.join("node_modules", file), ...args], { cwd: root, encoding: "utf8" });
}

async function bundled(root: string) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: MODULES.map((name) => `${SOURCE}/${name}.ts`),
    outdir: CLIENT_FOLDER,
    bundle: true,
    // The example imports the client as a portal does.
    external: ["./gateway-client.js", "node:*"],
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    packages: "bundle",
    target: "es2022",
    logLevel: "error",
    write: false,
  });
  return outputFiles;
}

/** The packages' types lie beside. */
function withoutPackages(types: string): string {
  return types.replaceAll(/(from ['"])(openapi-[a-z-]+)(?=['"])/g, "$1./$2.js");
}

/** The package's version is the document's: what callers see changes with nothing else. */
function manifest(template: string, contract: string): string {
  const { info } = JSON.parse(contract) as { info: { version: string } };
  return `${JSON.stringify({ ...(JSON.parse(template) as object), version: info.version }, undefined, 2)}\n`;
}
