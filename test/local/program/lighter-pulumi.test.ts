import { execFileSync } from "node:child_process";

const PROGRAM = `
const { runtime } = require("@pulumi/pulumi");
const loaded = () => Object.keys(require.cache).filter((file) => /typescript.lib.typescript|arborist.lib.arborist./.test(file));
const atFirst = loaded();
runtime.serializeFunction((word) => word + "!").then(({ text }) => {
  const module = { exports: {} };
  new Function("exports", text)(module.exports);
  console.log(JSON.stringify({ atFirst, later: loaded().length > 0, says: module.exports.handler("there") }));
});`;

test("a program that serialises no function loads no compiler, and one that does has it", () => {
  const text = execFileSync(process.execPath, ["--require", "./local/lighter-pulumi.cjs", "--eval", PROGRAM], {
    encoding: "utf8",
  });
  expect(JSON.parse(text)).toEqual({
    atFirst: [],
    later: true,
    says: "there!",
  });
});
