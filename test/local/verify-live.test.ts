import * as fs from "node:fs";
import { KEYS } from "../../infra/config/settings";
import { CHECKS, checkText } from "../../local/verify-live/checklist";
import { liveStack } from "../../local/verify-live/live-stack";
import { graphOf, VARIANTS, type Variant } from "../variants";
import manifest from "../../package.json";

const stacks = (Object.keys(VARIANTS) as Variant[]).map((variant) => liveStack(graphOf(variant).outputs));

test.each(CHECKS)(
  "$name: steps are made of what every environment has, and what answers mean names what there is",
  (check) => {
    for (const stack of stacks) {
      expect(checkText(check, stack)).not.toMatch(/undefined|\[object|"\s*"/);
      expect(check.steps(stack).filter((step) => step.includes("\n"))).toEqual([]);
    }
    const texts = [...check.answers.map(({ means }) => means), ...stacks.flatMap((stack) => check.steps(stack))].join(
      "\n",
    );
    const quoted = [...texts.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? "");
    const commands = quoted.filter((text) => text.startsWith("npm run ")).map((text) => text.split(" ")[2]);
    expect(commands.filter((name = "") => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
    const keys = quoted.filter((text) => /^[a-z][A-Za-z]+$/.test(text) && text !== "code");
    expect(keys.filter((name) => !Object.hasOwn(KEYS, name))).toEqual([]);
    const files = [...texts.matchAll(/\b(?:infra|policies|functions|local)\/[\w/.-]+\.ts\b/g)].map(([file]) => file);
    expect(files.filter((file) => !fs.existsSync(file))).toEqual([]);
  },
);

test("each has a name of its own, and each concerns one of the environments", () => {
  expect(new Set(CHECKS.map(({ name }) => name)).size).toBe(CHECKS.length);
  const idle = CHECKS.filter((check) => stacks.every((stack) => check.steps(stack).length === 0));
  expect(idle.map(({ name }) => name)).toEqual([]);
});

test("a stack of an older release is told to be brought up", () => {
  expect(() => liveStack({ deployed: { region: "eu-central-1" } })).toThrow(
    "The stack has no output apiUrls.privateDns: run `pulumi up` with this release first.",
  );
});
