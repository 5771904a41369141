/** Web addresses that a text with a path, in capitals, without https or without a scheme stands for, as origins. */
export function nearOrigins(text: string): string[] {
  const address = withScheme(text);
  if (!URL.canParse(address)) return [];
  const { origin } = new URL(address);
  return [origin, asHttps(origin)];
}

/** The same for addresses that keep their path: Cognito compares callbacks character by character. */
export function nearCallbacks(text: string): string[] {
  const [address = ""] = withScheme(text).split("#");
  const nameless = address.replace(/^([a-z]+:\/\/)[^/@]*@/i, "$1");
  return [nameless, asHttps(nameless)];
}

function withScheme(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

function asHttps(address: string): string {
  return address.replace(/^http:/i, "https:");
}
