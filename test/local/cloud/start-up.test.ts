import * as net from "node:net";
import type { GraphBuilder } from "./fixture/graph-builder";
import { ENDPOINTS } from "./fixture/small-program";
import { ALLOW_THINGS, bearer, startTestCloud } from "./fixture/test-cloud";

const policy = (statement: Record<string, unknown>) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "S", Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
  });

describe("what cannot be modelled stops start-up with a sentence", () => {
  test.each<[string, (builder: GraphBuilder) => unknown, RegExp]>([
    [
      "a policy with a condition we cannot evaluate",
      (builder) =>
        builder.add("iam/rolePolicy:RolePolicy", "odd", {
          role: "mint",
          policy: policy({ Condition: { StringEqual: { a: "b" } } }),
        }),
      /odd.*StringEqual/,
    ],
    [
      "also where nothing on the laptop asks it",
      (builder) =>
        builder.add("s3/bucketPolicy:BucketPolicy", "bucket", {
          policy: policy({ Principal: "*", Condition: { Odd: { a: "b" } } }),
        }),
      /BucketPolicy.*Odd/,
    ],
    [
      "a policy inside a list of a resource",
      (builder) =>
        builder.add(
          "iam/role:Role",
          "r",
          {
            assumeRolePolicy: policy({ Resource: undefined, Principal: "*", Action: "sts:AssumeRole" }),
            inlinePolicies: [{ name: "i", policy: policy({ NotPrincipal: "*" }) }],
          },
          { arn: "arn:aws:iam::111122223333:role/r" },
        ),
      /NotPrincipal/,
    ],
    [
      "an AWS-managed policy whose text is not known",
      (builder) =>
        builder.add("iam/rolePolicyAttachment:RolePolicyAttachment", "a", {
          role: "mint",
          policyArn: "arn:aws:iam::aws:policy/PowerUserAccess",
        }),
      /PowerUserAccess.*is not known/,
    ],
    [
      "a permissions boundary",
      (builder) =>
        builder.add(
          "iam/role:Role",
          "r",
          { assumeRolePolicy: "{}", permissionsBoundary: "arn:aws:iam::1:policy/b" },
          { arn: "arn:aws:iam::111122223333:role/r" },
        ),
      /permissions boundary/,
    ],
    [
      "a method that AWS would authorize by IAM",
      (builder) => {
        const place = { restApi: "api0123456", resourceId: "unlisted", httpMethod: "PUT" };
        builder.add("apigateway/method:Method", "m", { ...place, authorization: "AWS_IAM" });
        return builder.add("apigateway/integration:Integration", "m", { ...place, type: "MOCK" });
      },
      /AWS_IAM.*NONE and CUSTOM/,
    ],
    [
      "a greedy path",
      (builder) =>
        builder.add("apigateway/resource:Resource", "all", {
          restApi: "api0123456",
          parentId: "root",
          pathPart: "{proxy+}",
        }),
      /greedy/,
    ],
    [
      "a gateway response with logic in its template",
      (builder) =>
        builder.add("apigateway/response:Response", "logic", {
          restApiId: "api0123456",
          responseType: "UNAUTHORIZED",
          responseTemplates: { "application/json": "#if($context.status)x#end" },
        }),
      /more than \$context variables/,
    ],
    [
      "a second API",
      (builder) => builder.add("apigateway/restApi:RestApi", "second", {}, { executionArn: "x" }),
      /one aws:apigateway\/restApi:RestApi, and this one has 2/,
    ],
  ])("%s", async (_, more, message) => {
    await expect(startTestCloud({ more: (builder) => void more(builder) })).rejects.toThrow(message);
  });

  test("an account as principal of an endpoint policy", async () => {
    const more = (builder: GraphBuilder) => {
      const text = policy({ Action: "*", Principal: { AWS: "arn:aws:iam::111122223333:root" } });
      builder.replaceEndpointPolicy(ENDPOINTS.sts, text);
    };
    await expect(startTestCloud({ more })).rejects.toThrow(/policy of endpoint sts.*:root/);
  });
});

