import { partitionOf } from "../../partition";
import type { TextRule } from "../key";

/** A container image in ECR, in the parts that policies and Regions are compared by. */
export interface ContainerImage {
  /** Twelve digits: whose registry it is. */
  readonly account: string;
  readonly region: string;
  readonly dnsSuffix: string;
  readonly repository: string;
}

/**
 * By digest: a tag can come to name another image, and then people's apps would start with one that was not reviewed.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-pull-ecr-image.html
 */
const BY_DIGEST =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.(amazonaws\.com(?:\.cn)?)\/([a-z0-9]+(?:[._/-][a-z0-9]+)*)@sha256:[0-9a-f]{64}$/;

const EXAMPLE = `111122223333.dkr.ecr.eu-central-1.${partitionOf("eu-central-1").dnsSuffix}/studio/forecasting@sha256:${"0123456789abcdef".repeat(4)}`;

export const BASE_IMAGE: TextRule = {
  example: EXAMPLE,
  fault: (value) => {
    if (BY_DIGEST.test(value)) return undefined;
    return /^\d{12}\.dkr\.ecr\.[^/]+\/[^@]+$/.test(value)
      ? "names no digest: a tag can come to name another image (aws ecr describe-images shows imageDigest)"
      : "is not an image in ECR by digest (<account>.dkr.ecr.<region>.<suffix>/<repository>@sha256:<64 hex digits>)";
  },
  mend: (value) => [value.replace(/^https?:\/\//, "").replace(/:[\w.-]+@sha256:/, "@sha256:")],
};

/** The parts of an image that passed its check; undefined for any other text. */
export function containerImage(value: string): ContainerImage | undefined {
  const [, account, region, dnsSuffix, repository] = BY_DIGEST.exec(value) ?? [];
  if (account === undefined || region === undefined || dnsSuffix === undefined || repository === undefined)
    return undefined;
  return { account, region, dnsSuffix, repository };
}
