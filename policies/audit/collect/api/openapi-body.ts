/** An API described by an OpenAPI text: the policy inside it, and the methods that nothing else in the graph shows. */
import { type CollectedResource, isRecord, pointer, setting } from "../graph/graph";
import { unresolved } from "../graph/special-values";
import { parseStrictly } from "../graph/strict-json";
import type { Carrier, Survey } from "../survey";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html */
const EXTENSION = "x-amazon-apigateway-policy";

/** The body as an object; undefined without one, and beside a fault when it cannot be read. */
export function openApiBody(survey: Survey, api: CollectedResource): Readonly<Record<string, unknown>> | undefined {
  const body = setting(api, "body");
  if (body === undefined) return undefined;
  const why = unresolved(body);
  const parsed = why === undefined ? parseStrictly(body) : { kind: "fault" as const, why };
  if (parsed.kind === "value" && isRecord(parsed.value)) return parsed.value;
  const reason = parsed.kind === "fault" ? parsed.why : "it is not an object";
  survey.fault(api, "/body", `The OpenAPI body of API ${api.name} is not understood: ${reason}.`);
  return undefined;
}

export function openApiPolicy(survey: Survey, api: CollectedResource, name: string): Carrier[] {
  const body = openApiBody(survey, api);
  if (!body) return [];
  // The pointer goes on inside the text; whatever else the text holds has been looked at too.
  survey.claim(api, "/body");
  const value = body[EXTENSION];
  if (value === undefined) return [];
  return [{ resource: api, pointer: `/body${pointer(EXTENSION)}`, value, name, layer: "resource" }];
}
