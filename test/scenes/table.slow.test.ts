import { execFile } from "node:child_process";
import { projectRoot } from "../../infra/project-root";
import type { Played } from "../../local/commands/laptop/walkthrough";
import { tableScenes } from "../../local/scenes/table/all";

/** Table mode's story on the staging environment, as people play it: real processes, free ports. */
let run: { readonly stdout: string; readonly stderr: string; readonly code: number };
beforeAll(async () => {
  const own = Object.entries(process.env).filter(([name]) => !/^(NODE_|JEST_)/.test(name));
  const options = { cwd: projectRoot(), env: Object.fromEntries(own) };
  const command = ["local/run.mjs", "walkthrough", "--stack", "staging", "--with", "studio", "--json"];
  run = await new Promise((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) =>
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) }),
    );
  });
});

test.each(tableScenes(true).map(({ name }) => name))("%s", (name) => {
  const played = JSON.parse(run.stdout === "" ? "[]" : run.stdout) as readonly Played[];
  expect(played.find((each) => each.name === name)).toMatchObject({ passed: true, name });
});

test("it ends well, and warns of nothing", () => {
  const complaints = run.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("… "));
  expect({ code: run.code, complaints }).toEqual({ code: 0, complaints: [] });
});
