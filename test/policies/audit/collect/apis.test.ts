import { ACCOUNT, ANCHOR, estateOf, faultsOf, json, policyOf, resource } from "./small-graph";

const ARN = `arn:aws:execute-api:eu-central-1:${ACCOUNT}:abc`;
const FUNCTION_ARN = `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:one`;
const URI = `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`;
const one = resource("lambda/function:Function", "one", { role: ANCHOR }, { name: "one", arn: FUNCTION_ARN });

function api(inputs: Readonly<Record<string, unknown>> = {}) {
  const outputs = { executionArn: ARN, rootResourceId: "root", region: "eu-central-1" };
  return { ...resource("apigateway/restApi:RestApi", "api", inputs, outputs), id: "abc" };
}

function invoke(effect: string) {
  return { Effect: effect, Principal: "*", Action: "execute-api:Invoke", Resource: `${ARN}/*` };
}

describe("which policy an API ends up with", () => {
  const body = JSON.stringify({ "x-amazon-apigateway-policy": policyOf(invoke("Allow")) });
  const over = resource("apigateway/restApiPolicy:RestApiPolicy", "over", {
    restApiId: "abc",
    policy: json(invoke("Deny")),
  });

  test.each([
    ["the body's", [api({ body })], "/body/x-amazon-apigateway-policy", 0],
    ["its own input before the body's", [api({ body, policy: json(invoke("Deny")) })], "/policy", 1],
    ["a RestApiPolicy's before both", [api({ body, policy: json(invoke("Allow")) }), over], "/policy", 2],
  ])("%s", (_, resources, pointer, replaced) => {
    const estate = estateOf(...resources);
    expect(estate.coverage).toEqual([]);
    expect(estate.apis[0]?.policies).toMatchObject([{ pointer }]);
    expect(estate.replaced).toHaveLength(replaced);
  });

  test("two RestApiPolicies, or one of another API, are faults", () => {
    const faults = faultsOf(api(), over, { ...over, urn: `${over.urn}2` }).join();
    expect(faults).toMatch(/the last one made wins/);
    expect(faultsOf(over).join()).toMatch(/an API that is not in this stack/);
  });

  test("a body that is not JSON is a fault, since policy and methods may be in it", () => {
    expect(faultsOf(api({ body: "openapi: 3.0.1" }))).toEqual([expect.stringContaining("/body: The OpenAPI body")]);
  });
});

describe("what an API answers", () => {
  const part = (id: string, parentId: string, pathPart: string) => ({
    ...resource("apigateway/resource:Resource", id, { restApi: "abc", parentId, pathPart }),
    id,
  });
  const at = { restApi: "abc", resourceId: "r2", httpMethod: "GET" };
  const method = resource("apigateway/method:Method", "get", { ...at, authorization: "CUSTOM", authorizerId: "auth" });
  const integration = (inputs: object) =>
    resource("apigateway/integration:Integration", "call", { ...at, type: "AWS_PROXY", uri: URI, ...inputs });
  const tree = [part("r1", "root", "v1"), part("r2", "r1", "{proxy+}")];

  test("a method goes by its path with * for parameters, and by the function behind it", () => {
    const estate = estateOf(api(), ...tree, method, integration({}), one);
    expect(estate.coverage).toEqual([]);
    expect(estate.apis[0]?.methods).toMatchObject([
      { httpMethod: "GET", path: "/v1/*", authorization: "CUSTOM", authorizerId: "auth", functionName: "one" },
    ]);
  });

  test.each([
    ["nothing behind a method", [method, ...tree, one], /Nothing says what answers/],
    ["another function", [method, ...tree, integration({})], /not a function of this stack/],
    [
      "a web address",
      [method, ...tree, integration({ type: "HTTP", uri: "https://x.example" }), one],
      /not a function/,
    ],
    ["a role of its own", [method, ...tree, integration({ credentials: "arn:aws:iam::1:role/x" }), one], /credentials/],
    ["a path without its parent", [method, integration({}), one, tree[1] ?? one], /path of method get is not known/],
  ])("%s is a fault", (_, resources, why) => {
    expect(faultsOf(api(), ...resources).join("\n")).toMatch(why);
  });

  test("custom domain names lead to it too", () => {
    const mapping = resource("apigateway/basePathMapping:BasePathMapping", "m", {
      restApi: "abc",
      domainName: "x.example",
    });
    expect(estateOf(api(), mapping).apis[0]?.domainNames).toEqual(["x.example"]);
  });
});

describe("methods that only an OpenAPI body shows", () => {
  const integration = { type: "aws_proxy", uri: URI };
  const scheme = { type: "request", authorizerUri: URI, identitySource: "method.request.header.X" };
  const body = {
    paths: {
      "/v1/{id}": {
        get: { "x-amazon-apigateway-integration": integration },
        options: { security: [], "x-amazon-apigateway-integration": { type: "MOCK" } },
        "x-amazon-apigateway-any-method": { security: [{ iam: [] }], "x-amazon-apigateway-integration": integration },
      },
    },
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: "apiKey", "x-amazon-apigateway-authorizer": scheme },
        iam: { type: "apiKey", "x-amazon-apigateway-authtype": "awsSigv4" },
      },
    },
  };

  test("are read with their authorizers", () => {
    const estate = estateOf(api({ body: JSON.stringify(body) }), one);
    expect(estate.coverage).toEqual([]);
    expect(estate.apis[0]?.methods).toMatchObject([
      { httpMethod: "GET", path: "/v1/*", authorization: "CUSTOM", authorizerId: "token", functionName: "one" },
      { httpMethod: "OPTIONS", authorization: "NONE" },
      { httpMethod: "ANY", authorization: "AWS_IAM", functionName: "one" },
    ]);
    expect(estate.apis[0]?.authorizers).toMatchObject([
      {
        id: "token",
        type: "REQUEST",
        functionName: "one",
        identitySource: "method.request.header.X",
        cacheSeconds: 300,
      },
    ]);
  });

  test.each([
    [
      "a function of somebody else",
      { paths: { "/": { get: { "x-amazon-apigateway-integration": { uri: "x" } } } } },
      /not a function/,
    ],
    ["a path in another text", { paths: { "/": { $ref: "other.json" } } }, /in another text/],
  ])("%s is a fault", (_, text, why) => {
    expect(faultsOf(api({ body: JSON.stringify(text) })).join()).toMatch(why);
  });
});
