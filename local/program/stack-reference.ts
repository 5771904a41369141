import type { Created } from "./outputs/model";
import type { Properties } from "./property-values";

export const STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";

/** The organization that the CLI names where a backend has none, as on the laptop. */
export const ORGANIZATION = "organization";

/**
 * A stack that asks for its own outputs, as its last update left them. Of other stacks nothing is known here.
 *
 * @param id the stack that is asked for, as `<organization>/<project>/<stack>`
 */
export function ownStack(
  id: string,
  own: { readonly project: string; readonly stack: string; readonly deployed: Properties },
): Created {
  const name = `${ORGANIZATION}/${own.project}/${own.stack}`;
  if (id !== name) throw new Error(`The program asks for the outputs of ${id}, and only ${name} is known here.`);
  return { id, outputs: { name, outputs: own.deployed, secretOutputNames: [] } };
}