describe("doors", () => {
  test("one for each endpoint, gateway endpoints included, the internet, and two of a company we do not know", async () => {
    const cloud = await startTestCloud();
    const doors = cloud.doors.map(({ name, endpointId, ours }) => [name, endpointId, ours]);
    await cloud.close();
    expect(doors).toEqual([
      ["execute-api", ENDPOINTS.executeApi, true],
      ["execute-api-second", ENDPOINTS.secondExecuteApi, true],
      ["sagemaker-api", ENDPOINTS.sagemakerApi, true],
      ["studio", ENDPOINTS.studio, true],
      ["sts", ENDPOINTS.sts, true],
      ["s3-gateway", "vpce-0a00000000000000f", true],
      ["internet", undefined, false],
      ["foreign-execute-api", "vpce-0f04e16e000000a01", false],
      ["foreign-studio", "vpce-0f04e16e000000a02", false],
    ]);
  });

  test("a taken port is said by door and number, and the doors already open are closed", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as net.AddressInfo;
    await expect(startTestCloud({}, { ports: { studio: port } })).rejects.toThrow(
      `The door "studio" cannot open at port ${port}: EADDRINUSE.`,
    );
    server.close();
  });

  test("a path that leads nowhere says where things are", async () => {
    const cloud = await startTestCloud();
    const reply = await cloud.call("internet", "/favicon.ico");
    await cloud.close();
    expect([reply.status, reply.text]).toEqual([404, expect.stringContaining("under /live/")]);
  });
});

describe("functions' environments", () => {
  const environmentOf = async (settings: Parameters<typeof startTestCloud>[1] = {}) => {
    const cloud = await startTestCloud({}, settings);
    const reply = await cloud.call("execute-api", "/live/v1/things?do=environment", { headers: bearer(ALLOW_THINGS) });
    const doors = Object.fromEntries(cloud.doors.map(({ name, url }) => [name, url]));
    await cloud.close();
    return { environment: JSON.parse(reply.text) as Record<string, string>, doors };
  };

  test("the function cannot see my AWS credentials", async () => {
    process.env["AWS_SECRET_ACCESS_KEY"] = "my-own-secret";
    process.env["AWS_PROFILE"] = "my-own-profile";
    const { environment } = await environmentOf();
    delete process.env["AWS_SECRET_ACCESS_KEY"];
    delete process.env["AWS_PROFILE"];
    expect(environment["AWS_ACCESS_KEY_ID"]).toMatch(/^ASIA/);
    expect(environment["AWS_SECRET_ACCESS_KEY"]).not.toBe("my-own-secret");
    expect(environment).not.toHaveProperty("AWS_PROFILE");
    expect(environment).not.toHaveProperty("PATH");
    expect(environment).not.toHaveProperty("HOME");
  });

  test("it has the program's variables, and AWS at the doors of its VPC", async () => {
    const { environment, doors } = await environmentOf();
    expect(environment).toMatchObject({
      GREETING: "from the program",
      ISSUER: "https://issuer.example",
      AWS_REGION: "eu-central-1",
      AWS_LAMBDA_FUNCTION_NAME: "echo",
      AWS_ENDPOINT_URL_STS: doors["sts"],
      AWS_ENDPOINT_URL_SAGEMAKER: doors["sagemaker-api"],
      // Any other service: an address where nothing listens, as in a subnet without a route.
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    });
  });

  test("a substitution replaces one value and leaves the others", async () => {
    const { environment } = await environmentOf({ environment: { echo: { ISSUER: "http://127.0.0.1:9999" } } });
    expect(environment).toMatchObject({ ISSUER: "http://127.0.0.1:9999", GREETING: "from the program" });
  });

  test("a substitution that would replace nothing stops start-up", async () => {
    await expect(environmentOf({ environment: { ehco: {} } })).rejects.toThrow('no function "ehco" to substitute');
    await expect(environmentOf({ environment: { echo: { ISSUR: "x" } } })).rejects.toThrow("has no variable ISSUR");
  });
});
