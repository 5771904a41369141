import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, type BrowserContext, type Page } from "playwright-core";
import { projectRoot } from "../../infra/project-root";
import { type LocalJson, readLocalJson } from "../../local/local-json";
import { command, Started } from "./launcher";
import { launchBrowser, patientContext } from "./browser";

/** Two laptops of one folder, in two terminals and one browser. */

const root = projectRoot();
const accessLog = (name: string) => path.join(root, "build", name, "access.log");

let first: Started;
let second: Started;
beforeAll(async () => {
  first = new Started("--ports", "free");
  await first.isReady();
  second = new Started("--name", "second");
  await second.isReady();
});
afterAll(() => Promise.all([first.interrupt(), second.interrupt()]));

async function ask(laptop: LocalJson, ...name: string[]): Promise<number> {
  const token = (await command("token", "alice", ...name)).stdout.trim();
  const url = `${laptop.doors["execute-api"]?.url ?? ""}/${laptop.stage}/v1/studio/profiles`;
  return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
}

test("a second npm start without a name says what runs already, and takes nothing from it", async () => {
  expect(await ask(readLocalJson(root))).toBe(200);
  const before = [readLocalJson(root), fs.readFileSync(accessLog("laptop"), "utf8")];
  const { stdout, stderr, code } = await command("start", "--ports", "free");
  expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
  const at = `pid ${first.pid}, at ${readLocalJson(root).portal}`;
  expect(stderr.replace(/^… .*\n/gm, "")).toBe(
    `The laptop is already running in this folder: ${at}. Stop it (Ctrl-C in its terminal), or run another one beside it: npm start -- --name second\n`,
  );
  expect([readLocalJson(root), fs.readFileSync(accessLog("laptop"), "utf8")]).toEqual(before);
  expect(await ask(readLocalJson(root))).toBe(200);
});

test("one with a name runs beside it, with files of its own, and says its name in the commands to copy", async () => {
  const [one, other] = [readLocalJson(root), readLocalJson(root, "second")];
  expect(other.pid).toBe(second.pid);
  expect(second.stdout).toContain("$(npm run -s token -- alice --name second)");
  const before = fs.readFileSync(accessLog("laptop"), "utf8");
  expect(await ask(other, "--name", "second")).toBe(200);
  expect(fs.readFileSync(accessLog("laptop"), "utf8")).toBe(before);
  expect(fs.readFileSync(accessLog("laptop-second"), "utf8")).not.toBe("");
  expect(one.issuer).not.toBe(other.issuer);
  expect((await command("fault", "--name", "second")).stdout).toMatch(/^eu-west-1 +well$/m);
});

describe("in one browser, whose cookies know no ports", () => {
  let browser: Browser;
  let context: BrowserContext;
  const pages: Page[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
    context = await patientContext(browser);
  });
  afterAll(() => browser.close());

  const person = (page: Page) => page.locator("#person").innerText();

  test("somebody signs in at both, their sign-ins crossing, and stays signed in at both", async () => {
    for (const laptop of [readLocalJson(root), readLocalJson(root, "second")]) {
      const page = await context.newPage();
      await page.goto(laptop.portal);
      await page.getByRole("link", { name: "Sign in with the company account" }).click();
      pages.push(page);
    }
    for (const [page, name] of [
      [pages[0], /^alice/],
      [pages[1], /^bob/],
    ] as const)
      await page?.getByRole("button", { name }).click();
    for (const page of pages) await page.locator("#person").waitFor();
    for (const page of pages) await page.reload();
    expect(await Promise.all(pages.map(person))).toEqual(["alice", "bob"]);
  });

  test("both Studios stay open", async () => {
    const studios: Page[] = [];
    for (const page of pages) {
      const opened = context.waitForEvent("page");
      await page.getByRole("button", { name: "Open my Studio" }).click();
      const studio = await opened;
      await studio.getByText("SageMaker Studio").waitFor();
      studios.push(studio);
    }
    for (const studio of studios) await studio.reload();
    const owners = studios.map((studio) =>
      studio
        .locator("main, body")
        .getByText(/'s Studio/)
        .innerText(),
    );
    const [alices, bobs] = await Promise.all(owners);
    expect([alices, bobs]).toEqual([expect.stringContaining("alice"), expect.stringContaining("bob")]);
  });

  test("signing out of one leaves the other alone", async () => {
    const [one, other] = pages as [Page, Page];
    await one.getByRole("button", { name: "Sign out" }).click();
    await one.getByText("Welcome").waitFor();
    await other.reload();
    expect(await person(other)).toBe("bob");
  });
});

test("after a kill -9 the next start takes over what was left", async () => {
  await second.killed();
  expect((await command("token", "alice", "--name", "second")).stderr).toContain('The laptop "second" is not running');
  second = new Started("--name", "second");
  await second.isReady();
  expect(await ask(readLocalJson(root, "second"), "--name", "second")).toBe(200);
});
