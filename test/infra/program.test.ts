import { byType, type Graph, type GraphResource, inputJson, inputText, one } from "../../local/program/graph";
import { graphOf, type Variant, VARIANTS } from "../variants";

const dev = graphOf("dev");
const strict = graphOf("strict");
const gov = graphOf("gov");

const FUNCTION = "aws:lambda/function:Function";
const METHOD = "aws:apigateway/method:Method";

describe("the private API", () => {
  const api = one(dev, "aws:apigateway/restApi:RestApi");
  const endpoint = one(dev, "aws:ec2/vpcEndpoint:VpcEndpoint", ({ inputs }) =>
    /execute-api$/.test(String(inputs["serviceName"])),
  );

  test("is PRIVATE and associated with our endpoint, which gives it a name without private DNS", () => {
    expect(api.inputs["endpointConfiguration"]).toEqual({ types: "PRIVATE", vpcEndpointIds: [endpoint.id] });
  });

  test("every method but OPTIONS asks the authorizer, and OPTIONS reaches no function while there is one origin", () => {
    const methods = byType(dev, METHOD).map(({ inputs }) => [inputs["httpMethod"], inputs["authorization"]]);
    expect(methods).toHaveLength(10);
    expect(methods.filter(([method, kind]) => (method === "OPTIONS") !== (kind === "NONE"))).toEqual([]);
    expect(new Set(methods.map(([, kind]) => kind))).toEqual(new Set(["CUSTOM", "NONE"]));
    const mocks = byType(dev, "aws:apigateway/integration:Integration").filter(
      ({ inputs }) => inputs["httpMethod"] === "OPTIONS",
    );
    expect(mocks.map(({ inputs }) => inputs["type"])).toEqual(Array(5).fill("MOCK"));
  });

  test("with two origins the function answers the preflight, and is permitted to be asked", () => {
    const asked = byType(gov, "aws:apigateway/integration:Integration").filter(
      ({ inputs }) => inputs["httpMethod"] === "OPTIONS",
    );
    expect(asked.map(({ inputs }) => inputs["type"])).toEqual(Array(5).fill("AWS_PROXY"));
    const sources = permissionSources(gov).filter((arn) => arn.includes("/OPTIONS/"));
    expect(sources).toHaveLength(5);
  });

  test("the authorizer's answer is never cached unless config says so", () => {
    const authorizer = one(dev, "aws:apigateway/authorizer:Authorizer");
    expect(authorizer.inputs).toMatchObject({ type: "REQUEST", authorizerResultTtlInSeconds: 0 });
  });

  test("an answer that is kept serves its own route only, for a refusal's reason is about that route", () => {
    const keyOf = (graph: Graph) => one(graph, "aws:apigateway/authorizer:Authorizer").inputs["identitySource"];
    expect(keyOf(dev)).toBe("method.request.header.Authorization,context.resourcePath");
    // With several profiles a reason is about the one that was asked for.
    expect(keyOf(graphOf("table"))).toBe("method.request.header.Authorization,context.path");
  });

  test("functions answer this API, stage and method only, the authorizer this authorizer only", () => {
    const arn = String(api.outputs["executionArn"]);
    const authorizer = one(dev, "aws:apigateway/authorizer:Authorizer");
    expect(permissionSources(dev).sort()).toEqual([
      `${arn}/authorizers/${String(authorizer.id)}`,
      `${arn}/live/GET/v1/images/*`,
      `${arn}/live/GET/v1/studio/profiles`,
      `${arn}/live/POST/v1/images`,
      `${arn}/live/POST/v1/rekognition/*`,
      `${arn}/live/POST/v1/studio/domains/*/profiles/*/presigned-url`,
    ]);
    const principals = byType(dev, "aws:lambda/permission:Permission").map((permission) =>
      inputText(permission, "principal"),
    );
    expect(new Set(principals)).toEqual(new Set(["apigateway.amazonaws.com"]));
  });

  test("bodies are checked against a model that knows the contract's properties and no other", () => {
    const model = inputJson(one(dev, "aws:apigateway/model:Model"), "schema");
    expect(model).toMatchObject({ type: "object", additionalProperties: false });
    const method = one(dev, METHOD, ({ name }) => name === "api-mint-url");
    expect(method.inputs["requestModels"]).toEqual({ "application/json": "PresignedUrlRequest" });
    expect(method.inputs["requestValidatorId"]).toBe(one(dev, "aws:apigateway/requestValidator:RequestValidator").id);
  });

  test("every method is throttled by itself, and never traced", () => {
    const settings = byType(dev, "aws:apigateway/methodSettings:MethodSettings");
    expect(settings.map(({ inputs }) => inputs["methodPath"]).sort()).toEqual([
      "~1v1~1images/OPTIONS",
      "~1v1~1images/POST",
      "~1v1~1images~1{imageId}/GET",
      "~1v1~1images~1{imageId}/OPTIONS",
      "~1v1~1rekognition~1{operation}/OPTIONS",
      "~1v1~1rekognition~1{operation}/POST",
      "~1v1~1studio~1domains~1{domainId}~1profiles~1{userProfileName}~1presigned-url/OPTIONS",
      "~1v1~1studio~1domains~1{domainId}~1profiles~1{userProfileName}~1presigned-url/POST",
      "~1v1~1studio~1profiles/GET",
      "~1v1~1studio~1profiles/OPTIONS",
    ]);
    for (const { inputs } of settings) {
      const isStudios = String(inputs["methodPath"]).includes("studio");
      expect(inputs["settings"]).toMatchObject({
        dataTraceEnabled: false,
        throttlingRateLimit: isStudios ? 10 : 153,
        throttlingBurstLimit: isStudios ? 20 : 305,
      });
    }
  });

  test("API Gateway's own errors are problem+json with a code, for the configured origin, and never stored", () => {
    const responses = byType(dev, "aws:apigateway/response:Response");
    expect(responses.length).toBeGreaterThanOrEqual(21);
    for (const { inputs } of responses) {
      const templates = inputs["responseTemplates"] as Record<string, string>;
      const body = JSON.parse(templates["application/json"] ?? "") as Record<string, unknown>;
      expect(body["code"]).toMatch(/^[a-z_]+$/);
      expect(inputs["responseParameters"]).toMatchObject({
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
        "gatewayresponse.header.Cache-Control": "'no-store'",
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://portal.corp.example'",
      });
      expect(JSON.stringify(inputs["responseParameters"])).not.toMatch(/credentials/i);
    }
  });

  test("the access log names no path, query, header, body or token", () => {
    const stage = one(dev, "aws:apigateway/stage:Stage");
    const { format } = stage.inputs["accessLogSettings"] as { format: string };
    const fields = [...format.matchAll(/\$context\.[A-Za-z.]+/g)].map(([field]) => field);
    expect(fields.length).toBeGreaterThan(10);
    const telling = /\.path$|authorizer\.(?!principalId|status|latency)|header|requestOverride|userAgent|customDomain/;
    expect(fields.filter((field) => telling.test(field))).toEqual([]);
  });

  test.each(["dev", "strict", "gov", "existing-domain"] as const)(
    "in %s a deployment follows everything it takes a snapshot of",
    (variant) => {
      const graph = graphOf(variant);
      const deployment = one(graph, "aws:apigateway/deployment:Deployment");
      const types =
        /apigateway\/(method|integration|methodResponse|integrationResponse|response|restApiPolicy|model|authorizer):/;
      const parts = graph.resources.filter(({ type }) => types.test(type)).map(({ urn }) => urn);
      expect(parts.filter((urn) => !deployment.dependencies.includes(urn))).toEqual([]);
    },
  );

  test("a change of origins, keys or body redeploys: the trigger differs between environments", () => {
    const triggers = (Object.keys(VARIANTS) as Variant[]).map((variant) =>
      JSON.stringify(one(graphOf(variant), "aws:apigateway/deployment:Deployment").inputs["triggers"]),
    );
    expect(new Set(triggers).size).toBeGreaterThan(1);
  });

  test("the account-wide logging role is made only when config says so, and kept on destroy", () => {
    expect(byType(dev, "aws:apigateway/account:Account")).toEqual([]);
    expect(one(strict, "aws:apigateway/account:Account").options).toMatchObject({ retainOnDelete: true });
  });
});

