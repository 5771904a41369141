import type { CallAws } from "./signed-call";
import type { Answer } from "./trials";

/**
 * One invocation of one published version, past the alias.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 *
 * @returns undefined when Lambda did not run it, or not in time
 */
export async function invokeVersion(
  call: CallAws,
  { functionName, version }: { readonly functionName: string; readonly version: string },
  event: unknown,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const headers = { "content-type": "application/json", "x-amz-invocation-type": "RequestResponse" };
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`;
  const asked = {
    service: "lambda",
    path,
    query: { Qualifier: version },
    headers,
    body: JSON.stringify(event),
  } as const;
  try {
    const { status, headers: given, body } = await call(asked, signal);
    return status === 200 ? { isError: given.has("x-amz-function-error"), payload: body } : undefined;
  } catch {
    return undefined;
  }
}
