import type { Graph } from "../../local/program/graph";
import { graphOf } from "../variants";

const strict = graphOf("strict");

const byType = ({ resources }: Graph, type: string) => resources.filter((each) => each.type === type);

test("with tracing, the stage and every function behind it trace, and a line of the access log leads to its trace", () => {
  const [stage] = byType(strict, "aws:apigateway/stage:Stage");
  expect(stage?.inputs["xrayTracingEnabled"]).toBe(true);
  expect(JSON.stringify(stage?.inputs["accessLogSettings"])).toContain("$context.xrayTraceId");
  const modes = byType(strict, "aws:lambda/function:Function").map(({ name, inputs }) => [
    name,
    inputs["tracingConfig"],
  ]);
  expect(Object.fromEntries(modes)).toEqual({
    authorizer: { mode: "Active" },
    "studio-url": { mode: "Active" },
    "smoke-test": undefined,
  });
  expect(JSON.stringify(graphOf("dev"))).not.toMatch(/xray/i);
});
