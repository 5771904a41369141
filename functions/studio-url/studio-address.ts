/**
 * Whether a URL is one of our Studio's: https, a host below the suffix, the sign-in path, nothing else before the
 * query. The browser takes its secret wherever it points, so it is looked at even though it comes from SageMaker.
 *
 * @param hostSuffix without a leading dot, e.g. `studio.eu-central-1.sagemaker.aws`
 */
export function isStudioUrl(url: string, hostSuffix: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password, pathname, hash } = new URL(url);
  const isBare = port === "" && username === "" && password === "" && hash === "";
  return protocol === "https:" && isBare && hostname.endsWith(`.${hostSuffix}`) && pathname === "/auth";
}
