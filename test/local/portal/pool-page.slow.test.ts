import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, type Page } from "playwright-core";
import { projectRoot } from "../../../infra/project-root";
import type { Laptop } from "../../../local/laptop";
import { makeJpeg } from "../../../local/pictures";
import { runningLaptop } from "../running-laptop";
import { launchBrowser, patientContext } from "../browser";

const PICTURES = path.join(projectRoot(), "build/page");

let laptop: Laptop;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  fs.mkdirSync(PICTURES, { recursive: true });
  laptop = await runningLaptop("pool-page");
  browser = await launchBrowser();
  page = await (await patientContext(browser, { viewport: { width: 1280, height: 900 } })).newPage();
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
  await page.getByRole("link", { name: "Rekognition" }).click();
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
    await page.screenshot({ path: path.join(PICTURES, `pool-${name}-${width}-${colorScheme}.png`), fullPage: true });
    const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    expect(overflow).toBe(0);
    const tooWide =
      "[...document.querySelectorAll('.card')].filter((card) => card.scrollWidth > card.clientWidth).length";
    expect(await page.evaluate(tooWide)).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const region = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });

const verdict = () => page.locator("#sent .verdict");

/** Until the answer of this very click is shown. */
async function send(): Promise<void> {
  await page.evaluate("document.querySelector('#sent .verdict')?.remove()");
  await page.getByRole("button", { name: "Send one image" }).click();
  await verdict().waitFor();
}

test("everybody sees how the Regions are; only who is signed in may switch faults and send images", async () => {
  await page.goto(`${laptop.portal.url}/rekognition`);
  expect(await region("eu-west-1").innerText()).toContain("well");
  expect(await page.locator("#residency").innerText()).toMatch(/^Images go to eu-central-1, eu-west-1, eu-west-2 and/);
  expect(await page.getByRole("button").count()).toBe(0);
  await look("signed-out");
});

test("dave sends one image, and is told which Region answered and what it saw", async () => {
  await signInAs("dave");
  await page.locator("#send-operation").selectOption("detect-faces");
  await send();
  expect(await verdict().innerText()).toMatch(/^✓ Answered by eu-(central-1|west-1|west-2)\.$/);
  expect(await page.locator(".sent svg rect").count()).toBeGreaterThan(0);
  expect(await page.locator(".sent svg").getAttribute("aria-label")).toMatch(/^The image, with (one box|\d+ boxes) of/);
  await look("sent");
});

test("a picture of one's own is sent as it is, and shown with what the API says of it", async () => {
  const file = {
    name: "mine.jpg",
    mimeType: "image/jpeg",
    buffer: await makeJpeg({ width: 300, height: 200, patches: [] }),
  };
  await page.locator("#file").setInputFiles(file);
  expect(await page.locator("#send-picture").inputValue()).toBe("own");
  await send();
  expect(await verdict().innerText()).toMatch(/^✓ Answered by/);
  expect(await page.locator("#sent dl").innerText()).toContain("300;200");
  expect(await page.locator(".sent svg image").count()).toBe(1);
  expect(await page.locator("#second-file").isVisible()).toBe(false);
  await page
    .locator("#file")
    .setInputFiles({ name: "not.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no picture") });
  await send();
  expect(await verdict().innerText()).toMatch(/^✗ /);
  await page.locator("#send-picture").selectOption("two");
});

/** As a browser does it with a file from the desktop. */
const DROP = `(async ([at, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], "mine.jpg", { type: "image/jpeg" }));
  document.querySelector(at).dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
})`;

test("two pictures that are dropped on the form are compared, each shown with its numbered boxes and the same in words", async () => {
  await page.locator("#send-operation").selectOption("compare-faces");
  for (const [at, x] of [
    ["#send-title + form button", 0.3],
    ["#second-file", 0.7],
  ] as const) {
    const jpeg = await makeJpeg({ width: 200, height: 200, patches: [{ x, y: 0.5, radius: 0.2 }] });
    await page.evaluate(`${DROP}(${JSON.stringify([at, jpeg.toString("base64")])})`);
  }
  const choices = await page
    .locator("#send-picture, #send-second")
    .evaluateAll((all) => (all as unknown as { readonly value: string }[]).map(({ value }) => value));
  expect(choices).toEqual(["own", "own"]);
  await send();
  const images = page.getByRole("img", { name: /^The (first|second) image, with one box of the answer$/ });
  expect(await images.count()).toBe(2);
  const said = await page.getByRole("list", { name: "What was found" }).innerText();
  expect(said).toMatch(
    /The face that is looked for\s+\d+ % from the left, [^]+\d\.\d % alike: (a|no) match at the usual/,
  );
  await look("compared");
  await page.locator("#send-operation").selectOption("detect-faces");
  await page.locator("#send-picture").selectOption("two");
});

