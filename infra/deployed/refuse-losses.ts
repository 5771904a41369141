import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import { completed, readDeployed } from "./deployed";
import { describeLosses } from "./loss";
import { lossesOf } from "./losses";

/**
 * To be awaited before anything is declared: Pulumi's own guard, `protect`, knows no sentence of ours, and in an update without preview
 * it would speak up half-way.
 *
 * @returns whether this is the stack's first update, as far as its outputs tell
 * @throws pulumi.RunError (printed without a stack) when the change of config would cost what people made
 */
export async function refuseLosses(settings: Settings): Promise<{ readonly isFirstUpdate: boolean }> {
  const before = await readDeployed();
  const losses = before === undefined ? [] : lossesOf(completed(before, settings), settings);
  if (losses.length > 0) throw new pulumi.RunError(describeLosses(losses, pulumi.getStack()));
  return { isFirstUpdate: before === undefined };
}
