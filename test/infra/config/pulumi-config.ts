import { parseArgs } from "node:util";

/** A stack's configuration, by key without namespace: text, or a list or map. */
export type StackConfig = Readonly<Record<string, unknown>>;

type Step = string | number;

/**
 * What `pulumi config set` and `rm` do, as far as printed lines use them: top-level values become text; below a key digits become
 * numbers and true a boolean unless a type is given; a list takes no names, a map no numbers, and nothing is put behind a gap.
 * https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/
 */
export function pulumiConfig(config: StackConfig, line: string): StackConfig {
  const { verb, key, steps, value, type } = commandIn(line);
  const others = Object.entries(config).filter(([name]) => name !== key);
  const changed = structuredClone(config[key]);
  if (steps.length === 0) return Object.fromEntries([...others, ...(verb === "set" ? [[key, value] as const] : [])]);
  const top = isContainer(changed) || verb === "rm" ? changed : undefined;
  const put = verb === "rm" ? without(top, steps) : placed(top, steps, coerced(value, type));
  return Object.fromEntries([...others, [key, put]]);
}

function commandIn(line: string) {
  const words = [...line.matchAll(/'((?:[^']|'\\'')*)'|[^\s']+/g)].map((match) => match[1] ?? match[0]);
  const [pulumi, config, verb, ...args] = words;
  if (pulumi !== "pulumi" || config !== "config" || (verb !== "set" && verb !== "rm")) throw new Error(line);
  const options = { stack: { type: "string" }, path: { type: "boolean" }, type: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [name = "", value = ""] = positionals;
  const [key = "", ...steps] = values.path ? stepsOf(name) : [name];
  return { verb, key: String(key), steps, value, type: values.type };
}

/** `a.b["c d"][0]` */
function stepsOf(place: string): Step[] {
  return [...place.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) =>
    index === undefined ? (quoted?.replaceAll('\\"', '"') ?? plain ?? "") : Number(index),
  );
}

function placed(container: unknown, [step, ...deeper]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list: unknown[] = container === undefined ? [] : asList(container);
    if (step > list.length) throw new Error("array index out of range");
    return list.toSpliced(step, 1, placed(list[step], deeper, value));
  }
  const map = container === undefined ? {} : asMap(container);
  return { ...map, [step]: placed(map[step], deeper, value) };
}

function without(container: unknown, [step, ...deeper]: readonly Step[]): unknown {
  if (step === undefined || !isContainer(container)) return container;
  if (Array.isArray(container)) {
    const index = Number(step);
    return deeper.length === 0
      ? container.toSpliced(index, 1)
      : container.with(index, without(container[index], deeper));
  }
  const entries = Object.entries(container);
  return Object.fromEntries(
    deeper.length === 0
      ? entries.filter(([name]) => name !== step)
      : entries.map(([name, each]) => [name, name === step ? without(each, deeper) : each]),
  );
}

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error("expected an array");
  return value;
}

function asMap(value: unknown): Record<string, unknown> {
  if (!isContainer(value) || Array.isArray(value)) throw new Error("expected a map");
  return value as Record<string, unknown>;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function coerced(value: string, type: string | undefined): unknown {
  if (type === "string") return value;
  if (type === "float") return Number(value);
  if (value === "true" || value === "false") return value === "true";
  return /^(0|[1-9]\d*)$/.test(value) ? Number(value) : value;
}
