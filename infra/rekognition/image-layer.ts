import * as fs from "node:fs";
import * as path from "node:path";
import * as aws from "../aws";
import * as pulumi from "@pulumi/pulumi";
import { builtArchive } from "../built-archive";
import type { PoolSettings } from "./pool-settings";
import { stackLabel } from "../names";
import { projectRoot } from "../project-root";

/** What `npm run layer` makes, relative to the project: `nodejs/node_modules/…` as Lambda wants it. */
export const LAYER_FOLDER = "build/layers/sharp";

/** The part of sharp that is built for one processor. */
const BINARIES = { arm64: "@img/sharp-linux-arm64", x86_64: "@img/sharp-linux-x64" } as const;

/** sharp for Lambda's processor: half of it is machine code, so it is not part of the bundles. */
export function createImageLayer(
  name: string,
  settings: PoolSettings,
  parent: pulumi.Resource,
): aws.lambda.LayerVersion {
  if (pulumi.runtime.hasEngine()) requireLayer(settings.lambdaArchitecture, projectRoot());
  return new aws.lambda.LayerVersion(
    name,
    {
      region: settings.region,
      layerName: `${stackLabel()}-${name}`,
      description: "sharp, which decodes and encodes images",
      code: builtArchive(LAYER_FOLDER),
      compatibleRuntimes: [settings.lambdaRuntime],
      compatibleArchitectures: [settings.lambdaArchitecture],
    },
    { parent },
  );
}

/**
 * A run with an engine (preview, up) is about to read the archive. The laptop and the tests run the program without one: nothing is
 * deployed, the archive is not opened, and its path in the graph is all there is to it.
 *
 * @throws pulumi.RunError naming the command that makes it
 */
export function requireLayer(architecture: keyof typeof BINARIES, root: string): void {
  const binary = path.join(LAYER_FOLDER, "nodejs/node_modules", BINARIES[architecture]);
  if (fs.existsSync(path.join(root, binary))) return;
  throw new pulumi.RunError(`There is no ${binary}: run \`npm run layer -- ${architecture}\` first.`);
}
