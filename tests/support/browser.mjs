// Starts a real Chromium, and pages in it as a phone has them.
//
//   const browser = await startBrowser();
//   const phone = await openPhone(browser, edge.url);
//   await phone.page.goto("/");
//   phone.complaints                             // what the console and the network complained about so far

import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** How long anything on a page may take. */
const PATIENCE = 20_000;

/** The browser that `CHROMIUM` names, or `chromium` of this machine. */
export async function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/**
 * A small Android phone with storage of its own.
 *
 * `options`: further options of Playwright's `newContext`, such as `colorScheme`.
 */
export async function openPhone(browser, url, options = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  const complaints = [];
  const listen = (page) => {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
  };
  context.on("page", listen);
  const page = await context.newPage();
  return { context, page, complaints };
}

/** Waits until the service worker serves this page, so that it opens without a network. */
export async function readyForOffline(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) =>
      navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
    );
  });
}
