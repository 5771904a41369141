import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "js-yaml";
import { projectRoot } from "../../../infra/project-root";
import type { GraphResource } from "../../../local/program/graph";
import { graphOf, type Variant, VARIANTS } from "../../variants";
import { IDENTITY, objectOf } from "./aws-objects";
import { WALK } from "./config-walk";
import { effectOf, lostWork, refusedEffectOf } from "./effect";
import type { GatewayOutcome, GatewayRun } from "./gateway-runs";
import { formerUrns, namesIdOf, type Plan, planOf, type Replacement } from "../../../local/upgrade/planned-changes";
import { graphIn, runGateways } from "./run-gateways";
import { UNCHANGEABLE } from "../../../local/upgrade/unchangeable-inputs";
import { type ConfigChange, STANDING } from "./walk/standing";

const nameOf = ({ key, what }: ConfigChange) => `${key}: ${what}`;

const runs: Record<string, GatewayRun> = {};
for (const [name, config] of Object.entries(STANDING)) runs[name] = { config };
for (const change of WALK) {
  runs[nameOf(change)] = { config: { ...STANDING[change.from], ...change.to }, upon: change.from, unasked: true };
}
const outcomes = runGateways("every-key", runs);
const steps = WALK.map((change) => ({ change, name: nameOf(change), outcome: outcomeOf(nameOf(change)) }));
type Step = (typeof steps)[number];

function outcomeOf(name: string): GatewayOutcome {
  const outcome = outcomes[name];
  if (outcome === undefined) throw new Error(`${name} was not run.`);
  return outcome;
}

const plans = new Map<Step, Plan>();

/** What would happen, whether the preview lets it or not. */
function planOfStep(step: Step): Plan {
  const { change, name, outcome } = step;
  const declared = "graph" in outcome ? outcome.graph : outcome.unasked;
  if (declared === undefined) throw new Error(`${name} is not legal: ${"stopped" in outcome ? outcome.stopped : ""}`);
  const plan = plans.get(step) ?? planOf(graphIn(outcomeOf(change.from)), declared);
  plans.set(step, plan);
  return plan;
}

test("every key of Pulumi.yaml is walked, and changed in config", () => {
  const file = fs.readFileSync(path.join(projectRoot(), "Pulumi.yaml"), "utf8");
  const { config } = yaml.load(file) as { readonly config: Readonly<Record<string, unknown>> };
  const walked = new Set(WALK.map(({ key }) => key));
  expect([...walked].sort()).toEqual([...Object.keys(config), "aws:region"].sort());
  expect(new Set(steps.map(({ name }) => name)).size).toBe(WALK.length);
});

test.each(steps.map((step) => [step.name, step.change.effect, step] as const))("%s: %s", (_, effect, step) => {
  const plan = planOfStep(step);
  expect("graph" in step.outcome ? effectOf(plan) : refusedEffectOf(plan)).toBe(effect);
});

test("each change does something, and the same config nothing", () => {
  const idle = steps.filter((step) => {
    const { created, deleted, left, updated, replaced } = planOfStep(step);
    return [created, deleted, left, updated, replaced].every((list) => list.length === 0);
  });
  // What Pulumi alone is told (options, and the record for the next preview), or nothing but an order.
  expect(idle.map(({ name }) => name)).toEqual([
    "corporateCidrs: in another order",
    "studioUserProfiles: in another order",
    "existingStudioUserProfiles: one, which is found and not made",
    "retainStudioHomes: off",
    "retainStudioHomes: on",
    "rekognitionRegions: zones no longer named",
  ]);
  for (const name of Object.keys(STANDING)) {
    const graph = graphIn(outcomeOf(name));
    expect(effectOf(planOf(graph, graph))).toBe("in place");
  }
});

