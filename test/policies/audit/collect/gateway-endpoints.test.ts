import { faultsOf, json, resource } from "./small-graph";

const ROLE = "arn:aws:iam::111122223333:role/a";
const endpoint = (type: string, statement: Record<string, unknown>) =>
  resource("ec2/vpcEndpoint:VpcEndpoint", "door", {
    vpcEndpointType: type,
    serviceName: "com.amazonaws.eu-central-1.dynamodb",
    region: "eu-central-1",
    vpcId: "vpc-1",
    policy: json({ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*", ...statement }),
  });

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
test.each([
  ["Gateway", { Principal: "*" }, false],
  ["Gateway", { Principal: { AWS: "*" } }, false],
  ["Gateway", { Principal: { AWS: ROLE } }, true],
  ["Gateway", { Principal: { AWS: ["*", ROLE] } }, true],
  ["Gateway", { Principal: { Service: "lambda.amazonaws.com" } }, true],
  ["Gateway", { Effect: "Deny", Principal: undefined, NotPrincipal: { AWS: ROLE } }, true],
  ["Interface", { Principal: { AWS: ROLE } }, false],
])("a %s endpoint with %j is not understood: %s", (type, statement, isFault) => {
  const faults = faultsOf(endpoint(type, statement)).filter((fault) => fault.includes("aws:PrincipalArn"));
  expect(faults.length > 0).toBe(isFault);
});

describe("an endpoint that the program only looks up", () => {
  const looked = (inputs: Record<string, unknown>) => ({
    ...resource("ec2/vpcEndpoint:VpcEndpoint", "door", {
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.eu-central-1.sts",
      region: "eu-central-1",
      vpcId: "vpc-1",
      ...inputs,
    }),
    options: { read: true },
  });

  test("has AWS's text for its policy", () => {
    expect(
      faultsOf(looked({ policy: json({ Effect: "Allow", Principal: "*", Action: "sts:*", Resource: "*" }) })),
    ).toEqual([]);
  });

  test("is never taken to have AWS's default: an unknown text is a fault that says how to give it", () => {
    expect(faultsOf(looked({}))).toEqual([
      expect.stringMatching(/is not known here: give its text in existingEndpoints \(aws ec2 describe-vpc-endpoints/),
    ]);
  });
});
