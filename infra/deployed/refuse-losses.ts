import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { completed, type Deployed, readDeployed } from "./deployed";
import { describeLosses } from "./loss";
import { lossesOf } from "./losses";

/**
 * To be awaited before anything is declared: Pulumi's own guard, `protect`, knows no sentence of ours, and in an update without preview
 * it would speak up half-way.
 *
 * @returns what the last update was made with; undefined before the first, as far as the stack's outputs tell
 * @throws pulumi.RunError (printed without a stack) when the change of config would cost what people made
 */
export async function refuseLosses(settings: Settings): Promise<Deployed | undefined> {
  const record = await readDeployed();
  if (record === undefined) return undefined;
  const before = completed(record, settings);
  const losses = lossesOf(before, settings);
  if (losses.length > 0) throw new pulumi.RunError(describeLosses(losses, pulumi.getStack()));
  return before;
}
