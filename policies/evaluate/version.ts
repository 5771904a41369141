/** The two versions of the policy language. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */

/** Without Version, AWS reads a document as 2008-10-17. */
export const VERSIONS: readonly unknown[] = ["2012-10-17", "2008-10-17", undefined];

/**
 * The statements in the newer version's terms. The older one knows no variables: `${aws:username}` is that very text, though the
 * wildcards in it are wildcards; the newer one writes its first character as `${$}`.
 */
export function inNewVersion<T>(document: { readonly Version?: unknown; readonly Statement: T }): T {
  return document.Version === "2012-10-17" ? document.Statement : (withoutVariables(document.Statement) as T);
}

function withoutVariables(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("${", "${$}{");
  if (Array.isArray(value)) return value.map(withoutVariables);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutVariables(inner)]));
}