describe("people", () => {
  test("only administrators make users; the client knows the code flow alone and has no secret", () => {
    const pool = one(dev, "aws:cognito/userPool:UserPool");
    expect(pool.inputs["adminCreateUserConfig"]).toEqual({ allowAdminCreateUserOnly: true });
    const client = one(dev, "aws:cognito/userPoolClient:UserPoolClient");
    expect(client.inputs).toMatchObject({
      allowedOauthFlows: ["code"],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      generateSecret: false,
      callbackUrls: ["https://portal.corp.example/callback"],
      allowedOauthScopes: ["openid", "private-ml-gateway/studio"],
    });
  });

  test("the graph keeps Cognito's issuer and key set", () => {
    const { variables } = one(dev, FUNCTION, ({ name }) => name === "authorizer").inputs["environment"] as {
      variables: Record<string, string>;
    };
    const pool = one(dev, "aws:cognito/userPool:UserPool");
    expect(variables["ISSUER"]).toBe(`https://cognito-idp.eu-central-1.amazonaws.com/${String(pool.id)}`);
    expect(variables["KEY_SET_URL"]).toBe(`${variables["ISSUER"] ?? ""}/.well-known/jwks.json`);
  });
});

describe("functions", () => {
  test("have logs of their own that end, and the configured runtime and processor", () => {
    for (const fn of byType(dev, FUNCTION)) {
      expect(fn.inputs).toMatchObject({ runtime: "nodejs24.x", architectures: ["arm64"] });
      const { logGroup } = fn.inputs["loggingConfig"] as { logGroup: string };
      const group = one(dev, "aws:cloudwatch/logGroup:LogGroup", ({ outputs }) => outputs["name"] === logGroup);
      expect(group.inputs["retentionInDays"]).toBe(30);
    }
  });

  test("come after the policies of their roles, which Lambda checks when it attaches a VPC", () => {
    for (const fn of byType(dev, FUNCTION)) {
      const policies = rolePolicies(dev, inputText(fn, "role")).map(({ urn }) => urn);
      expect(policies.length).toBeGreaterThan(0);
      expect(policies.filter((urn) => !fn.dependencies.includes(urn))).toEqual([]);
    }
  });

  test("the studio-url function runs inside the VPC, the authorizer outside while it fetches keys", () => {
    expect(functionNamed(dev, "studio-url").inputs["vpcConfig"]).toBeDefined();
    expect(functionNamed(dev, "authorizer").inputs["vpcConfig"]).toBeUndefined();
  });

  test("with pinned keys the authorizer runs inside, and its security group has no rule at all", () => {
    const { securityGroupIds } = functionNamed(strict, "authorizer").inputs["vpcConfig"] as {
      securityGroupIds: string[];
    };
    const rules = strict.resources.filter(({ type }) => /securityGroup(In|E)gressRule:/.test(type));
    expect(securityGroupIds).toHaveLength(1);
    expect(rules.filter(({ inputs }) => inputs["securityGroupId"] === securityGroupIds[0])).toEqual([]);
  });
});

