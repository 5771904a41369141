/** The root of every stack. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/**
 * A URN as the engine builds it: the types of all parents below the stack, joined by `$`, stand before the type.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export function buildUrn(stack: string, project: string, parent: string, type: string, name: string): string {
  const parentType = parent.split("::")[2];
  const chain = parentType && parentType !== STACK_TYPE ? `${parentType}$${type}` : type;
  return `urn:pulumi:${stack}::${project}::${chain}::${name}`;
}
