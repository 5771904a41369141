/** `$context` variables by their name after `$context.`, e.g. `error.message`. A missing one has no value. */
export type ContextVariables = Readonly<Record<string, string | undefined>>;

/**
 * Replaces every `$context.<name>` of a gateway response or an access log format; nothing else in it is touched.
 *
 * @param absent what stands for a variable without a value: "-" in access logs, nothing in answers
 */
export function fillIn(format: string, variables: ContextVariables, absent: string): string {
  return format.replace(/\$context\.([A-Za-z][\w-]*(?:\.[\w-]+)*)/g, (_, name: string) => variables[name] ?? absent);
}
