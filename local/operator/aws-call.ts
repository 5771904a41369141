import { UserError } from "../user-error";

/** How AWS and the SDK name what an operator can repair. https://docs.aws.amazon.com/sagemaker/latest/APIReference/CommonErrors.html */
const CREDENTIALS_AT_FAULT = [
  "CredentialsProviderError",
  "TokenProviderError",
  "ExpiredTokenException",
  "ExpiredToken",
  "UnrecognizedClientException",
  "InvalidSignatureException",
  "InvalidClientTokenId",
  // EC2's: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  "AuthFailure",
];
const DENIED = ["AccessDeniedException", "AccessDenied"];
const UNREACHABLE = ["ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "ETIMEDOUT"];

/**
 * A call of the operator's, with what AWS refuses said in a sentence.
 *
 * @param action as a policy names it, e.g. "sagemaker:DeleteApp"
 * @param permissions the command that prints what the operator needs
 * @throws UserError for credentials, permissions and the network; everything else as the SDK threw it
 */
export async function operatorCall<Result>(
  action: string,
  permissions: string,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw sentenceOn(error, action, permissions) ?? error;
  }
}

/** Whether AWS took the credentials and answered: what it refused or failed then is about this one question. */
export function isAnswer(error: unknown): error is Error {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return error instanceof Error && $metadata?.httpStatusCode !== undefined && !isFault(error, ...CREDENTIALS_AT_FAULT);
}

/** Whether AWS answered with this error. */
export function isFault(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function sentenceOn(error: unknown, action: string, permissions: string): UserError | undefined {
  const { name, message, code } = error as Error & { readonly code?: string };
  if (CREDENTIALS_AT_FAULT.includes(name))
    return new UserError(
      `AWS takes no credentials of this terminal (${name}: ${message}). Sign in, e.g. aws sso login, or set AWS_PROFILE.`,
    );
  if (DENIED.includes(name))
    return new UserError(`${action} is not allowed: ${message}\nWhat it takes: ${permissions}`);
  if (UNREACHABLE.includes(code ?? name))
    return new UserError(`${action}: AWS cannot be reached (${code ?? name}): ${message}`);
  return undefined;
}
