import * as fs from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { projectRoot } from "../infra/project-root";

/** The examples for adopters: what they run has to be there, and what they are given has to be as little as it can be. */
interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, { readonly permissions: unknown; readonly steps: readonly Step[] }>>;
}

const read = (file: string) => fs.readFileSync(path.join(projectRoot(), file), "utf8");
const workflows = ["deploy", "drift"].map((name) => load(read(`.github/workflows/${name}.yml`)) as Workflow);
const jobs = workflows.flatMap((workflow) => Object.values(workflow.jobs));
const steps = jobs.flatMap((job) => job.steps);

test("every npm script that a workflow runs exists, and so does what it reads of an audit", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
  const used = steps.flatMap(({ run = "" }) =>
    [...run.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name]) => name),
  );
  expect(new Set(used)).toEqual(new Set(["audit", "cost", "drift", "layer", "synth", "upgrade-notes"]));
  expect(used.filter((name) => scripts[name ?? ""] === undefined)).toEqual([]);
});

test("a job has only the permissions that it names, actions are pinned by commit, and no text of others reaches a shell", () => {
  expect(workflows.map(({ permissions }) => permissions)).toEqual([{}, {}]);
  expect(jobs.map(({ permissions }) => permissions)).toEqual([
    { contents: "read", "id-token": "write", "pull-requests": "write", "security-events": "write" },
    { contents: "read", "id-token": "write" },
    { contents: "read", "id-token": "write" },
  ]);
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  for (const { run } of steps) expect(run ?? "").not.toContain("${{");
});
