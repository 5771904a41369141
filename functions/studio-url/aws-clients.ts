import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { STSClient } from "@aws-sdk/client-sts";

/** Milliseconds. API Gateway gives up after 29 s; the whole of a mint must be over before. */
export interface TimeLimits {
  readonly connect: number;
  /** One attempt of one call. */
  readonly request: number;
  /** All attempts of all calls. */
  readonly total: number;
}

export const TIME_LIMITS: TimeLimits = { connect: 1000, request: 5000, total: 20_000 };

/** Of one session of the minting role; none of them is empty. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface AwsClients {
  sts(): STSClient;
  sageMakerAs(credentials: SessionCredentials): SageMakerClient;
}

/**
 * The SDK clients, made when first needed. Endpoints are the SDK's own business (AWS_ENDPOINT_URL_STS and
 * AWS_ENDPOINT_URL_SAGEMAKER where it runs on a laptop).
 */
export function awsClients(limits: TimeLimits): AwsClients {
  // A wait for one of the SDK's 50 sockets would count as time to connect. Lambda sends one request at a time anyway.
  const agent = { keepAlive: true, maxSockets: Infinity };
  // Without throwOnRequestTimeout the SDK prints a warning and goes on waiting.
  const requestHandler = {
    httpAgent: agent,
    httpsAgent: agent,
    connectionTimeout: limits.connect,
    requestTimeout: limits.request,
    throwOnRequestTimeout: true,
  };
  let client: STSClient | undefined;
  const sts = (): STSClient => (client ??= new STSClient({ maxAttempts: 3, requestHandler }));
  return {
    sts,
    /** A client per mint: credentials live in it and nowhere else. Only connections, which carry none, are shared. */
    sageMakerAs: (credentials) =>
      new SageMakerClient({ credentials, maxAttempts: 3, requestHandler: sts().config.requestHandler }),
  };
}
