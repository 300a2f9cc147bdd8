// The whole way of a claim: questions, result, claim, receipt, and anybody's check of the receipt.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openPhone, startBrowser } from "../support/browser.mjs";
import { startWorkerd } from "../support/workerd.mjs";
import { APPLICANT, answer, begin, fillIn, fillInClaim, heading, HOUSEHOLD, POLICY, reachResult, submit } from "./resident.mjs";
import { policy } from "../support/policies.mjs";

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

test("a household learns its amount, claims it, and anybody can verify the receipt", async (t) => {
  const { page, complaints } = await visit(t);
  await reachResult(page);
  await page.getByTestId("headline").getByText("12,000 元").first().waitFor();

  await fillInClaim(page);
  await submit(page);
  await heading(page, "回执").waitFor();
  const number = await page.getByTestId("receipt-id").textContent();
  assert.match(number, /^110109-/, "the receipt's number names the district");

  // Somebody else scans the code: another browser that knows nothing.
  const stranger = await visit(t);
  await stranger.page.goto(`/r/${number}`);
  await stranger.page.getByText("签名有效").waitFor();
  await stranger.page.getByText("12,000 元").first().waitFor();
  const shown = await stranger.page.locator("main").innerText();
  for (const personal of Object.values(APPLICANT)) {
    assert.ok(!shown.includes(personal), `a public receipt does not show \`${personal}\``);
  }
  assert.deepEqual([...complaints, ...stranger.complaints], []);
});

test("a receipt nobody issued is not found", async (t) => {
  const { page } = await visit(t);
  await page.goto("/r/110109-01ARZ3NDEKTSV4RRFFQ69G5FAV");
  await page.getByText("没有这个编号的回执").waitFor();
});

test("only questions that still matter are asked", async (t) => {
  const { page } = await visit(t);
  await begin(page);
  const first = await answer(page, { ...HOUSEHOLD, village: "other_converted" });
  assert.equal(first, "village");
  // A village outside the plan settles it: no award, whatever the other answers.
  await heading(page, "结果").waitFor();
  await page.getByTestId("headline").getByText(/^0 元/).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "去申请" }).count(), 0, "there is nothing to claim");
});

test("the result names the clause, the condition that failed, and what would change it", async (t) => {
  const { page } = await visit(t);
  await reachResult(page, { ...HOUSEHOLD, heated_area: "44.2" });
  await page.getByTestId("headline").getByText("3,000 元").first().waitFor();
  await heading(page, "结果").waitFor();
  await page.getByRole("heading", { name: "怎样会不一样" }).waitFor();
  await page.getByText(/45\s*平方米.*12,000 元/).first().waitFor();
  await page.getByRole("link", { name: /奖补标准/ }).first().waitFor();
});

test("an answer out of range is refused in words, and the field takes the focus", async (t) => {
  const { page } = await visit(t);
  const { manifest } = await policy(POLICY);
  await page.goto(`/check/${POLICY}/q/heated_area`);
  const fact = manifest.facts.find((known) => known.name === "heated_area");
  await heading(page, fact.ask.zh).waitFor();
  await fillIn(page, manifest, fact, "99999");
  await page.getByRole("button", { name: "下一步" }).click();
  const summary = page.getByRole("group", { name: "有地方需要改一下" });
  await summary.waitFor();
  await summary.getByRole("link").click();
  const field = page.getByRole("textbox", { name: fact.ask.zh });
  assert.ok(await field.evaluate((input) => input === document.activeElement), "the link leads to the field");
  await fillIn(page, manifest, fact, "52.5");
  await page.getByRole("button", { name: "下一步" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/q/heated_area"));
});

test("one household is awarded once: the second claim is refused, with what to do", async (t) => {
  const applicant = { ...APPLICANT, idNumber: "440524188001010014" };
  for (const expected of ["回执", "没有被接受"]) {
    const { page } = await visit(t);
    await reachResult(page);
    await fillInClaim(page, applicant);
    await submit(page);
    await heading(page, expected).waitFor();
  }
});
