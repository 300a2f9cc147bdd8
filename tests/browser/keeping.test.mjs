// Nothing that was answered or typed is lost: not by a reload, not by going back, not by an update of the app.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { openPhone, readyForOffline, startBrowser } from "../support/browser.mjs";
import { policy } from "../support/policies.mjs";
import { ROOT, startWorkerd } from "../support/workerd.mjs";
import { answer, answerAll, APPLICANT, begin, fillIn, heading, HOUSEHOLD, pledge, POLICY, reachResult } from "./resident.mjs";

let edge, browser, app;
before(async () => {
  // A copy of the app, which the update's test changes as a new deployment would.
  app = await mkdtemp(join(tmpdir(), "nuanze-app-"));
  await cp(join(ROOT, "pkg/app"), app, { recursive: true });
  [edge, browser] = await Promise.all([startWorkerd({ app }), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await edge?.stop();
  await rm(app, { recursive: true, force: true });
});

async function visit(t) {
  const phone = await openPhone(browser, edge.url);
  t.after(() => phone.context.close());
  return phone;
}

test("a reload in the middle of the questions keeps the answers and what is typed", async (t) => {
  const { page } = await visit(t);
  const { manifest } = await policy(POLICY);
  await begin(page);
  await answer(page);
  await answer(page);
  const address = page.url();
  const fact = manifest.facts.find((known) => address.endsWith(`/q/${known.name}`));
  await fillIn(page, manifest, fact, HOUSEHOLD[fact.name]);
  await page.reload();
  await heading(page, fact.ask.zh).waitFor();
  assert.equal(page.url(), address);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.waitForURL((url) => url.href !== address);
  await answerAll(page);
  await page.getByTestId("headline").getByText("12,000 元").first().waitFor();
});

test("going back never loses an answer", async (t) => {
  const { page } = await visit(t);
  await begin(page);
  await answer(page);
  const second = page.url();
  await answer(page);
  await page.getByRole("link", { name: "上一题" }).click();
  await page.waitForURL(second);
  assert.ok(await page.getByRole("radio", { name: "是", exact: true }).isChecked(), "the answer stands there");
});

test("a reload in the middle of the claim keeps promises and applicant", async (t) => {
  const { page } = await visit(t);
  await reachResult(page);
  await pledge(page);
  await page.getByLabel("姓名").fill(APPLICANT.name);
  await page.getByLabel("身份证号").fill("1101051949");
  await page.reload();
  await heading(page, "申请人").waitFor();
  assert.equal(await page.getByLabel("姓名").inputValue(), APPLICANT.name);
  assert.equal(await page.getByLabel("身份证号").inputValue(), "1101051949");
  await page.goBack();
  await heading(page, "承诺").waitFor();
  for (const promise of await page.getByRole("checkbox").all()) assert.ok(await promise.isChecked());
});

test("an update waits while a form is open, asks, and loses nothing", async (t) => {
  const { page } = await visit(t);
  await reachResult(page);
  await readyForOffline(page);
  await pledge(page);
  await page.getByLabel("姓名").fill(APPLICANT.name);

  await deploy("second build");
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await page.getByText("新版本已准备好").waitFor();
  assert.equal(await page.getByLabel("姓名").inputValue(), APPLICANT.name, "the form stands as it was");

  await page.getByRole("button", { name: "更新", exact: true }).click();
  await page.getByText("新版本已准备好").waitFor({ state: "detached" });
  await heading(page, "申请人").waitFor();
  assert.equal(await page.getByLabel("姓名").inputValue(), APPLICANT.name, "and after the update too");
});

test("everything on the phone can be deleted", async (t) => {
  const { page } = await visit(t);
  await begin(page);
  await answer(page);
  await page.goto("/mine");
  await page.getByRole("button", { name: "清除这台手机上的数据" }).click();
  await page.getByRole("button", { name: "全部清除" }).click();
  await page.getByText("已全部清除").waitFor();
  await page.goto("/");
  await page.getByRole("link", { name: "开始算" }).first().waitFor();
});

/** A new service worker, as a new build writes one. */
async function deploy(name) {
  const path = join(app, "sw.js");
  await writeFile(path, `${await readFile(path, "utf8")}\n// ${name}\n`);
  await Promise.all(["br", "gz"].map((encoding) => rm(`${path}.${encoding}`, { force: true })));
}
