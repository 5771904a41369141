import { readEnvironment } from "../aws/environment";

/** What the smoke-test function is configured with. Region and credentials come from Lambda. */
export interface SmokeTestEnvironment {
  /** What AWS's host names end in, e.g. `amazonaws.com`. */
  readonly DNS_SUFFIX: string;
  /** A Rekognition operation that is enabled, as it stands in paths; "" without a pool. */
  readonly POOL_OPERATION: string;
}

export interface SmokeTestSettings {
  readonly region: string;
  readonly dnsSuffix: string;
  readonly operation: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  /** In place of AWS's own addresses, by the SDK's settings (AWS_ENDPOINT_URL_LAMBDA and the like), where a function runs elsewhere. */
  readonly endpoints: Readonly<Partial<Record<"codedeploy" | "lambda", string>>>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Error naming every variable at fault, and no value of a credential */
export function readSmokeTestSettings(variables: Variables): SmokeTestSettings {
  const { dnsSuffix, operation, region } = readEnvironment<
    Pick<SmokeTestSettings, "dnsSuffix" | "operation" | "region">
  >("smoke-test", variables, {
    region: { key: "AWS_REGION", allowed: "a Region", parse: (text) => matching(/^[a-z]{2}(-[a-z]+)+-\d$/, text) },
    dnsSuffix: {
      key: "DNS_SUFFIX",
      allowed: "a domain",
      parse: (text) => matching(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, text),
    },
    operation: {
      key: "POOL_OPERATION",
      allowed: "an operation as it stands in paths, or empty",
      parse: (text) => matching(/^[a-z-]*$/, text),
    },
  });
  const credentials = {
    accessKeyId: variables["AWS_ACCESS_KEY_ID"] ?? "",
    secretAccessKey: variables["AWS_SECRET_ACCESS_KEY"] ?? "",
    sessionToken: variables["AWS_SESSION_TOKEN"] ?? "",
  };
  return { region, dnsSuffix, operation, credentials, endpoints: endpointsIn(variables) };
}

function endpointsIn(variables: Variables): SmokeTestSettings["endpoints"] {
  const { AWS_ENDPOINT_URL: all } = variables;
  const codedeploy = variables["AWS_ENDPOINT_URL_CODEDEPLOY"] ?? all;
  const lambda = variables["AWS_ENDPOINT_URL_LAMBDA"] ?? all;
  return { ...(codedeploy !== undefined && { codedeploy }), ...(lambda !== undefined && { lambda }) };
}

function matching(pattern: RegExp, text: string): string | undefined {
  return pattern.test(text) ? text : undefined;
}
