import { CreatePresignedDomainUrlCommand } from "@aws-sdk/client-sagemaker";
import { mintingKeys, sagemaker } from "./fixture/aws-clients";
import type { GraphBuilder } from "./fixture/graph-builder";
import { DOMAIN_ID, ROLES } from "./fixture/small-program";
import { startTestCloud, type TestCloud } from "./fixture/test-cloud";

let cloud: TestCloud;
let now = Date.now();
beforeAll(async () => {
  cloud = await startTestCloud({ more: addSeats }, { clock: () => new Date(now) });
});
afterAll(() => cloud.close());

/** carol has a seat in RStudio, dave has none. */
function addSeats(builder: GraphBuilder): void {
  const seats = { carol: { accessStatus: "ENABLED", userGroup: "R_STUDIO_USER" }, dave: { accessStatus: "DISABLED" } };
  for (const [userProfileName, rStudioServerProAppSettings] of Object.entries(seats)) {
    const userSettings = { executionRole: ROLES.stranger, rStudioServerProAppSettings };
    const inputs = { domainId: DOMAIN_ID, userProfileName, userSettings };
    builder.add("sagemaker/userProfile:UserProfile", userProfileName, inputs);
  }
}

/** A link for alice, as a path at any door. */
async function link(
  input: {
    UserProfileName?: string;
    ExpiresInSeconds?: number;
    SessionExpirationDurationInSeconds?: number;
    SpaceName?: string;
    LandingUri?: string;
  } = {},
): Promise<string> {
  const { UserProfileName: profile = "alice" } = input;
  const client = sagemaker(
    cloud,
    await mintingKeys(cloud, { tags: { StudioDomainId: DOMAIN_ID, StudioUserProfile: profile } }),
  );
  const asked = { DomainId: DOMAIN_ID, UserProfileName: "alice", ...input };
  const { AuthorizedUrl = "" } = await client.send(new CreatePresignedDomainUrlCommand(asked));
  const { pathname, search } = new URL(AuthorizedUrl);
  return `${pathname}${search}`;
}

async function open(path: string): Promise<string> {
  const reply = await cloud.call("studio", path);
  expect(reply.status).toBe(302);
  return (reply.headers["set-cookie"]?.[0] ?? "").split(";")[0] ?? "";
}

test("alice's link opens alice's Studio at the Studio door", async () => {
  const path = await link({ SpaceName: "lab", LandingUri: "app:JupyterLab:" });
  const opened = await cloud.call("studio", path);
  expect([opened.status, opened.headers["location"]]).toEqual([302, "/studio/"]);
  const { port } = cloud.door("studio");
  expect(opened.headers["set-cookie"]?.[0]).toMatch(
    new RegExp(`^studio-session-${port}=[\\w-]{64}; HttpOnly; SameSite=Lax; Path=/; Max-Age=43200$`),
  );
  const page = await cloud.call("studio", "/studio/", {
    headers: { cookie: (opened.headers["set-cookie"]?.[0] ?? "").split(";")[0] },
  });
  expect(page.status).toBe(200);
  for (const fact of ["alice", DOMAIN_ID, "lab", "app:JupyterLab:"]) expect(page.text).toContain(fact);
});

test("a link that lands in RStudio opens for who has a seat there", async () => {
  const land = async (UserProfileName: string, LandingUri: string) => {
    const cookie = await open(await link({ UserProfileName, LandingUri }));
    return cloud.call("studio", "/studio/", { headers: { cookie } });
  };
  const seated = await land("carol", "app:RStudioServerPro:");
  expect([seated.status, seated.text]).toEqual([200, expect.stringContaining("R_STUDIO_USER")]);
  const without = await land("dave", "app:RStudioServerPro:");
  expect([without.status, without.text]).toEqual([403, expect.stringContaining("No seat in RStudio")]);
  expect((await land("dave", "studio::")).text).toContain("no seat");
});

