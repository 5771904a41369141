import { beginCodeFlow, finishCodeFlow, type Client, type SignedIn } from "./code-flow";
import { commandLineRedirect } from "./messages";

/** No sign-in takes as many redirects, a corporate provider's among them; a loop ends here. */
const MOST_STEPS = 16;

/**
 * Signs a person in as their browser would: follows the redirects, keeps the cookies, clicks the person's button,
 * and exchanges the code. No shortcut into the provider: a token from here is a token from the real flow.
 * @throws Error when the provider does not know the person or is not there
 */
export async function signIn(client: Client, person: string, scope: string): Promise<SignedIn> {
  const redirectUri = commandLineRedirect(client.issuer);
  const flow = beginCodeFlow(client, redirectUri, scope);
  const cookies = new Map<string, string>();
  let next = new URL(flow.url);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MOST_STEPS; step++) {
    const response = await fetch(next, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form === undefined ? {} : { method: "POST", body: form }),
    });
    keepCookies(cookies, response.headers.getSetCookie());
    await response.arrayBuffer();
    const location = response.headers.get("location");
    if (location !== null) {
      next = new URL(location, next);
      form = undefined;
      if (next.href.startsWith(`${redirectUri}?`)) return finishCodeFlow(client, flow, next);
    } else if (response.status === 200 && form === undefined) {
      form = new URLSearchParams({ person });
    } else {
      throw new Error(`The company sign-in does not let "${person}" in (status ${response.status}).`);
    }
  }
  throw new Error(`The company sign-in redirected ${MOST_STEPS} times without an end.`);
}

function keepCookies(cookies: Map<string, string>, headers: readonly string[]): void {
  for (const header of headers) {
    const [pair = "", ...attributes] = header.split(";");
    const name = pair.slice(0, pair.indexOf("="));
    const value = pair.slice(pair.indexOf("=") + 1);
    const gone = value === "" || attributes.some((attribute) => /^\s*expires=thu, 01 jan 1970/i.test(attribute));
    if (gone) cookies.delete(name);
    else cookies.set(name, value);
  }
}