describe("Studio", () => {
  test("the domain is in IAM mode, reachable through the VPC only, and names the profile in CloudTrail", () => {
    expect(one(dev, "aws:sagemaker/domain:Domain").inputs).toMatchObject({
      authMode: "IAM",
      appNetworkAccessType: "VpcOnly",
      domainSettings: { executionRoleIdentityConfig: "USER_PROFILE_NAME" },
    });
  });

  test("each profile has an execution role of its own that names it literally, and security groups of its own", () => {
    const profiles = byType(dev, "aws:sagemaker/userProfile:UserProfile");
    const settings = profiles.map(
      ({ inputs }) => inputs["userSettings"] as { executionRole: string; securityGroups: string[] },
    );
    expect(new Set(settings.map(({ executionRole }) => executionRole)).size).toBe(2);
    expect(new Set(settings.map(({ securityGroups }) => securityGroups[1])).size).toBe(2);
    for (const [index, profile] of profiles.entries()) {
      const text = rolePolicies(dev, settings[index]?.executionRole ?? "")
        .map((policy) => inputText(policy, "policy"))
        .join();
      expect(text).toContain(
        `:user-profile/${inputText(profile, "domainId")}/${inputText(profile, "userProfileName")}"`,
      );
      expect(text).not.toContain("${sagemaker:");
    }
  });

  test("an existing domain is not made, and keeps its own network", () => {
    const graph = graphOf("existing-domain");
    expect(byType(graph, "aws:sagemaker/domain:Domain")).toEqual([]);
    for (const { inputs } of byType(graph, "aws:sagemaker/userProfile:UserProfile")) {
      expect(inputs["domainId"]).toBe("d-abc123def456");
      expect(inputs["userSettings"]).not.toHaveProperty("securityGroups");
    }
  });

  test("a hub's network is behind the attachment too, and rules of others answer in the VPC", () => {
    const graph = graphOf("existing-domain");
    const routes = byType(graph, "aws:ec2/route:Route").map(({ inputs }) => inputs["destinationCidrBlock"]);
    expect(routes).toContain("10.100.0.0/16");
    expect(one(graph, "aws:route53/resolverRuleAssociation:ResolverRuleAssociation").inputs).toMatchObject({
      resolverRuleId: "rslvr-rr-0123456789abcdef0",
      vpcId: "vpc-0a1b2c3d4e5f60718",
    });
  });

  test("rolePerProfile makes one minting role per listed profile, also for those that exist already", () => {
    const minting = byType(gov, "aws:iam/role:Role").filter(({ inputs }) =>
      /\/minting\/$/.test(String(inputs["path"])),
    );
    expect(minting.map(({ name }) => name).sort()).toEqual(["minting-alice", "minting-bob", "minting-erin"]);
    const { variables } = functionNamed(gov, "studio-url").inputs["environment"] as {
      variables: Record<string, string>;
    };
    for (const { outputs } of minting)
      expect(outputs["arn"]).toMatch(new RegExp(`^${variables["MINTING_ROLE_ARN"] ?? "-"}[0-9a-f]{32}$`));
  });
});

