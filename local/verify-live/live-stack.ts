import { partitionOf } from "../../infra/partition";
import type { StackOutputs } from "../operator/stack-outputs";
import { UserError } from "../user-error";
import type { LiveStack } from "./live-check";

/** @throws UserError for outputs of an older release, naming the one that is missing */
export function liveStack(outputs: StackOutputs): LiveStack {
  const region = textAt(outputs, "deployed", "region");
  const { partition, studioDnsSuffix } = partitionOf(region);
  const rekognition = at(outputs, "endpointIds", "rekognition");
  return {
    region,
    partition,
    api: textAt(outputs, "apiUrls", "privateDns"),
    signInUrl: textAt(
      outputs,
      "signIn",
      at(outputs, "signIn", "authorizeUrl") === undefined ? "issuer" : "authorizeUrl",
    ),
    hasUserPool: at(outputs, "userPoolId") !== "",
    domainId: textAt(outputs, "studioDomainId"),
    studioHost: `studio.${region}.${studioDnsSuffix}`,
    studioEndpointId: textAt(outputs, "endpointIds", "studio"),
    rekognitionRegions: typeof rekognition === "object" && rekognition !== null ? Object.keys(rekognition) : [],
  };
}

function textAt(outputs: StackOutputs, ...path: readonly string[]): string {
  const value = at(outputs, ...path);
  if (typeof value === "string" && value !== "") return value;
  throw new UserError(`The stack has no output ${path.join(".")}: run \`pulumi up\` with this release first.`);
}

function at(outputs: StackOutputs, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], outputs);
}
