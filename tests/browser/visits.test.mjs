// What a visit costs: the first is small, the second comes from the phone itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openPhone, readyForOffline, startBrowser } from "../support/browser.mjs";
import { startCounter } from "../support/counter.mjs";
import { startWorkerd } from "../support/workerd.mjs";

/** What all files of a first visit may take, compressed. `cargo xtask bench visit` prints them. */
const FIRST_VISIT = 220 * 1024;

let edge, browser;
before(async () => {
  [edge, browser] = await Promise.all([startWorkerd(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await edge?.stop();
});

/** A phone whose every request is counted, at its first page. */
async function firstVisit(t) {
  const counter = await startCounter(edge.url);
  t.after(() => counter.stop());
  const phone = await openPhone(browser, counter.url);
  t.after(() => phone.context.close());
  await phone.page.goto("/");
  await phone.page.getByRole("link", { name: "开始算" }).first().waitFor();
  await readyForOffline(phone.page);
  return { counter, ...phone };
}

test("a first visit, with all that works offline afterwards, is small and comes once", async (t) => {
  const { counter } = await firstVisit(t);
  const bytes = counter.requests.reduce((sum, request) => sum + request.bytes, 0);
  const list = counter.requests.map((request) => `${request.bytes} ${request.encoding} ${request.path}`).join("\n");
  assert.ok(bytes <= FIRST_VISIT, `${bytes} bytes:\n${list}`);
  const failed = counter.requests.filter((request) => request.status >= 400);
  assert.deepEqual(failed, []);
  const large = counter.requests.filter((request) => request.bytes > 4096 && /\.(js|wasm|css)$/.test(request.path.split("?")[0]));
  assert.deepEqual(large.filter((request) => request.encoding !== "br"), [], "code comes as brotli");
  const paths = large.map((request) => request.path);
  assert.deepEqual(paths, [...new Set(paths)], "nothing large comes twice");
});

test("a second visit loads nothing, and only asks whether there is a new version", async (t) => {
  const { counter, context, page } = await firstVisit(t);
  await page.close();
  counter.requests.length = 0;
  const again = await context.newPage();
  await again.goto("/");
  await again.getByRole("link", { name: "开始算" }).first().click();
  await again.waitForURL(/\/q\//);
  await again.getByRole("heading", { level: 1 }).waitFor();
  const loaded = counter.requests.filter((request) => request.path !== "/sw.js");
  assert.deepEqual(loaded, []);
});
