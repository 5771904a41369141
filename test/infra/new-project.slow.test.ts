import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "js-yaml";
import { projectRoot } from "../../infra/project-root";
import type { Graph } from "../../local/program/graph";

const root = projectRoot();
const NEW_NAME = "Ml.Gate";

/** What a person types at the prompts of `pulumi new`, where a blank answer sets nothing. */
const ANSWERS: Readonly<Record<string, string>> = {
  "aws:region": "eu-west-1",
  corporateCidrs: '["10.20.0.0/16"]',
  portalOrigins: '["https://portal.new.example"]',
  studioUserProfiles: '["carol"]',
  rekognitionRegions: "",
};

interface ProjectFile {
  name: string;
  template?: { readonly config: Readonly<Record<string, unknown>> };
  config: Record<string, unknown>;
}

/**
 * What `pulumi new` does with a template: replaces its two placeholders in every text file, gives the project its name, removes
 * `template:`, records the address as a tag, and writes the answers as text, a key without a namespace under the new name.
 * https://github.com/pulumi/pulumi/blob/master/pkg/cmd/pulumi/newcmd/new.go
 */
function newProject(folder: string, stack: string): void {
  for (const name of ["local", "infra", "functions", "policies", "package.json"])
    fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  for (const file of fs.readdirSync(root).filter((name) => /^Pulumi.*\.yaml$/.test(name)))
    fs.copyFileSync(path.join(root, file), path.join(folder, file));
  for (const file of filesIn(folder)) replacePlaceholders(file);
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const file = path.join(folder, "Pulumi.yaml");
  const { template, ...project } = yaml.load(fs.readFileSync(file, "utf8")) as ProjectFile;
  project.name = NEW_NAME;
  project.config["pulumi:tags"] = { value: { "pulumi:template": "https://git.example/gateway" } };
  fs.writeFileSync(file, yaml.dump(project));
  const asked = Object.keys(template?.config ?? {}).sort();
  const answered = asked.flatMap((key) => (ANSWERS[key] ? [[namespaced(key), ANSWERS[key]] as const] : []));
  fs.writeFileSync(path.join(folder, `Pulumi.${stack}.yaml`), yaml.dump({ config: Object.fromEntries(answered) }));
}

function namespaced(key: string): string {
  return key.includes(":") ? key : `${NEW_NAME}:${key}`;
}

function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

function replacePlaceholders(file: string): void {
  const text = fs.readFileSync(file, "utf8");
  const replaced = text.replaceAll("$" + "{PROJECT}", NEW_NAME).replaceAll("$" + "{DESCRIPTION}", "Ours");
  if (replaced !== text) fs.writeFileSync(file, replaced);
}

function synthesised(folder: string, stack: string): Graph {
  const { status, stderr } = spawnSync(process.execPath, ["local/run.mjs", "synth", "--stack", stack], {
    cwd: folder,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(fs.readFileSync(path.join(folder, "build/graph.json"), "utf8")) as Graph;
}

test("a project that pulumi new makes from this one, under another name, runs with what was answered", () => {
  fs.mkdirSync(path.join(root, "build"), { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, "build/new-project-"));
  try {
    newProject(folder, "trial");
    const { resources, outputs } = synthesised(folder, "trial");
    const roles = resources.filter(({ type }) => type === "aws:iam/role:Role");
    expect(roles.map(({ inputs }) => inputs["path"])).toContain(`/${NEW_NAME}/trial/minting/`);
    expect(roles.map(({ inputs }) => inputs["tags"])).toContainEqual(
      expect.objectContaining({ project: NEW_NAME, stack: "trial" }),
    );
    const profiles = resources.filter(({ type }) => type === "aws:sagemaker/userProfile:UserProfile");
    expect(profiles.map(({ inputs }) => inputs["userProfileName"])).toEqual(["carol"]);
    expect(JSON.stringify(resources)).toContain('"10.20.0.0/16"');
    expect(outputs["rekognitionPool"]).toEqual({});
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
