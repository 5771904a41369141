import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from "playwright-core";

/** Nothing that the browser does by itself may reach out. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** On a busy machine what playwright gives half a minute to, by default, may take longer; jest's own limit comes after this one. */
const PATIENCE_MS = 110_000;

/** Chromium, or the one that CHROMIUM names. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: FLAGS, timeout: PATIENCE_MS });
}

export async function patientContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
