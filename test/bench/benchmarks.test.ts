import * as fs from "node:fs";
import * as path from "node:path";
import { projectRoot } from "../../infra/project-root";
import { BENCHMARKS } from "../../local/commands/develop/bench";

test("the list of benchmarks is what stands under test/bench", () => {
  const files = fs.readdirSync(path.join(projectRoot(), "test/bench")).filter((file) => /^[a-z-]+\.ts$/.test(file));
  expect(Object.keys(BENCHMARKS)).toEqual(files.map((file) => file.replace(/\.ts$/, "")).sort());
});
