// Without a network: the app opens, decides, keeps a claim, and sends it once when the network is back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openPhone, readyForOffline, startBrowser } from "../support/browser.mjs";
import { policies } from "../support/policies.mjs";
import { startWorkerd } from "../support/workerd.mjs";
import { fillInClaim, heading, reachResult, submit } from "./resident.mjs";

let edge, browser;
before(async () => {
  [edge, browser] = await Promise.all([startWorkerd(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await edge?.stop();
});

async function visit(t) {
  const phone = await openPhone(browser, edge.url);
  t.after(() => phone.context.close());
  await phone.page.goto("/");
  await opened(phone.page);
  return phone;
}

async function opened(page) {
  await page.getByRole("link", { name: "开始算" }).first().waitFor();
  await readyForOffline(page);
}

test("after one visit the whole way to the submitted claim works offline, and the claim is stored exactly once", async (t) => {
  const { context, page } = await visit(t);
  await context.setOffline(true);
  await reachResult(page);
  await fillInClaim(page);
  await submit(page);
  await heading(page, "等待发送").waitFor();

  // Reloaded offline, it still waits.
  await page.reload();
  await heading(page, "等待发送").waitFor();

  const posts = [];
  context.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/claims")) posts.push(request);
  });
  await context.setOffline(false);
  await heading(page, "回执").waitFor();
  const number = await page.getByTestId("receipt-id").textContent();

  // The same phone, the same claim: sending again what it keeps stores nothing new.
  const sent = posts.at(-1);
  const again = await fetch(sent.url(), { method: "POST", headers: sent.headers(), body: sent.postData() });
  assert.equal(again.status, 201);
  assert.equal((await again.json()).id, number, "a retry answers with the first claim");
});

test("a claim that waits is sent when the app is opened again later", async (t) => {
  const { context, page } = await visit(t);
  await reachResult(page);
  await fillInClaim(page, { name: "李建国", phone: "13900139000", idNumber: "34052419800101001X" });
  await context.setOffline(true);
  await submit(page);
  await heading(page, "等待发送").waitFor();
  const address = page.url();
  await page.close();
  await context.setOffline(false);

  const later = await context.newPage();
  await later.goto(address);
  await heading(later, "回执").waitFor();
});

test("a policy that was opened once opens offline too", async (t) => {
  const { context, page } = await visit(t);
  const policy = (await policies()).find(({ claim }) => !claim);
  await page.goto(`/policy/${policy.id}`);
  await heading(page, policy.title.zh).waitFor();
  await context.setOffline(true);
  await page.reload();
  await heading(page, policy.title.zh).waitFor();
});
