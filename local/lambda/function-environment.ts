import type { FunctionSpec } from "./function-spec";

export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Where a function finds AWS: the doors' addresses, by the SDK's own settings. The bundle stays what is deployed. */
export interface ServiceAddresses {
  readonly sts: string;
  readonly sagemaker: string;
  readonly s3: string;
  readonly dynamodb: string;
  /** Every other service. */
  readonly others: string;
}

/**
 * Everything the function's process gets to see, and nothing of ours: what the program sets, what Lambda sets, and its role's credentials.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function functionEnvironment(
  spec: FunctionSpec,
  variables: Readonly<Record<string, string>>,
  region: string,
  credentials: FunctionCredentials,
  addresses: ServiceAddresses,
): Record<string, string> {
  return {
    ...variables,
    _HANDLER: spec.handler,
    LAMBDA_TASK_ROOT: spec.codeFolder,
    LAPTOP_FUNCTION_ARN: spec.arn,
    AWS_LAMBDA_FUNCTION_NAME: spec.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: "laptop",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_ENDPOINT_URL: addresses.others,
    AWS_ENDPOINT_URL_STS: addresses.sts,
    AWS_ENDPOINT_URL_SAGEMAKER: addresses.sagemaker,
    AWS_ENDPOINT_URL_S3: addresses.s3,
    AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamodb,
    // The SDK would otherwise announce, into the function's log, that it will need a newer Node some day.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    TZ: "UTC",
    LANG: "en_US.UTF-8",
    ...systemVariables(),
  };
}

/** Windows cannot open a socket without SystemRoot. */
function systemVariables(): Record<string, string> {
  const { SystemRoot } = process.env;
  return process.platform === "win32" && SystemRoot !== undefined ? { SystemRoot } : {};
}
