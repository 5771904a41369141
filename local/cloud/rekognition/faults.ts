/**
 * What may be wrong with a Region. Switched while everything runs: on the page, by `npm run fault`, by tests.
 *
 * A way on which no connection is made at all is not among them: from outside the kernel that takes a port whose queue is full, which
 * drops first packets on Linux and refuses them on Windows. The functions' tests play it, with such a port.
 */
export const REGION_FAULTS = {
  throttle: "every call is over the quota (ProvisionedThroughputExceededException)",
  ramp: "calls came too suddenly (ThrottlingException with status 400)",
  "s3-throttle": "calls that name an S3 object are over the limit of Rekognition's own reading",
  "throttle-500": "the service is overloaded (ThrottlingException with status 500)",
  "error-500": "the service fails (InternalServerError)",
  "html-503": "a proxy answers with an HTML page and status 503",
  reset: "connections are reset",
  hang: "headers arrive, and then nothing",
  "black-hole": "connections are made, and nothing is ever answered",
  "access-denied": "every call is refused, as when the Region is not enabled for the account",
  "empty-200": "success without a body",
  slow: "calls take three times as long",
  tenant: "another workload in the account uses half of the quotas",
} as const satisfies Readonly<Record<string, string>>;

export type RegionFault = keyof typeof REGION_FAULTS;

export function isRegionFault(text: unknown): text is RegionFault {
  return typeof text === "string" && Object.hasOwn(REGION_FAULTS, text);
}
