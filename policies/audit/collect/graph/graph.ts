/** The resource graph as the audit takes it: what the program's own run and a stack's exported state have in common. */

export interface CollectedResource {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly parent?: string | undefined;
  /** True for what a provider creates, false for components and the stack. */
  readonly custom: boolean;
  readonly region?: string | undefined;
  readonly id?: string | undefined;
  /** What the program asks for; of a deployed stack, what is there. Policies and settings are read from here. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the provider answered: ARNs, ids, generated names. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** `infra/file.ts:12`; a deployed stack does not know. */
  readonly source?: string | undefined;
  /** Resource options that differ from their defaults. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

export interface CollectedGraph {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly CollectedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** An identity that AWS gives: the provider's answer, else what the program asked for. */
export function identity(resource: CollectedResource, key: string): string | undefined {
  const value = key === "id" ? (resource.id ?? resource.outputs["id"]) : resource.outputs[key];
  return text(value) ?? text(resource.inputs[key]);
}

/** A setting that the program asks for. The provider's answer cannot replace it: AWS fills in what is not set. */
export function setting(resource: CollectedResource, key: string): string | undefined {
  return text(resource.inputs[key]);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** One text or a list of them; anything else is none. */
export function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON pointer (RFC 6901) of these steps. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.reduce<string>(below, "");
}

/** The pointer to what is one step further. */
export function below(at: string, step: string | number): string {
  const name = String(step);
  return `${at}/${/[~/]/.test(name) ? name.replaceAll("~", "~0").replaceAll("/", "~1") : name}`;
}

export function regionOf(resource: CollectedResource): string | undefined {
  return resource.region ?? identity(resource, "region") ?? arnPart(identity(resource, "arn"), 3);
}

/** Partition is 1, service 2, Region 3, account 4. */
export function arnPart(arn: string | undefined, index: 1 | 2 | 3 | 4): string | undefined {
  const parts = arn?.split(":") ?? [];
  return parts[0] === "arn" && parts.length > 5 ? text(parts[index]) : undefined;
}
