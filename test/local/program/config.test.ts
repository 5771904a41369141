import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readStackConfig } from "../../../local/program/config";
import { UserError } from "../../../local/user-error";

const PROJECT = `
name: shop
config:
  aws:region: eu-central-1
  greeting: { type: string, default: hello }
  ports: { type: array, items: { type: integer }, default: [80] }
  count: { type: integer, default: 2 }
  verbose: { type: boolean, default: false }
  limits: { type: object, default: { small: 1 } }
  owner: { type: string }
`;

let root: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "stack-config-"));
  fs.writeFileSync(path.join(root, "Pulumi.yaml"), PROJECT);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

function read(stackFile: string, overrides?: Record<string, unknown>): Readonly<Record<string, string>> {
  fs.writeFileSync(path.join(root, "Pulumi.dev.yaml"), stackFile);
  return readStackConfig(root, "dev", overrides).values;
}

describe("the stack's configuration", () => {
  it("takes the project's defaults where the stack says nothing", () => {
    expect(read("config: { shop:owner: ann }")).toEqual({
      "aws:region": "eu-central-1",
      "shop:greeting": "hello",
      "shop:ports": "[80]",
      "shop:count": "2",
      "shop:verbose": "false",
      "shop:limits": '{"small":1}',
      "shop:owner": "ann",
    });
  });

  it("prefers the stack's values, and a caller's above those", () => {
    const stackFile = "config: { shop:owner: ann, aws:region: us-east-1, shop:limits: { a: { b: [1] } } }";
    const values = read(stackFile, { owner: "bob", "shop:ports": [1, 2] });
    expect(values).toMatchObject({ "aws:region": "us-east-1", "shop:owner": "bob", "shop:ports": "[1,2]" });
    expect(values["shop:limits"]).toBe('{"a":{"b":[1]}}');
  });

  it("leaves dates and numbers the text they are written as", () => {
    expect(read("config: { shop:owner: 2026-01-02, shop:greeting: 7 }")).toMatchObject({
      "shop:owner": "2026-01-02",
      "shop:greeting": "7",
    });
  });

  it("does not judge the keys of other packages", () => {
    expect(read("config: { shop:owner: ann, aws:profile: x }")["aws:profile"]).toBe("x");
  });

  it("hands on what the CLI hands on, for the program to judge: undeclared keys, and keys with nothing behind them", () => {
    const untyped = PROJECT.replace("greeting: { type: string, default: hello }", "greeting: { default: hello }");
    fs.writeFileSync(path.join(root, "Pulumi.yaml"), untyped);
    const values = read("config: { shop:owner: ann, shop:colour: red, shop:greeting: , shop:ports: [7] }");
    expect(values).toMatchObject({ "shop:colour": "red", "shop:greeting": "null", "shop:ports": "[7]" });
    fs.writeFileSync(path.join(root, "Pulumi.yaml"), PROJECT);
  });

  it.each([
    ["shop:ports: 80", "shop:ports is 80, but should be of type array of integers"],
    ["shop:ports: [a]", 'shop:ports is ["a"], but should be of type array of integers'],
    ["shop:count: many", 'shop:count is "many", but should be of type integer'],
    ["shop:verbose: maybe", 'shop:verbose is "maybe", but should be of type boolean'],
    ["shop:limits: 3", "shop:limits is 3, but should be of type object"],
    ["shop:greeting: { a: 1 }", 'shop:greeting is {"a":1}, but should be of type string'],
    [
      "shop:greeting: { secure: AAAB }",
      "shop:greeting is encrypted (secure:), and secrets cannot be decrypted offline",
    ],
    ["shop:limits: { a: { secure: AAAB } }", "shop:limits is encrypted (secure:)"],
  ])("refuses %s", (line, fault) => {
    expect(() => read(`config:\n  shop:owner: ann\n  ${line}`)).toThrow(fault);
  });

  it("refuses a key that has neither value nor default, as the CLI does", () => {
    expect(() => read("config: {}")).toThrow("shop:owner has no value and no default");
  });

  it("lists all faults at once, as an error of the user's", () => {
    let fault: unknown;
    try {
      read("config: { shop:count: x, shop:limits: 3 }");
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(UserError);
    expect((fault as Error).message.split("\n")).toEqual([
      "Configuration of stack dev:",
      '  shop:count is "x", but should be of type integer',
      "  shop:limits is 3, but should be of type object",
      "  shop:owner has no value and no default",
    ]);
  });

  it("names the stacks there are when asked for another", () => {
    read("config: { shop:owner: ann }");
    expect(() => readStackConfig(root, "prod")).toThrow("There is no Pulumi.prod.yaml. Stacks with a file: dev.");
  });

  it("refuses a default for another package's key, whose type is not the project's to declare", () => {
    fs.writeFileSync(path.join(root, "Pulumi.yaml"), "name: shop\nconfig: { aws:region: { type: string } }");
    expect(() => read("config: {}")).toThrow('config key "aws:region" belongs to another package');
    fs.writeFileSync(path.join(root, "Pulumi.yaml"), PROJECT);
  });
});
