import { beginCodeFlow } from "../../../local/identity/code-flow";
import type { Laptop } from "../../../local/laptop";
import { runningLaptop } from "../running-laptop";

let laptop: Laptop;
beforeAll(async () => {
  laptop = await runningLaptop("portal");
});
afterAll(() => laptop.close());

/** A browser without a screen: one cookie jar per origin is enough here, because both are on the same host. */
class Visitor {
  private readonly cookies = new Map<string, string>();
  readonly setCookies: string[] = [];

  async visit(url: string, form?: Record<string, string>): Promise<{ status: number; text: string; location: string }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const method = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) };
    const response = await fetch(new URL(url, laptop.portal.url), {
      redirect: "manual",
      headers: { cookie },
      ...method,
    });
    for (const header of response.headers.getSetCookie()) this.keep(header);
    const location = response.headers.get("location");
    return {
      status: response.status,
      text: await response.text(),
      location: location === null ? "" : new URL(location, response.url).href,
    };
  }

  private keep(header: string): void {
    this.setCookies.push(header);
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    this.cookies.set(name, value);
  }

  /** As far as the address that the sign-in sends the browser back to. */
  async returnAddress(person: string): Promise<string> {
    let { location } = await this.visit("/sign-in");
    ({ location } = await this.visit(location));
    ({ location } = await this.visit(location, { person }));
    return (await this.visit(location)).location;
  }

  async signIn(person: string): Promise<string> {
    await this.visit(await this.returnAddress(person));
    return (await this.visit("/")).text;
  }
}

function formToken(page: string): string {
  return /name="token" value="([\w-]+)"/.exec(page)?.[1] ?? "";
}

