import contract from "../../functions/contract/openapi.json";
import type { Route } from "./routes";

/**
 * The model API Gateway checks a body against: a JSON object with no property that the contract does not know, so that nothing can be
 * smuggled to a function under another name. Types and bounds are left to the function, which names every faulty field at once;
 * API Gateway's own text for them is one line of validator output. JSON schema draft 4, the one API Gateway speaks:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */
export function bodyModel(schema: NonNullable<Route["bodySchema"]>): Record<string, unknown> {
  return {
    $schema: "http://json-schema.org/draft-04/schema#",
    title: schema,
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(bodyProperties(schema).map((name) => [name, {}])),
  };
}

export function bodyProperties(schema: NonNullable<Route["bodySchema"]>): string[] {
  return Object.keys(contract.components.schemas[schema].properties);
}
