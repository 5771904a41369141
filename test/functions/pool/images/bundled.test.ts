import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { projectRoot } from "../../../../infra/project-root";
import { gradient, sharpOf } from "./pictures";

/** A folder outside the project, with the images' code in one file, as on Lambda: packages are found through NODE_PATH alone. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "images-"));
const layer = path.join(projectRoot(), "node_modules");

beforeAll(async () => {
  buildSync({
    absWorkingDir: projectRoot(),
    entryPoints: ["functions/pool/images/normal-image.ts"],
    outfile: path.join(folder, "images.js"),
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "error",
  });
  const picture = sharpOf(gradient(120, 90));
  fs.writeFileSync(path.join(folder, "photo.jpg"), await picture.jpeg().toBuffer());
  fs.writeFileSync(path.join(folder, "photo.png"), await picture.png().toBuffer());
  fs.writeFileSync(path.join(folder, "photo.webp"), await picture.webp().toBuffer());
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** What became of the files, one after the other in one process, and whether sharp was loaded by then. */
function outcomes(files: readonly string[], nodePath: string): unknown {
  const script = `
    const { normalImage } = require("./images.js");
    const outcome = async (file) => {
      const limits = { maxBytes: 5242880, minSide: 80 };
      const done = await normalImage(require("node:fs").readFileSync(file), limits, { memoryBytes: 2 ** 31, remainingMs: () => 600_000 }).catch((fault) => ({ how: fault.name, said: fault.message.split("\\n")[0] }));
      return { how: done.how, said: done.said, isSharpLoaded: Object.keys(require.cache).some((file) => file.includes("sharp")) };
    };
    (async () => {
      const all = [];
      for (const file of ${JSON.stringify(files)}) all.push(await outcome(file));
      process.stdout.write(JSON.stringify(all));
    })();`;
  const env = { PATH: process.env["PATH"], NODE_PATH: nodePath };
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd: folder, env, encoding: "utf8" }));
}

test("what passes through never loads sharp; what does not finds it in a layer", () => {
  expect(outcomes(["photo.jpg", "photo.png", "photo.webp", "photo.jpg"], layer)).toEqual([
    { how: "passthrough", isSharpLoaded: false },
    { how: "passthrough", isSharpLoaded: false },
    { how: "reencoded", isSharpLoaded: true },
    { how: "passthrough", isSharpLoaded: true },
  ]);
});

test("without the layer, images that pass through still do, and the error for others names the command that makes it", () => {
  expect(outcomes(["photo.jpg", "photo.webp"], "")).toEqual([
    { how: "passthrough", isSharpLoaded: false },
    {
      how: "Error",
      said: "sharp is missing. On AWS it comes from the layer that npm run layer makes.",
      isSharpLoaded: false,
    },
  ]);
});