describe("destroy", () => {
  test("nothing of the dev example is held back by anything we chose", () => {
    expect(one(dev, "aws:cognito/userPool:UserPool").inputs["deletionProtection"]).toBe("INACTIVE");
    expect(one(dev, "aws:sagemaker/domain:Domain").inputs["retentionPolicy"]).toEqual({ homeEfsFileSystem: "Delete" });
    expect(dev.resources.filter(({ options }) => options["protect"])).toEqual([]);
    const left = dev.resources.filter(({ options }) => options["retainOnDelete"]).map(({ name }) => name);
    // It goes with its endpoint; taken off first, it would leave the endpoint at full access for a moment.
    expect(left).toEqual(["execute-api-policy"]);
  });

  test("people and homes are kept where config says so", () => {
    expect(one(strict, "aws:cognito/userPool:UserPool").inputs["deletionProtection"]).toBe("ACTIVE");
    expect(one(strict, "aws:sagemaker/domain:Domain").inputs["retentionPolicy"]).toEqual({
      homeEfsFileSystem: "Retain",
    });
  });
});

function permissionSources(graph: Graph): string[] {
  return byType(graph, "aws:lambda/permission:Permission").map((permission) => inputText(permission, "sourceArn"));
}

function functionNamed(graph: Graph, name: string): GraphResource {
  return one(graph, FUNCTION, (fn) => fn.name === name);
}

/** The inline policies of the role with this ARN. */
function rolePolicies(graph: Graph, roleArn: string): GraphResource[] {
  const role = one(graph, "aws:iam/role:Role", ({ outputs }) => outputs["arn"] === roleArn);
  return byType(graph, "aws:iam/rolePolicy:RolePolicy").filter(({ inputs }) => inputs["role"] === role.id);
}