test("what holds people's work is never replaced, nor deleted while config keeps it: the preview stops", () => {
  const through = steps.filter(({ outcome }) => "graph" in outcome);
  const replaced = through.filter((step) => lostWork({ ...planOfStep(step), deleted: [], left: [] }).length > 0);
  expect(replaced.map(({ name }) => name)).toEqual(["studioDomainId: an existing domain, unprotected"]);
  const kept = through.filter(({ change }) => change.from !== "loose");
  expect(kept.flatMap((step) => lostWork(planOfStep(step)).map(({ urn }) => [step.name, urn]))).toEqual([]);
});

test("a preview stops with the sentence about the key, where work would be lost or the update would fail", () => {
  const stopped = steps.filter(({ outcome }) => "stopped" in outcome);
  for (const { change, outcome } of stopped) {
    const stop = "stopped" in outcome ? outcome.stopped : "";
    expect(stop).toMatch(/^(One change|\d+ changes) of config (is|are) refused/);
    expect(stop).toContain(`\n\n${change.key} `);
  }
  const harmless = stopped.filter((step) => lostWork(planOfStep(step)).length === 0);
  expect(harmless.map(({ change }) => change.key)).toEqual([
    "availabilityZoneCount",
    ...["rStudio", "rStudio", "rStudio"],
    "namePrefix",
  ]);
});

test("one object of AWS has one name in all that the walk declares, or names that lead to each other", () => {
  const names = new Map<string, Map<string, readonly string[]>>();
  for (const outcome of Object.values(outcomes)) {
    for (const resource of "graph" in outcome ? outcome.graph.resources : []) {
      const object = objectOf(resource);
      // What is only read is another's.
      if (object === undefined || resource.options["read"] === true) continue;
      // The halves are of two accounts: what one makes is never an object of the other's.
      const owned = "graph" in outcome && outcome.graph.outputs["gateway"] ? `elsewhere ${object}` : object;
      const known = names.get(owned) ?? new Map<string, readonly string[]>();
      names.set(owned, known.set(resource.urn, [...(known.get(resource.urn) ?? []), ...formerUrns(resource)]));
    }
  }
  expect(names.size).toBeGreaterThan(200);
  const parted = [...names].filter(([, urns]) =>
    [...urns.keys()].some((one) => [...urns].some(([other, elsewhere]) => other !== one && !elsewhere.includes(one))),
  );
  expect(parted.map(([object, urns]) => [object, ...urns.keys()])).toEqual([]);
});

test("what is made anew as the object that it was goes before it comes: AWS has one of them at a time", () => {
  const together = steps.flatMap((step) => {
    const { replaced } = planOfStep(step);
    const same = replaced.filter(({ before, after }) => isSameObject(before, after, replaced));
    return same.map(({ after, isDeletedFirst }) => [step.name, after.name, isDeletedFirst] as const);
  });
  expect(together.length).toBeGreaterThan(5);
  expect(together.filter(([, , isDeletedFirst]) => !isDeletedFirst)).toEqual([]);
});

/** Not where it stands in what is made anew itself: a rule of another group is another rule. */
function isSameObject(before: GraphResource, after: GraphResource, replaced: readonly Replacement[]): boolean {
  const object = objectOf(after);
  if (object === undefined || object !== objectOf(before)) return false;
  const place = IDENTITY[after.type] ?? [];
  return !place.some((input) => replaced.some(({ after: other }) => namesIdOf(other, after, input)));
}

test("what AWS cannot change is known of every type in use, with its page, and of no other", () => {
  const graphs = [...Object.values(outcomes).flatMap((outcome) => ("graph" in outcome ? [outcome.graph] : []))];
  const variants = (Object.keys(VARIANTS) as Variant[]).map(graphOf);
  const types = [...graphs, ...variants].flatMap(({ resources }) => resources.map(({ type }) => type));
  expect([...new Set(types.filter((type) => type.startsWith("aws:")))].sort()).toEqual(
    Object.keys(UNCHANGEABLE).sort(),
  );
  const pages = Object.values(UNCHANGEABLE).map(({ page }) => page);
  expect(pages.filter((page) => !/^https:\/\/(docs\.aws\.amazon\.com|registry\.terraform\.io)\//.test(page))).toEqual(
    [],
  );
});
