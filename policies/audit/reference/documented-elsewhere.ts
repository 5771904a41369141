/**
 * Actions that AWS documents, and that its service reference leaves out: they can be granted and denied, but it is not said which
 * resources and keys they take. So the table has no line for them, and proofs take them to carry anything; see
 * `unlistedActions` in ../prove/action-sets.ts.
 */
export interface DocumentedAction {
  readonly action: string;
  /** The page of AWS's that names it. */
  readonly page: string;
  /** What it is, in a few words. */
  readonly about: string;
}

export const DOCUMENTED_ELSEWHERE: readonly DocumentedAction[] = [
  {
    action: "sagemaker:CreatePresignedDomainUrlWithPrincipalTag",
    page: "https://docs.aws.amazon.com/sagemaker/latest/dg/setting-up-canvas-sso.html",
    about:
      "a permission without an API call: the console's own link into Studio, for the profile that a session tag names",
  },
];

export function isDocumentedElsewhere(action: string): boolean {
  return DOCUMENTED_ELSEWHERE.some((each) => each.action.toLowerCase() === action.toLowerCase());
}
