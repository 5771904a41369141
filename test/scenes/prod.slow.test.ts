import { execFile } from "node:child_process";
import { projectRoot } from "../../infra/project-root";
import type { Played } from "../../local/commands/laptop/walkthrough";
import { allScenes } from "../../local/scenes/all";

/** The story in a company's own VPC and Studio domain, through endpoints that others share, with pinned keys: real processes, free ports. */
let run: { readonly stdout: string; readonly stderr: string; readonly code: number };
beforeAll(async () => {
  const own = Object.entries(process.env).filter(([name]) => !/^(NODE_|JEST_)/.test(name));
  const options = { cwd: projectRoot(), env: Object.fromEntries(own) };
  const command = ["local/run.mjs", "walkthrough", "--stack", "prod", "--json"];
  run = await new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) }),
    );
  });
});

test.each(allScenes({ pinsKeys: true, hasPool: true, isBounded: true }).map(({ name }) => name))("%s", (name) => {
  const played = JSON.parse(run.stdout === "" ? "[]" : run.stdout) as readonly Played[];
  expect(played.find((each) => each.name === name)).toMatchObject({ passed: true, name });
});

test("it ends well, and warns of nothing", () => {
  const complaints = run.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("… "));
  expect({ code: run.code, complaints }).toEqual({ code: 0, complaints: [] });
});
