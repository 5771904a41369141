import Ajv, { type ValidateFunction } from "ajv";
import draft04 from "ajv/lib/refs/json-schema-draft-04.json";
import type { GraphResource } from "../../program/graph";
import { type GraphIndex, requiredText, textOf, textRecordOf, valueOf } from "../graph/graph-index";
import { headerValue, type Incoming } from "../incoming";
import { NotModelledError } from "../graph/not-modelled";

/** What API Gateway checks of a request before the function sees it. */
export interface RequestRules {
  /** Checks of the body by media type; absent when the validator does not look at bodies. */
  readonly bodies?: ReadonlyMap<string, ValidateFunction>;
  /** Names of headers and query parameters that must be there. */
  readonly requiredHeaders: readonly string[];
  readonly requiredQuery: readonly string[];
}

export type RequestFault =
  | { readonly type: "BAD_REQUEST_BODY"; readonly detail: string }
  | { readonly type: "BAD_REQUEST_PARAMETERS"; readonly missing: readonly string[] };

export function readRequestRules(graph: GraphIndex, apiId: string, method: GraphResource): RequestRules {
  const validatorId = textOf(method, "requestValidatorId");
  const validator = graph
    .all("apigateway/requestValidator:RequestValidator")
    .find((one) => textOf(one, "id") === validatorId);
  if (validatorId !== undefined && !validator)
    throw new NotModelledError(
      `${method.urn} names the request validator ${validatorId}, which is not in the program.`,
    );
  const checks = (key: string) => validator !== undefined && valueOf(validator, key) === true;
  const required = checks("validateRequestParameters")
    ? Object.entries(textRecordOf(method, "requestParameters")).flatMap(([name, isRequired]) =>
        isRequired === "true" ? [name] : [],
      )
    : [];
  const named = (prefix: string) =>
    required.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return {
    ...(checks("validateRequestBody") && { bodies: readModels(graph, apiId, method) }),
    requiredHeaders: named("method.request.header."),
    requiredQuery: named("method.request.querystring."),
  };
}

/**
 * The first fault of a request. A body whose media type has no model is not looked at, as on AWS: functions check again.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function findFault(rules: RequestRules, request: Incoming): RequestFault | undefined {
  const query = new URLSearchParams(request.query);
  const missing = [
    ...rules.requiredHeaders.filter((name) => !headerValue(request, name)),
    ...rules.requiredQuery.filter((name) => !query.get(name)),
  ];
  if (missing.length > 0) return { type: "BAD_REQUEST_PARAMETERS", missing };
  const mediaType =
    (headerValue(request, "content-type") ?? "application/json").split(";")[0]?.trim().toLowerCase() ?? "";
  const validate = rules.bodies?.get(mediaType) ?? rules.bodies?.get("$default");
  if (!validate) return undefined;
  const detail = bodyFault(validate, request.body.toString("utf8"));
  return detail === undefined ? undefined : { type: "BAD_REQUEST_BODY", detail };
}

/** An empty body counts as an empty object, as a parity test against AWS found: https://github.com/localstack/localstack/pull/7916 */
function bodyFault(validate: ValidateFunction, body: string): string | undefined {
  let value: unknown;
  try {
    value = body === "" ? {} : JSON.parse(body);
  } catch {
    return "[The body is not JSON]";
  }
  if (validate(value) === true) return undefined;
  const faults = (validate.errors ?? []).map(
    (error) => `${error.dataPath.replace(/^\./, "") || "body"} ${error.message ?? "is invalid"}`,
  );
  return `[${faults.join(", ")}]`;
}

function readModels(graph: GraphIndex, apiId: string, method: GraphResource): ReadonlyMap<string, ValidateFunction> {
  const models = graph.where("apigateway/model:Model", "restApi", apiId);
  return new Map(
    Object.entries(textRecordOf(method, "requestModels")).map(([mediaType, name]) => {
      const model = models.find((one) => textOf(one, "name") === name);
      if (!model) throw new NotModelledError(`${method.urn} names the model ${name}, which is not in the program.`);
      return [mediaType.toLowerCase(), compile(model)];
    }),
  );
}

/** API Gateway models are JSON schema draft 4. */
function compile(model: GraphResource): ValidateFunction {
  const ajv = new Ajv({ schemaId: "auto", meta: false, allErrors: true, unknownFormats: "ignore", logger: false });
  ajv.addMetaSchema(draft04);
  try {
    const schema = JSON.parse(requiredText(model, "schema")) as object;
    return ajv.compile({ $schema: draft04.id, ...schema });
  } catch (error) {
    throw new NotModelledError(
      `${model.urn} has a schema that cannot be read as JSON schema draft 4: ${(error as Error).message}.`,
    );
  }
}
