/** Which actions a VPC endpoint carries, by the last part of its service's name. */
import { knownServices } from "./reference/reference";

/** Services whose endpoints are named otherwise than their actions' prefix. */
const PREFIXES: Readonly<Partial<Record<string, string>>> = {
  "sagemaker.api": "sagemaker",
  "sagemaker.runtime": "sagemaker",
  "sagemaker.featurestore-runtime": "sagemaker",
  studio: "sagemaker",
  notebook: "sagemaker",
  "streaming-rekognition": "rekognition",
  monitoring: "cloudwatch",
};

/** The prefix of the actions that an endpoint carries. */
export function carriedService(endpointService: string): string {
  return PREFIXES[endpointService] ?? endpointService.split(".")[0] ?? "";
}

/**
 * What goes through an endpoint whose name says nothing to the reference may be anything that the reference does not know either.
 * @param action undefined stands for the actions of services outside the reference
 */
export function carries(endpointService: string, action: string | undefined): boolean {
  const prefix = carriedService(endpointService);
  const service = action?.toLowerCase().split(":")[0] ?? "";
  return knownServices.includes(prefix) ? service === prefix : !knownServices.includes(service);
}
