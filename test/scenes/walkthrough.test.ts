import { execFile } from "node:child_process";
import { projectRoot } from "../../infra/project-root";
import { allScenes } from "../../local/scenes/all";
import type { Played } from "../../local/commands/walkthrough";

/** The command as people run it: real processes, free ports, one run for all scenes. */
function walkthrough(): Promise<{ readonly stdout: string; readonly stderr: string; readonly code: number }> {
  return new Promise((resolve) => {
    const command = ["local/run.mjs", "walkthrough", "--json"];
    execFile(process.execPath, command, { cwd: projectRoot(), env: environment() }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, code: error === null ? 0 : Number(error.code) });
    });
  });
}

/** jest's own settings would reach the command otherwise. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_|JEST_)/.test(name)));
}

let run: Awaited<ReturnType<typeof walkthrough>>;
let played: readonly Played[] = [];
beforeAll(async () => {
  run = await walkthrough();
  played = JSON.parse(run.stdout === "" ? "[]" : run.stdout) as Played[];
});

describe("on the running laptop", () => {
  test.each(allScenes().map(({ name }) => name))("%s", (name) => {
    const scene = played.find((each) => each.name === name);
    expect(scene).toMatchObject({ passed: true, name });
  });
});

test("the walkthrough ends well, says nothing but its results, and warns of nothing", () => {
  // What takes long says what it is doing.
  const complaints = run.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("… "));
  expect({ code: run.code, complaints }).toEqual({ code: 0, complaints: [] });
  expect(played).toHaveLength(allScenes().length);
});
