import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, type BrowserContext, type Page } from "playwright-core";
import { projectRoot } from "../../../infra/project-root";
import type { Laptop } from "../../../local/laptop";
import { runningLaptop } from "../running-laptop";
import { launchBrowser, patientContext } from "../browser";

const PICTURES = path.join(projectRoot(), "build/page");

let laptop: Laptop;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  fs.mkdirSync(PICTURES, { recursive: true });
  laptop = await runningLaptop("page");
  browser = await launchBrowser();
  context = await patientContext(browser, { viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
});

afterAll(async () => {
  await browser.close();
  await laptop.close();
});

async function signInAs(person: string): Promise<void> {
  await page.goto(laptop.portal.url);
  await page.getByRole("link", { name: "Sign in with the company account" }).click();
  await page.getByRole("button", { name: new RegExp(`^${person}`) }).click();
  await page.locator("#person").waitFor();
}

async function click(label: string, group = "In the office"): Promise<void> {
  await page.getByRole("group", { name: group }).getByRole("button", { name: label, exact: true }).click();
  await page.locator("button[aria-busy]").waitFor({ state: "detached" });
}

/** At two widths, light and dark; says whether anything sticks out sideways. */
async function look(name: string): Promise<void> {
  for (const [width, colorScheme] of [
    [1280, "light"],
    [800, "light"],
    [800, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: path.join(PICTURES, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const result = () => page.locator("#result");

/** What is asked of an element in the browser, whose own types are not among this project's. */
interface Shown {
  getClientRects(): { readonly length: number };
  getBoundingClientRect(): { readonly top: number; readonly height: number };
}

test("a newcomer sees what is enforced, what is real, and where to sign in", async () => {
  await page.goto(laptop.portal.url);
  await look("welcome");
  for (const width of [1280, 800]) {
    await page.setViewportSize({ width, height: 900 });
    const heights = await page
      .locator("header .button")
      .evaluateAll((all) => (all as unknown as Shown[]).map((one) => one.getClientRects().length));
    const tops = await page
      .locator("header .button, header h1")
      .evaluateAll((all) =>
        (all as unknown as Shown[])
          .map((one) => one.getBoundingClientRect())
          .map(({ top, height }) => Math.round(top + height / 2)),
      );
    expect([Math.max(...heights), Math.max(...tops) - Math.min(...tops)]).toEqual([1, expect.closeTo(0, -1)]);
  }
  expect(await page.locator(".badge").innerText()).toMatch(/IAM decisions enforced · \d+ policies · [0-9a-f]{8}/);
  expect(await page.getByText("What is a stand-in").isVisible()).toBe(true);
});

test("alice signs in at the company and sees her own profile", async () => {
  await page.goto(`${laptop.portal.url}/sign-in`);
  await look("sign-in");
  await signInAs("alice");
  expect(await page.locator("#person").innerText()).toBe("alice");
  expect(await result().innerText()).toContain(`Yours: alice in domain ${laptop.domainId}`);
  await look("signed-in");
});

test("her Studio opens in a new tab, and the picture shows the whole way", async () => {
  const [tab] = await Promise.all([context.waitForEvent("page"), click("Open my Studio")]);
  await tab.getByText("This is alice's Studio").waitFor();
  expect(tab.url()).toBe(`${laptop.cloud.door("studio").url}/studio/`);
  await tab.screenshot({ path: path.join(PICTURES, "studio.png") });
  await tab.close();
  await page.getByText("at studio,").first().waitFor({ state: "attached" });
  await page.getByText("decisions on the way").click();
  await look("studio-opened");
});

test("the time line of that request has each decision and call up to its audit event, and no link or token", async () => {
  await page.getByRole("link", { name: "Time line" }).click();
  const text = await page.locator(".time-line").innerText();
  for (const step of [
    /AllowTheMethodsOfOurApi \(policies\/endpoints\/execute-api\.ts:\d+\)/,
    /sts AssumeRole in eu-central-1 \d+ ms\s+through sts: 200/,
    /sagemaker CreatePresignedDomainUrl in eu-central-1 \d+ ms\s+through sagemaker-api: 200/,
    /studio-url wrote the audit event studio_url_minted/,
    /Answered 200 after \d+ ms/,
  ])
    expect(text).toMatch(step);
  expect(text).not.toMatch(/eyJ|token=|https?:/);
  await look("time-line");
  const address = page.url();
  expect((await fetch(address, { redirect: "manual" })).headers.get("location")).toBe("/?signed-out");
  expect((await page.goto(address.replace(/.{4}$/, "0000")))?.status()).toBe(404);
  expect(complaints.splice(0).filter((text) => !text.includes("404"))).toEqual([]);
  await page.goto(laptop.portal.url);
});

const WORK = "In the office";
const LINK = "Your Studio link, opened elsewhere";
const TOKEN = "Your access token, used elsewhere";
const MINTING = ["DenyMintingUnlessThroughOurSageMakerEndpoints", "policies/minting-role.ts"] as const;
const API = ["DenyUnlessThroughOurExecuteApiEndpoint", "policies/private-api-resource.ts"] as const;

test.each([
  ["bobs-profile", WORK, "Try bob’s profile", "not_your_profile", "functions/authorizer/policy.ts"],
  ["link-internet", LINK, "…from the internet", ...MINTING],
  ["link-api-endpoint", LINK, "…through the API’s own endpoint", ...MINTING],
  ["link-foreign", LINK, "…through another company’s endpoint", ...MINTING],
  ["token-internet", TOKEN, "…from the internet", ...API],
  ["token-foreign", TOKEN, "…from another company", ...API],
])("a refusal shows its statement with file and line: %s", async (name, group, label, says, file) => {
  await click(label, group);
  const text = await result().innerText();
  expect(text).toContain("The statement that decided");
  expect(text).toContain(says);
  expect(text).toMatch(new RegExp(`${file}:\\d+`));
  expect(text).toMatch(/Why\s+.+(has to|must not) .+; the request (has|is for) /);
  expect(await page.locator(".box.refused").count()).toBe(1);
  expect(await page.locator(".box.passed").count()).toBe(0);
  await look(`refused-${name}`);
});

test("carol is told that she has no profile", async () => {
  await page.getByRole("button", { name: "Sign out" }).click();
  await signInAs("carol");
  expect(await result().innerText()).toContain("not_in_studio_group");
  await look("carol");
  await click("…from the internet", LINK);
  const text = await result().innerText();
  expect(text).toMatch(/^[^]*Your Studio link, from the internet\s+✗ There is no link to try\./);
  expect(text).not.toContain("Open my Studio");
});

test("no script of the browser sees a token or the session, and nothing is complained about", async () => {
  const seen = await page.evaluate("document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
  expect(seen).toBe("{}{}");
  expect(await page.content()).not.toContain("eyJ");
  expect(complaints).toEqual([]);
});
