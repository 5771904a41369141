/** The contract as its readers have it: which requests it describes, and what it says of an answer. */
import Ajv from "ajv";
import document from "../../functions/contract/openapi.json";

interface Reference {
  readonly $ref?: string;
}

interface Header {
  readonly required?: boolean;
  readonly schema: { readonly type: string };
}

interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header & Reference>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<
      Record<string, { readonly schema: object; readonly examples: Record<string, { value: unknown }> }>
    >;
  };
  readonly responses: Readonly<Record<string, Response & Reference>>;
}

export interface Described {
  /** Upper case. */
  readonly method: string;
  /** With `{parameter}` segments. */
  readonly path: string;
  readonly operation: Operation;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const ajv = new Ajv({ unknownFormats: ["byte"], logger: false });
ajv.addSchema(document, "contract");

/** Every operation of the contract, in its order. */
export const OPERATIONS: readonly Described[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => method !== "parameters")
    .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation: operation as Operation })),
);

/** @param path below the stage, as sent */
export function describedBy(method: string, path: string): Described | undefined {
  return OPERATIONS.find((each) => each.method === method && patternOf(each.path).test(path));
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
}

/** What the contract follows: a component, or the thing itself. */
export function resolved<T extends object>(item: T & Reference): T {
  if (item.$ref === undefined) return item;
  const parts = item.$ref.replace("#/", "").split("/");
  return parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], document) as T;
}

export function responseFor({ operation }: Described, status: number): Response | undefined {
  const response = operation.responses[String(status)] ?? operation.responses["default"];
  return response && resolved(response);
}

/** What is wrong with a value by a schema of the contract, in ajv's words; "" when nothing is. */
export function schemaFault(schema: object, value: unknown): string {
  const { $ref } = schema as Reference;
  const validate = ajv.compile($ref === undefined ? schema : { $ref: `contract${$ref}` });
  return validate(value) === true ? "" : ajv.errorsText(validate.errors);
}

/** What the contract says against a request's body; an absent one is undefined. */
export function requestFaults({ operation }: Described, body: unknown): string[] {
  const { requestBody } = operation;
  if (body === undefined) return requestBody?.required === true ? ["there is no body"] : [];
  const schema = requestBody?.content["application/json"]?.schema;
  return schema === undefined ? ["there is a body"] : nonEmpty([schemaFault(schema, body)]);
}

/** What the contract says against an answer to one of its operations: status, headers, media type and body. */
export function answerFaults(described: Described, answer: Answer): string[] {
  const response = responseFor(described, answer.status);
  if (!response) return [`the status ${answer.status} is not among its answers`];
  const mediaType = String(answer.headers["content-type"]).split(";")[0] ?? "";
  const schema = response.content?.[mediaType]?.schema;
  const body = schema ? schemaFault(schema, JSON.parse(answer.body)) : `${mediaType} is none of its media types`;
  return nonEmpty([body, ...headerFaults(response, answer.headers)]);
}

/** Headers that the contract must speak of where they occur; all others are HTTP's, CORS' and AWS's own. */
const OURS = /^(x-rekognition-.*|x-image|x-request-id|retry-after|www-authenticate|x-amzn-remapped-.*|cache-control)$/;

function headerFaults({ headers = {} }: Response, sent: Answer["headers"]): string[] {
  const described = Object.entries(headers).map(([name, header]) => [name.toLowerCase(), resolved(header)] as const);
  const names = described.map(([name]) => name);
  const strange = Object.keys(sent).filter((name) => OURS.test(name) && !names.includes(name));
  return [
    ...strange.map((name) => `the header ${name} is not described`),
    ...described.map(([name, header]) => headerFault(name, header, sent[name])),
  ];
}

function headerFault(name: string, { required = false, schema }: Header, value: unknown): string {
  if (value === undefined) return required ? `the header ${name} is missing` : "";
  const fault = schemaFault(schema, schema.type === "integer" ? Number(value) : value);
  return fault === "" ? "" : `the header ${name}: ${fault}`;
}

/** A problem that answers no operation of the contract: an unknown route, or a caller from elsewhere. */
export function problemFault(body: string): string {
  return schemaFault({ $ref: "#/components/schemas/Problem" }, JSON.parse(body));
}

function nonEmpty(faults: readonly string[]): string[] {
  return faults.filter((fault) => fault !== "");
}
