import * as fs from "node:fs";
import * as path from "node:path";
import { bundled, bundleFolder, bundleFunction } from "../../../infra/functions/bundle";
import { FUNCTION_ENTRIES, type FunctionName } from "../../../infra/functions/entries";
import { projectRoot } from "../../../infra/project-root";

const names = Object.keys(FUNCTION_ENTRIES) as FunctionName[];
const alone = (name: FunctionName) => `alone/${name}`;
const bytesOf = (folder: string) => fs.readFileSync(path.join(projectRoot(), folder, "index.js"));

afterAll(() => fs.rmSync(path.join(projectRoot(), bundleFolder("alone")), { recursive: true, force: true }));

test("functions that are bundled together are, byte for byte, what each of them is alone", async () => {
  const folders = await Promise.all(names.map(bundled));
  expect(folders).toEqual(names.map(bundleFolder));
  for (const name of names) {
    const own = bytesOf(bundleFunction(alone(name), FUNCTION_ENTRIES[name]));
    expect([name, own.equals(bytesOf(bundleFolder(name)))]).toEqual([name, true]);
  }
});
