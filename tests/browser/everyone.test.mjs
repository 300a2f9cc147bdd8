// For everyone: no axe violation on any page in light and dark, keyboard only, large text, both languages, installable.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { openPhone, startBrowser } from "../support/browser.mjs";
import { startWorkerd } from "../support/workerd.mjs";
import { begin, fillInClaim, heading, introduce, pledge, POLICY, reachResult, showDocuments, submit } from "./resident.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let edge, browser;
before(async () => {
  [edge, browser] = await Promise.all([startWorkerd(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await edge?.stop();
});

async function visit(t, options) {
  const phone = await openPhone(browser, edge.url, options);
  t.after(() => phone.context.close());
  return phone;
}

/** What axe finds on the page as it stands. */
async function violations(page, name) {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.html} ${node.failureSummary}`));
}

/** The pages of a whole journey, each looked at once it stands. */
async function everyPage(page, applicant, look) {
  await page.goto("/");
  await page.getByRole("link", { name: "开始算" }).first().waitFor();
  await look("home");
  await begin(page);
  await look("question with a list");
  for (const fact of ["power_ready", "purchased", "heated_area"]) {
    await page.goto(`/check/${POLICY}/q/${fact}`);
    await page.getByRole("button", { name: "下一步" }).waitFor();
    await look(`question ${fact}`);
  }
  await page.getByRole("button", { name: "下一步" }).click();
  await page.getByRole("group", { name: "有地方需要改一下" }).waitFor();
  await look("question with an error");
  await reachResult(page);
  await look("result");
  await page.getByRole("link", { name: "核对您的回答" }).click();
  await heading(page, "核对您的回答").waitFor();
  await look("answers");
  await page.goto(`/policy/${POLICY}`);
  await page.getByRole("link", { name: "用这份政策算一算" }).first().waitFor();
  await look("policy");
  await page.goto(`/check/${POLICY}/result`);
  await heading(page, "结果").waitFor();
  await page.getByRole("link", { name: "去申请" }).click();
  await heading(page, "承诺").waitFor();
  await look("pledge");
  await page.goBack();
  await pledge(page);
  await look("applicant");
  await introduce(page, applicant);
  await look("documents");
  await showDocuments(page);
  await look("summary");
  await submit(page);
  await heading(page, "回执").waitFor();
  await look("receipt");
  await page.getByRole("link", { name: "打开公开回执" }).click();
  await page.getByText("签名有效").waitFor();
  await look("public receipt");
  for (const address of ["/mine", "/about", "/display", "/no-such-page"]) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(address);
  }
}

const applicants = {
  light: { name: "赵一", phone: "13800138001", idNumber: "110109195001010018" },
  dark: { name: "钱二", phone: "13800138002", idNumber: "110109195001010026" },
  large: { name: "孙三", phone: "13800138003", idNumber: "110109195001010034" },
};

for (const colorScheme of ["light", "dark"]) {
  test(`no page has an accessibility violation, ${colorScheme}`, async (t) => {
    const { page, complaints } = await visit(t, { colorScheme });
    const found = [];
    await everyPage(page, applicants[colorScheme], async (name) => found.push(...(await violations(page, name))));
    assert.deepEqual(found, []);
    assert.deepEqual(complaints, []);
  });
}

test("at the largest text nothing is cut off or scrolls sideways", async (t) => {
  const { page } = await visit(t);
  await page.goto("/display");
  await page.getByRole("radio", { name: "最大" }).check();
  await everyPage(page, applicants.large, async (name) => {
    const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    assert.ok(size >= 30, `${name}: text is ${size} px`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
  });
});

test("dark follows the phone, and a choice of one's own is kept", async (t) => {
  const { page } = await visit(t, { colorScheme: "dark" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto("/display");
  await heading(page, "显示设置").waitFor();
  const dark = await background();
  await page.getByRole("radio", { name: "浅色" }).check();
  const light = await background();
  assert.notEqual(light, dark);
  await page.reload();
  await heading(page, "显示设置").waitFor();
  assert.equal(await background(), light);
});

test("English is one tap away, keeps the page, and is remembered", async (t) => {
  const { page } = await visit(t);
  await begin(page);
  const address = page.url();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: "Next" }).waitFor();
  assert.equal(page.url(), address);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.reload();
  await page.getByRole("button", { name: "Next" }).waitFor();
});

test("with the keyboard alone one gets from the first page to the second question", async (t) => {
  const { page } = await visit(t, { isMobile: false, hasTouch: false });
  await page.goto("/");
  const start = page.getByRole("link", { name: "开始算" }).first();
  await start.waitFor();
  await tabTo(page, start);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/q\//);
  const question = page.getByRole("heading", { level: 1 });
  await question.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("Space");
  assert.ok(await page.getByRole("radio").first().isChecked());
  const address = page.url();
  await tabTo(page, page.getByRole("button", { name: "下一步" }));
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href !== address);
});

test("it can be installed", async (t) => {
  const { page } = await visit(t);
  await page.goto("/");
  await page.getByRole("link", { name: "开始算" }).first().waitFor();
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.display, "standalone");
  assert.match(manifest.name, /暖则/);
  assert.ok(manifest.start_url);
  for (const icon of manifest.icons) {
    const response = await page.request.get(new URL(icon.src, edge.url).href);
    assert.equal(response.status(), 200, icon.src);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});

/** Presses Tab until this has the focus. */
async function tabTo(page, target) {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("the keyboard does not reach it");
}
