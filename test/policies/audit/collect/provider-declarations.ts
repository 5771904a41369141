import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../../../infra/project-root";
import { LOOKS_LIKE_ACCESS } from "../../../../policies/audit/collect/coverage/policy-inputs";

const PROVIDER = path.join(projectRoot(), "node_modules/@pulumi/aws");

export function providerVersion(): string {
  const manifest = JSON.parse(fs.readFileSync(path.join(PROVIDER, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/** Every type of the provider that is named like access, or has an input that is, with those inputs: read from its declarations. */
export function declaredPolicyInputs(): Readonly<Record<string, readonly string[]>> {
  const found = fs
    .readdirSync(PROVIDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !["node_modules", "types", "config"].includes(entry.name))
    .flatMap(({ name }) => resourcesIn(name));
  return Object.fromEntries(found.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function resourcesIn(service: string): [type: string, inputs: readonly string[]][] {
  const folder = path.join(PROVIDER, service);
  return fs.readdirSync(folder).flatMap((file): [string, readonly string[]][] => {
    if (!file.endsWith(".d.ts")) return [];
    const text = fs.readFileSync(path.join(folder, file), "utf8");
    const name = /export declare class (\w+) extends pulumi\.CustomResource/.exec(text)?.[1];
    const args = /export interface \w+Args \{(.*?)\n\}/s.exec(text)?.[1] ?? "";
    if (name === undefined) return [];
    const inputs = [...args.matchAll(/^ {4}(\w+)\??: /gm)].map((match) => match[1] ?? "");
    const suspicious = inputs.filter((input) => LOOKS_LIKE_ACCESS.test(input));
    const type = `aws:${service}/${file.replace(".d.ts", "")}:${name}`;
    return suspicious.length > 0 || LOOKS_LIKE_ACCESS.test(name) ? [[type, suspicious]] : [];
  });
}
