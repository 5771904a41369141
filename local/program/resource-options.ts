import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/**
 * The options of a resource that differ from their defaults, under the names they have in a program.
 * The package version is left out: the SDK always sends it.
 */
export function resourceOptions(request: RegisterResourceRequest): Record<string, unknown> {
  const timeouts = request.getCustomtimeouts()?.toObject() ?? {};
  const options = {
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    deletedWith: request.getDeletedwith(),
    provider: request.getProvider(),
    import: request.getImportid(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    replaceWith: request.getReplaceWithList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().map((alias) => alias.getUrn() || alias.getSpec()?.toObject()),
    customTimeouts: Object.fromEntries(Object.entries(timeouts).filter(([, value]) => value)),
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => !isDefault(value)));
}

function isDefault(value: unknown): boolean {
  if (value === undefined || value === "" || value === false) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
