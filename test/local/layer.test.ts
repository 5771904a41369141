import * as fs from "node:fs";
import { LAYER_FOLDER as FOLDER_OF_THE_PROGRAM } from "../../infra/rekognition/image-layer";
import { LAYER_FOLDER, run } from "../../local/commands/operate/layer";
import { elfMachine } from "../../local/layer/binaries";
import { lockOf } from "../../local/layer/lock-file";
import lock from "../../package-lock.json";

test("the layer is made where the program takes it from", () => {
  expect(LAYER_FOLDER).toBe(FOLDER_OF_THE_PROGRAM);
});

test("the layer's lock file is the project's own, as far as sharp needs it", () => {
  const { packages } = lockOf("sharp", lock);
  const version = lock.packages["node_modules/sharp"].version;
  expect(packages[""]).toEqual({ dependencies: { sharp: version } });
  expect(Object.keys(packages)).toEqual(
    expect.arrayContaining([
      "node_modules/sharp",
      "node_modules/@img/sharp-linux-arm64",
      "node_modules/@img/sharp-libvips-linux-arm64",
      "node_modules/@img/sharp-linux-x64",
      "node_modules/detect-libc",
      "node_modules/semver",
    ]),
  );
  for (const [place, entry] of Object.entries(packages)) {
    if (place !== "") expect(entry).toBe((lock.packages as Record<string, unknown>)[place]);
  }
  expect(Object.keys(packages).filter((place) => /pulumi|aws|esbuild|nsbmp/.test(place))).toEqual([]);
});

test("a package that has a version of its own of another one keeps it", () => {
  const packages = {
    "node_modules/a": { version: "1.0.0", dependencies: { b: "^2.0.0", c: "*" } },
    "node_modules/b": { version: "1.0.0" },
    "node_modules/c": { version: "3.0.0", dependencies: { b: "^1.0.0" } },
    "node_modules/a/node_modules/b": { version: "2.0.0", optionalDependencies: { d: "*" } },
    "node_modules/@s/d": { version: "4.0.0" },
  };
  expect(Object.keys(lockOf("a", { packages }).packages)).toEqual([
    "",
    "node_modules/a",
    "node_modules/a/node_modules/b",
    "node_modules/c",
    "node_modules/b",
  ]);
  expect(() => lockOf("z", { packages })).toThrow("package-lock.json has no z: run npm install first.");
});

test("the machine of a binary is read from its header, and nothing else is taken for one", () => {
  const head = Buffer.from("\x7fELF\x02\x01\x01" + "\0".repeat(9) + "\x03\0\xb7\0", "latin1");
  expect(elfMachine(head)).toBe(0xb7);
  expect(elfMachine(head.subarray(0, 19))).toBeUndefined();
  expect(elfMachine(Buffer.from("#!/bin/sh\nexit 0\n        "))).toBeUndefined();
  if (process.platform === "linux") {
    expect(elfMachine(fs.readFileSync(process.execPath))).toBe(process.arch === "arm64" ? 0xb7 : 0x3e);
  }
});

test.each([
  [["mips"], /allowed is one of arm64, x64, x86_64\.$/],
  [["toString"], /allowed is one of arm64, x64, x86_64\.$/],
  [["arm64", "x64"], /^"x64" is one too many/],
])("other processors than Lambda's are refused: %j", (args, sentence) => expect(run(args)).rejects.toThrow(sentence));
