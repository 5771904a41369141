import * as pulumi from "@pulumi/pulumi";

/** Bytes that Lambda takes of names and values together. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_BYTES = 4096;

type Variables = Readonly<Record<string, pulumi.Input<string>>>;

/** The environment, once all of it is known to fit. */
export function withinLambdasLimit(
  functionName: string,
  environment: Variables,
): pulumi.Output<Record<string, string>> {
  return pulumi.all({ ...environment }).apply((variables) => {
    const fault = faultOfSize(functionName, variables);
    if (fault !== undefined) throw new pulumi.RunError(fault);
    return variables;
  });
}

/** What is wrong with an environment that Lambda would refuse, naming its largest variables; undefined when it fits. Pure. */
export function faultOfSize(functionName: string, variables: Readonly<Record<string, string>>): string | undefined {
  const sizes = Object.entries(variables).map(([name, value]) => ({ name, bytes: Buffer.byteLength(name + value) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MOST_BYTES) return undefined;
  const largest = sizes.sort((one, other) => other.bytes - one.bytes).slice(0, 3);
  return (
    `The environment of the function ${functionName} is ${total} bytes, and Lambda takes ${MOST_BYTES}. The largest: ` +
    `${largest.map(({ name, bytes }) => `${name} ${bytes}`).join(", ")}. KEY_SET comes from pinnedKeySet (take keys off that sign no more, or ` +
    "pin EC keys, which are shorter), PROFILE_LIMITS from studioLandingUris and studioSpaces, GROUP_REGIONS from rekognitionGroupRegions, LANES from rekognitionLanes."
  );
}
