/** The OpenAPI document, as far as its page reads it. */
import contract from "../../../functions/contract/openapi.json";

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
}

export interface Example {
  readonly summary?: string;
  readonly value: unknown;
}

export interface Content {
  readonly schema: Schema;
  readonly examples: Readonly<Record<string, Example>>;
}

export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
}

export interface Answer {
  readonly $ref?: string;
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly $ref?: string; readonly description?: string }>>;
  readonly content: Readonly<Record<string, Content>>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly externalDocs?: { readonly url: string };
  readonly requestBody?: { readonly description?: string; readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface Route {
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly operation: Operation;
}

export const INFO: { readonly title: string; readonly version: string; readonly description: string } = contract.info;
export const ACCESS_TOKEN: string = contract.components.securitySchemes.accessToken.description;
export const TAGS: readonly { readonly name: string; readonly description?: string }[] = contract.tags;
export const SCHEMAS = contract.components.schemas as unknown as Readonly<Record<string, Schema>>;
export const ANSWERS = contract.components.responses as unknown as Readonly<Record<string, Answer>>;

/** Every operation, in the document's order. */
export const ROUTES: readonly Route[] = Object.entries(contract.paths).flatMap(([path, item]) => {
  const { parameters = [], ...methods } = item as unknown as { parameters?: Parameter[] } & Record<string, Operation>;
  return Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    parameters: parameters.map(resolved),
    operation,
  }));
});

/** What a reference leads to; anything else as it is. */
export function resolved<Item extends { readonly $ref?: string }>(item: Item): Item {
  if (item.$ref === undefined) return item;
  const parts = item.$ref.replace("#/", "").split("/");
  return parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], contract) as Item;
}

/** The name of the component that is referred to. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