test("a link may be opened more than once: AWS documents its expiry only", async () => {
  const path = await link();
  await open(path);
  await open(path);
});

describe("a URL minted at one door does not open at another", () => {
  test.each([
    ["internet", "DenyMintingUnlessThroughOurSageMakerEndpoints"],
    ["execute-api", "DenyMintingUnlessThroughOurSageMakerEndpoints"],
    ["sts", "DenyMintingUnlessThroughOurSageMakerEndpoints"],
    ["foreign-studio", "DenyMintingUnlessThroughOurSageMakerEndpoints"],
    ["foreign-execute-api", "DenyMintingUnlessThroughOurSageMakerEndpoints"],
  ])("%s", async (door, sid) => {
    const reply = await cloud.call(door, await link(), { headers: { accept: "application/json" } });
    expect(reply.status).toBe(403);
    expect(reply.headers["set-cookie"]).toBeUndefined();
    expect(JSON.parse(reply.text)).toMatchObject({
      layer: "identity",
      effect: "Deny",
      sid,
      source: { file: "policies/minting-role.ts", line: expect.any(Number) as number },
    });
  });

  test("a browser is shown the sentence, the statement and its line", async () => {
    const { text, headers } = await cloud.call("internet", await link(), { headers: { accept: "text/html" } });
    expect(headers["content-type"]).toContain("text/html");
    expect(text).toContain("Studio does not open at this door (the public internet).");
    expect(text).toContain("DenyMintingUnlessThroughOurSageMakerEndpoints");
    expect(text).toMatch(/policies&?#?\d*;?\/minting-role\.ts:\d+|policies\/minting-role\.ts:\d+/);
  });
});

test("the cookie alone opens nothing: every request is decided by the door it comes through", async () => {
  const cookie = await open(await link());
  const at = async (door: string) => (await cloud.call(door, "/studio/lab/tree", { headers: { cookie } })).status;
  expect(await at("studio")).toBe(200);
  expect(await at("internet")).toBe(403);
  expect(await at("foreign-studio")).toBe(403);
  expect(await at("execute-api")).toBe(403);
  expect(await at("studio")).toBe(200);
});

test("without a session the browser is sent to AWS's sign-in page", async () => {
  const cookie = `studio-session-${cloud.door("studio").port}=made-up`;
  const reply = await cloud.call("studio", "/studio/", { headers: { cookie } });
  expect([reply.status, reply.headers["location"]]).toEqual([302, "/signin"]);
  expect((await cloud.call("studio", "/signin")).text).toContain("AWS sign-in");
});

test("a token nobody made is refused", async () => {
  for (const path of ["/auth?token=made-up", "/auth"]) expect((await cloud.call("studio", path)).status).toBe(403);
});

test("Studio's pages are only read", async () => {
  expect((await cloud.call("studio", await link(), { method: "POST" })).status).toBe(405);
});

describe("as time passes", () => {
  test("an expired link leads to the sign-in page, one second earlier to Studio", async () => {
    const path = await link({ ExpiresInSeconds: 60 });
    now += 59_000;
    await open(path);
    now += 1000;
    const reply = await cloud.call("studio", path);
    expect([reply.status, reply.headers["location"], reply.headers["set-cookie"]]).toEqual([302, "/signin", undefined]);
  });

  test("an expired link at a wrong door is refused, not excused", async () => {
    const path = await link({ ExpiresInSeconds: 5 });
    now += 6000;
    expect((await cloud.call("internet", path)).status).toBe(403);
  });

  test("a Studio session outlives its minting session, and ends at its own time", async () => {
    const cookie = await open(await link({ SessionExpirationDurationInSeconds: 1800 }));
    now += 1_799_000;
    expect((await cloud.call("studio", "/studio/", { headers: { cookie } })).status).toBe(200);
    now += 1000;
    expect((await cloud.call("studio", "/studio/", { headers: { cookie } })).headers["location"]).toBe("/signin");
  });
});
