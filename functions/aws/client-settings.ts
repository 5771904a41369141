/** How every SDK client of the functions asks AWS: time limits, attempts and connections are decided here. */
export interface ClientLimits {
  /** Milliseconds to connect. */
  readonly connect: number;
  /** Milliseconds of one attempt; without it the call's own signal is all that ends one. */
  readonly request?: number;
  /** How often the SDK tries, the first time included. */
  readonly attempts: number;
}

/** Of a call that is neither the authorizer's, whose whole invocation has five seconds, nor one of the pool's, which its router ends. */
export const USUAL_LIMITS = { connect: 1000, request: 5000, attempts: 3 } as const satisfies ClientLimits;

/**
 * A client's settings. Its endpoint is the SDK's own business (AWS_ENDPOINT_URL_STS and the like, where a function runs on a laptop), but for
 * the Regions of the pool.
 */
export function clientSettings({ connect, request, attempts }: ClientLimits) {
  // A wait for one of the SDK's 50 sockets would count as time to connect. Lambda sends one request at a time anyway.
  const agent = { keepAlive: true, maxSockets: Infinity };
  return {
    maxAttempts: attempts,
    requestHandler: {
      httpAgent: agent,
      httpsAgent: agent,
      connectionTimeout: connect,
      // Without throwOnRequestTimeout the SDK prints a warning and goes on waiting.
      ...(request !== undefined && { requestTimeout: request, throwOnRequestTimeout: true }),
    },
  };
}
