// What a first visit loads over the wire, file by file, and what a second one does. Prints it as JSON.

import { openPhone, readyForOffline, startBrowser } from "../support/browser.mjs";
import { startCounter } from "../support/counter.mjs";
import { startWorkerd } from "../support/workerd.mjs";

const edge = await startWorkerd();
const counter = await startCounter(edge.url);
const browser = await startBrowser();
try {
  const { context, page } = await openPhone(browser, counter.url);
  await visit(page);
  const first = counter.requests.splice(0);
  await page.close();
  await visit(await context.newPage());
  console.log(JSON.stringify({ first, second: counter.requests.filter(({ path }) => path !== "/sw.js") }));
} finally {
  await browser.close();
  await counter.stop();
  await edge.stop();
}

async function visit(page) {
  await page.goto("/");
  await page.getByRole("link", { name: "开始算" }).first().waitFor();
  await readyForOffline(page);
}
