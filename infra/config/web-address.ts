/** What is wrong with a web origin as a setting, or undefined: exactly what a browser sends in its Origin header. */
export function faultOfOrigin(value: string): string | undefined {
  const url = parseUrl(value);
  if (url === undefined) return "is not a web address";
  return faultOfUrl(url) ?? (url.origin === value ? undefined : `is not how a browser writes the origin ${url.origin}`);
}

/** What is wrong with a sign-in callback, or undefined. Cognito compares callbacks character by character. */
export function faultOfCallback(value: string): string | undefined {
  const url = parseUrl(value);
  if (url === undefined) return "is not a web address";
  if (value.includes("#")) return "has a fragment, which OAuth forbids in a callback";
  return faultOfUrl(url);
}

function faultOfUrl(url: URL): string | undefined {
  if (url.hostname.includes("*")) return "has a wildcard";
  if (url.username !== "" || url.password !== "") return "carries a user name";
  const isLaptop = url.hostname === "localhost" || url.hostname === "127.0.0.1";
  return url.protocol === "https:" || (url.protocol === "http:" && isLaptop) ? undefined : "is not https";
}

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}