describe("the portal", () => {
  test("keeps the access token to itself: page and cookies hold none", async () => {
    const visitor = new Visitor();
    const page = await visitor.signIn("alice");
    expect(page).toContain('<strong id="person">alice</strong>');
    expect(page + visitor.setCookies.join()).not.toMatch(/eyJ[\w-]+\./);
    const own = visitor.setCookies.filter((cookie) => cookie.startsWith("portal-session-"));
    expect(own.length).toBeGreaterThan(1);
    const { port } = new URL(laptop.portal.url);
    for (const cookie of own)
      expect(cookie).toMatch(new RegExp(`^portal-session-${port}=[\\w-]{32}; Path=/; HttpOnly; SameSite=Strict$`));
  });

  test("every cookie's name has the port of who set it: a browser would share them among laptops otherwise", async () => {
    const visitor = new Visitor();
    await visitor.signIn("alice");
    const ports = [laptop.portal.url, laptop.identity.issuer].map((url) => new URL(url).port);
    const names = visitor.setCookies.map((cookie) => cookie.slice(0, cookie.indexOf("=")));
    expect(names.filter((name) => !ports.some((port) => name.includes(`-${port}`)))).toEqual([]);
  });

  test("gives the session another name at sign-in, so that a planted one is worth nothing", async () => {
    const visitor = new Visitor();
    await visitor.signIn("alice");
    const names = visitor.setCookies.filter((cookie) => cookie.startsWith("portal-session-"));
    expect(new Set(names).size).toBe(names.length);
    const [planted = ""] = names;
    const response = await fetch(laptop.portal.url, { headers: { cookie: planted.split(";")[0] ?? "" } });
    expect(await response.text()).toContain("Sign in with the company account");
  });

  test("works without any script: a click is a form, and its answer the page", async () => {
    const visitor = new Visitor();
    const token = formToken(await visitor.signIn("alice"));
    const clicked = await visitor.visit("/calls/profile-of-bob", { token });
    expect(clicked.status).toBe(303);
    const { text } = await visitor.visit(clicked.location);
    expect(text).toContain("not_your_profile");
    expect(text).toContain("functions/authorizer/policy.ts:");
    expect(text).toContain("&#34;NotResource&#34;");
  });

  test.each([
    ["without the form's token", {}],
    ["with another session's token", { token: "guessed" }],
  ])("refuses a click that comes %s", async (_how, form) => {
    const visitor = new Visitor();
    await visitor.signIn("alice");
    const before = laptop.cloud.decisions.all().length;
    expect((await visitor.visit("/calls/studio", form)).status).toBe(403);
    expect((await visitor.visit("/sign-out", form)).status).toBe(403);
    expect(laptop.cloud.decisions.all()).toHaveLength(before);
  });

  test("refuses a click without a session", async () => {
    expect((await new Visitor().visit("/calls/studio", { token: "" })).status).toBe(403);
  });

  test("ends a sign-in that comes back with another state, and one that another browser began", async () => {
    const visitor = new Visitor();
    const back = new URL(await visitor.returnAddress("alice"));
    back.searchParams.set("state", "another");
    expect((await visitor.visit(back.href)).text).toContain("another state than it left with");
    const stolen = await new Visitor().returnAddress("bob");
    expect((await new Visitor().visit(stolen)).text).toContain("not begun in this browser");
  });

  test("uses a code once", async () => {
    const visitor = new Visitor();
    const back = await visitor.returnAddress("alice");
    await visitor.visit(back);
    expect((await visitor.visit(back)).text).toContain("not begun in this browser");
  });

  test("signs out for good", async () => {
    const visitor = new Visitor();
    const token = formToken(await visitor.signIn("alice"));
    await visitor.visit("/sign-out", { token });
    expect((await visitor.visit("/")).text).toContain("Sign in with the company account");
  });

  test("asks who it is even of a browser that has signed in before", () => {
    expect(beginCodeFlow(laptop.client, `${laptop.portal.url}/callback`, laptop.scope).url).toContain("prompt=login");
  });

  test("allows no framing, no foreign script and no caching", async () => {
    const { headers } = await fetch(laptop.portal.url);
    const policy = headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("knows no other page", async () => {
    expect((await new Visitor().visit("/admin")).status).toBe(404);
  });
});

test("the laptop replaces the issuer and its keys, and makes the wait for failed images short; nothing else", () => {
  expect(laptop.substitutions.map(({ functionName, variable }) => `${functionName} ${variable}`)).toEqual([
    "authorizer ISSUER",
    "authorizer KEY_SET_URL",
    "image-ingest RECEIVES",
  ]);
  expect(laptop.shortened).toEqual([
    "new-images: what is postponed comes again 5 s after it was received, in place of 70 s",
  ]);
  const environment = JSON.stringify(laptop.graph);
  expect(environment).not.toContain(laptop.identity.issuer);
});

describe("its Rekognition page", () => {
  const at = (path: string, init?: RequestInit) =>
    fetch(`${laptop.portal.url}${path}`, { redirect: "manual", ...init });

  test("the page shows each Region with every bucket, without a script", async () => {
    const page = await (await at("/rekognition")).text();
    for (const region of ["eu-central-1", "eu-west-1", "eu-west-2"]) expect(page).toContain(`data-region="${region}"`);
    expect(page.match(/<meter /g)).toHaveLength(21);
    expect(page).toMatch(/id="eu-west-1-DetectFaces" min="0" max="100" low="25" value="100"/);
  });

  test("the numbers alone come as JSON, and say nothing of anybody", async () => {
    const reply = await at("/rekognition/state");
    expect(reply.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const { regions } = (await reply.json()) as { regions: { region: string; operations: unknown[] }[] };
    expect(regions.map(({ region, operations }) => [region, operations.length])).toEqual([
      ["eu-central-1", 7],
      ["eu-west-1", 7],
      ["eu-west-2", 7],
    ]);
  });

  test("a picture sent without any script is answered on the page, and a second burst waits for the first", async () => {
    const visitor = new Visitor();
    await visitor.signIn("dave");
    const token = formToken((await visitor.visit("/rekognition")).text);
    const sent = await visitor.visit("/rekognition/burst", { token, operation: "detect-faces", calls: "20" });
    expect(sent.status).toBe(303);
    const second = await visitor.visit("/rekognition/burst", { token, operation: "detect-faces", calls: "20" });
    expect([second.status, second.text]).toEqual([409, "A burst is still under way: wait for its end.\n"]);
    const others = await visitor.visit("/rekognition/burst", { token, operation: "detect-faces", calls: "100000" });
    expect([others.status, others.text]).toEqual([400, "A burst has 20, 60, 150 calls.\n"]);
    let state: { burst?: { isRunning: boolean; requests: number } };
    do state = JSON.parse((await visitor.visit("/rekognition/state")).text) as typeof state;
    while (state.burst?.isRunning);
    expect(state.burst?.requests).toBe(20);
    expect((await (await at("/rekognition/state")).json()) as object).not.toHaveProperty("burst");
  });

  test("a person who is signed out is told why a click did nothing", async () => {
    const reply = await at("/calls/studio", { method: "POST", body: new URLSearchParams({ token: "old" }) });
    expect([reply.status, await reply.text()]).toEqual([
      403,
      expect.stringContaining("You are signed out: in another tab"),
    ]);
  });

  test.each(["/rekognition/fault", "/rekognition/send", "/rekognition/burst"])(
    "%s takes nothing from a page that is not ours, nor from anybody who is not signed in",
    async (path) => {
      const body = new URLSearchParams({
        token: "guessed",
        region: "eu-west-1",
        fault: "reset",
        operation: "detect-faces",
      });
      expect((await at(path, { method: "POST", body })).status).toBe(403);
      expect(laptop.cloud.pool.regions().some(({ fault }) => fault !== undefined)).toBe(false);
    },
  );

  test("there are no other pages below it", async () => {
    expect((await at("/rekognition/other")).status).toBe(404);
  });
});
