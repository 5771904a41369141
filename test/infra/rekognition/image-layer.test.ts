import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { requireLayer } from "../../../infra/rekognition/image-layer";

let root = "";
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), "layer-"))));
afterEach(() => fs.rmSync(root, { recursive: true }));

test("without the layer a real run stops and names the command that makes it", () => {
  expect(() => requireLayer("arm64", root)).toThrow(
    "There is no build/layers/sharp/nodejs/node_modules/@img/sharp-linux-arm64: run `npm run layer -- arm64` first.",
  );
});

test("a layer for the other processor is none", () => {
  fs.mkdirSync(path.join(root, "build/layers/sharp/nodejs/node_modules/@img/sharp-linux-arm64"), { recursive: true });
  expect(() => requireLayer("arm64", root)).not.toThrow();
  expect(() => requireLayer("x86_64", root)).toThrow("npm run layer -- x86_64");
});