test("a burst is counted by Region while it runs, and no second click is taken meanwhile", async () => {
  const button = page.getByRole("button", { name: "Send a burst" });
  await page.locator("#burst-calls").selectOption("60");
  await button.click();
  expect(await page.getByRole("button", { name: "Send one image" }).getAttribute("aria-disabled")).toBe("true");
  // A browser lets people click what only says that it is disabled.
  await button.click({ force: true });
  await page.locator("main [aria-disabled]").first().waitFor({ state: "detached" });
  const text = await page.locator("#burst").innerText();
  expect(text).toMatch(/^The burst, by Region\s+\d+ of 60 answered · \d+ × 429 · \d+ other/);
  const counts = await page.locator("[data-burst-region] > span").allInnerTexts();
  const [answered = ""] = /\d+(?= of 60)/.exec(text) ?? [];
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(Number(answered));
  await look("burst");
});

test("two lanes are counted side by side while they press for the same quota", async () => {
  await page.locator("#burst-operation").selectOption("detect-protective-equipment");
  await page.locator("#burst-calls").selectOption("60");
  await page.locator("#burst-callers").selectOption("lanes");
  await page.getByRole("button", { name: "Send a burst" }).click();
  await page.locator("main [aria-disabled]").first().waitFor({ state: "attached" });
  await page.locator("main [aria-disabled]").first().waitFor({ state: "detached" });
  const rows = await page.getByRole("group", { name: "Two lanes side by side" }).locator("tbody tr").allInnerTexts();
  const lanes = rows.map((row) => /^(\S+)\s+(\d+) of 60\s+(\d+)/.exec(row)?.slice(1) ?? []);
  expect(lanes.map(([lane]) => lane)).toEqual(["portal-users", "batch-clients"]);
  const [portal, batch] = lanes.map(([, answered]) => Number(answered));
  expect(portal).toBeGreaterThanOrEqual(batch ?? 60);
  await look("lanes");
  await page.locator("#examples a").filter({ hasText: "portal-users" }).first().click();
  const text = await page.locator(".time-line").innerText();
  expect(text).toMatch(
    /rekognition DetectProtectiveEquipment in eu-\w+-\d \d+ ms\s+through rekognition-eu-\w+-\d: 200/,
  );
  expect(text).toMatch(/rekognition wrote rekognition_call\s+lane: portal-users, /);
  await look("time-line");
  await page.getByRole("link", { name: "Rekognition" }).click();
});

test("a fault that is switched on the page holds at once, and the numbers move by themselves", async () => {
  const sick = region("eu-west-1");
  await sick.getByLabel("Fault").selectOption("error-500");
  await sick.getByRole("button", { name: "Switch eu-west-1" }).click();
  await sick.getByText("error-500", { exact: true }).waitFor();
  expect(laptop.cloud.pool.regions().find((state) => state.region === "eu-west-1")?.fault).toBe("error-500");
  const before = Number(await region("eu-west-2").locator('[data-count="answered"]').innerText());
  for (const name of ["eu-central-1"]) laptop.cloud.pool.setFault(name, "throttle");
  await send();
  expect(await verdict().innerText()).toBe("✓ Answered by eu-west-2.");
  expect(Number(await region("eu-west-2").locator('[data-count="answered"]').innerText())).toBe(before + 1);
  await look("sick");
  for (const name of ["eu-central-1", "eu-west-1"]) laptop.cloud.pool.setFault(name, undefined);
  await sick.getByText("well", { exact: true }).waitFor();
});

test("the page can be used by keyboard alone, and everything on it has a name", async () => {
  await page.keyboard.press("Tab");
  const unnamed = await page.evaluate(
    "[...document.querySelectorAll('meter, select, button, input:not([type=hidden])')].filter((one) => !(one.labels?.length || one.textContent.trim())).length",
  );
  expect(unnamed).toBe(0);
});

test("an alarm that turns red is on the page with what it means and what to do", async () => {
  const regions = laptop.cloud.pool.regions().map(({ region }) => region);
  for (const name of regions) laptop.cloud.pool.setFault(name, "throttle");
  await page.locator("#burst-calls").selectOption("60");
  await page.getByRole("button", { name: "Send a burst" }).click();
  const alarms = page.locator("#alarms");
  await alarms.getByText("region-throttled").waitFor();
  expect(await alarms.innerText()).toMatch(/ red\s[^]*^region-throttled .+ Callers: .+ Do: /m);
  await look("alarm");
  for (const name of regions) laptop.cloud.pool.setFault(name, undefined);
});

test("bob, who is not in the group, is refused by the gateway and told so", async () => {
  await page.getByRole("button", { name: "Sign out" }).click();
  await signInAs("bob");
  await send();
  expect(await verdict().innerText()).toMatch(/^✗ /);
  expect(await page.locator("#sent dl").innerText()).toContain("403");
  await look("refused");
});

test("nothing is complained about, and no token is on the page", async () => {
  expect(await page.content()).not.toContain("eyJ");
  expect(complaints).toEqual([]);
});

test("who signed out in another tab is told, whatever they click next", async () => {
  const other = await page.context().newPage();
  await other.goto(laptop.portal.url);
  await other.getByRole("button", { name: "Sign out" }).click();
  await other.getByText("Welcome").waitFor();
  await other.close();
  await page.getByRole("button", { name: "Send one image" }).click();
  await page.getByRole("alert").getByText("You are signed out").waitFor();
  expect(await page.getByRole("link", { name: "Sign in with the company account" }).isVisible()).toBe(true);
});
