import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, type Page } from "playwright-core";
import { projectRoot } from "../../../infra/project-root";
import { readLocalJson } from "../../../local/local-json";
import { command, Started } from "../launcher";
import { launchBrowser, patientContext } from "../browser";

/** What a newcomer does: load in one terminal, the page beside it, and a Region made sick there meanwhile. */

const PICTURES = path.join(projectRoot(), "build/page");

let laptop: Started;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  fs.mkdirSync(PICTURES, { recursive: true });
  laptop = new Started("--ports", "free");
  await laptop.isReady();
  browser = await launchBrowser();
  page = await (await patientContext(browser, { viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(readLocalJson(projectRoot()).portal);
  await page.getByRole("link", { name: "Sign in with the company account" }).click();
  await page.getByRole("button", { name: /^dave/ }).click();
  await page.locator("#person").waitFor();
  await page.getByRole("link", { name: "Rekognition" }).click();
});

afterAll(async () => {
  await browser.close();
  await laptop.interrupt();
});

const region = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });

async function count(name: string, what: "answered" | "failed"): Promise<number> {
  return Number(await region(name).locator(`[data-count="${what}"]`).innerText());
}

/** The page shows new numbers by itself. */
async function grows(name: string, what: "answered" | "failed", by: number): Promise<void> {
  const before = await count(name, what);
  while ((await count(name, what)) < before + by) await new Promise((resolve) => setTimeout(resolve, 100));
}

async function switchFault(name: string, fault: string): Promise<void> {
  await region(name).getByLabel("Fault").selectOption(fault);
  await region(name)
    .getByRole("button", { name: `Switch ${name}` })
    .click();
  await region(name)
    .getByText(fault === "off" ? "well" : fault, { exact: true })
    .waitFor();
}

async function look(name: string): Promise<void> {
  for (const width of [1280, 800]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: path.join(PICTURES, `pool-${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test.each([
  ["answers 500", "error-500"],
  ["answers nothing at all", "black-hole"],
])("a Region that %s is switched on the page while npm run load runs, and no caller sees it", async (_, fault) => {
  const [sick, well] = ["eu-west-1", "eu-west-2"];
  const load = command("load", "--rps", "10", "--seconds", "12");
  await grows(sick, "answered", 3);
  await switchFault(sick, fault);
  await grows(sick, "failed", 1);
  await grows(well, "answered", 10);
  await look(`under-load-${fault}`);
  await switchFault(sick, "off");
  const { code, stdout } = await load;
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^Answered +120 \(100\.00 %\)$/m)]);
  for (const name of [sick, well]) expect(stdout).toMatch(new RegExp(`^in ${name} +[1-9]\\d*$`, "m"));
});
