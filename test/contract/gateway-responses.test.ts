import { GATEWAY_RESPONSES } from "../../infra/private-api/gateway-responses";
import { GraphIndex, requiredText, textOf, textRecordOf } from "../../local/cloud/graph/graph-index";
import { fillIn } from "../../local/cloud/private-api/context-variables";
import { denialDetail, DENIAL_REASONS } from "../../functions/contract/routes";
import { graphOf } from "../variants";
import { answerFaults, type Described, OPERATIONS, responseFor } from "./contract";

const AUTHORIZERS = DENIAL_REASONS.map((reason) => ({
  "authorizer.denialReason": reason,
  "authorizer.denialDetail": denialDetail(reason, ["detect-faces"]),
}));
const REQUEST = { requestId: "3f0c1a52-6d2e-4d0e-9c55-0a6f3b1f8f21" };

/** As API Gateway answers with a response of the deployed program. @param variables of `$context` */
function answerOf(variant: "dev" | "gov" | "strict", type: string, variables: Readonly<Record<string, string>>) {
  const responses = new GraphIndex(graphOf(variant)).all("apigateway/response:Response");
  const response = responses.find((each) => textOf(each, "responseType") === type);
  if (!response) throw new Error(`The environment ${variant} has no response of type ${type}.`);
  const values = { ...REQUEST, ...variables };
  const headers = Object.entries(textRecordOf(response, "responseParameters")).map(([name, source]) => [
    name.replace("gatewayresponse.header.", "").toLowerCase(),
    source.startsWith("'") ? source.slice(1, -1) : fillIn(`$${source}`, values, ""),
  ]);
  const template = textRecordOf(response, "responseTemplates")["application/json"] ?? "";
  return {
    status: Number(textOf(response, "statusCode") ?? (type === "DEFAULT_4XX" ? 418 : 599)),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: fillIn(template, values, ""),
  };
}

test("every type of gateway response is deployed", () => {
  const responses = new GraphIndex(graphOf("dev")).all("apigateway/response:Response");
  const types = responses.map((response) => requiredText(response, "responseType"));
  expect(types.sort()).toEqual(GATEWAY_RESPONSES.map(({ type }) => type).sort());
  expect(types).toHaveLength(21);
});

/** Where no operation was found, none of the contract's is answered; a media type is looked at where there is a body. */
function neverComes(type: string, { method }: Described): boolean {
  if (["MISSING_AUTHENTICATION_TOKEN", "RESOURCE_NOT_FOUND"].includes(type)) return true;
  return type === "UNSUPPORTED_MEDIA_TYPE" && method === "GET";
}

describe.each(GATEWAY_RESPONSES)("$type", ({ type, code }) => {
  test.each(["dev", "gov", "strict"] as const)(
    "as %s deploys it is an answer that the contract describes, at every operation",
    (variant) => {
      for (const variables of type === "ACCESS_DENIED" ? [{}, ...AUTHORIZERS] : [{}]) {
        const answer = answerOf(variant, type, variables);
        for (const described of OPERATIONS) {
          expect([described.path, answerFaults(described, answer)]).toEqual([described.path, []]);
          if (neverComes(type, described)) continue;
          expect(responseFor(described, answer.status)?.description).toContain(code);
        }
      }
    },
  );
});

test("the network's refusal says what an empty reason stands for, the authorizer's what it found", () => {
  const network = answerOf("dev", "ACCESS_DENIED", {});
  expect(JSON.parse(network.body)).toMatchObject({
    reason: "",
    detail: expect.stringContaining("no such route") as string,
  });
  for (const variables of AUTHORIZERS) {
    const { reason, detail } = JSON.parse(answerOf("dev", "ACCESS_DENIED", variables).body) as Record<string, string>;
    expect([reason, detail]).toEqual([
      variables["authorizer.denialReason"],
      expect.stringContaining(variables["authorizer.denialDetail"]),
    ]);
  }
});

test("a challenge names the scope that config asks for, and none where it asks for none", () => {
  expect(answerOf("dev", "UNAUTHORIZED", {}).headers["www-authenticate"]).toBe(
    'Bearer realm="private-ml-gateway", scope="private-ml-gateway/studio"',
  );
  const challenged = GATEWAY_RESPONSES.filter(({ type }) => "www-authenticate" in answerOf("dev", type, {}).headers);
  expect(challenged.map(({ type }) => type)).toEqual(["UNAUTHORIZED", "ACCESS_DENIED"]);
});
