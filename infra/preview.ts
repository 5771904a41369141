import * as pulumi from "@pulumi/pulumi";

/**
 * Lines for the reader of the preview. Without an engine none are written: the SDK would print between a command's own lines.
 * @param about the resource they stand beside; absent: the stack
 */
export function sayInPreview(lines: readonly string[], about?: pulumi.Resource): void {
  if (!pulumi.runtime.hasEngine()) return;
  for (const line of lines) void pulumi.log.info(line, about);
}

/** The same for what is allowed and may be a mistake. */
export function warnInPreview(lines: readonly string[], about?: pulumi.Resource): void {
  if (!pulumi.runtime.hasEngine()) return;
  for (const line of lines) void pulumi.log.warn(line, about);
}

/**
 * What stops the preview with this sentence and no stack. Every input that waits for a value has the SDK write "error serializing
 * property …" before an error's message: here nothing is added.
 */
export function previewStop(message: string): pulumi.RunError {
  return Object.defineProperty(new pulumi.RunError(message), "message", { get: () => message, set: () => undefined });
}
