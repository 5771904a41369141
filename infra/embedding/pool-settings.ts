import * as pulumi from "@pulumi/pulumi";
import { REGION_KEY } from "../config/region";
import { checkSettings } from "../config/settings";
import type { PoolSettings } from "../rekognition/pool-settings";

/** What another program has to say of its pool; everything else has the default that Pulumi.yaml declares for the key of that name. */
export type PoolChoices = Partial<PoolSettings> &
  Pick<PoolSettings, "region" | "corporateCidrs" | "portalOrigins" | "rekognitionRegions">;

/**
 * The pool's settings, checked as config is: by the same rules, all problems at once.
 *
 * @param cidr IPv4 network that the pool's subnets are in, /16 to /24
 * @throws pulumi.RunError with a line for each problem
 */
export function poolSettings({ region, ...choices }: PoolChoices, cidr: string): PoolSettings {
  const result = checkSettings({ [REGION_KEY]: region, vpcCidr: cidr, ...choices });
  if ("settings" in result) return result.settings;
  const lines = result.problems.map(
    ({ key, found, fault, allowed }) =>
      `\n  ${key === "vpcCidr" ? "network.cidr" : key}: ${found} ${fault}. Allowed: ${allowed}`,
  );
  throw new pulumi.RunError(`The Rekognition pool cannot be made with these settings:${lines.join("")}`);
}
