// What a resident does in the app, in the resident's words.

import assert from "node:assert/strict";

import { policy } from "../support/policies.mjs";

/** The policy that these tests claim under. */
export const POLICY = "mentougou-2022";

/** A household in 王平镇 with a new air-to-water heat pump in 52.5 m²: it may claim 12,000 元. */
export const HOUSEHOLD = {
  village: "anjiazhuang",
  power_ready: true,
  separate_meter: true,
  climate_suits: true,
  self_chosen: true,
  standards_met: true,
  legal_building: true,
  well_insulated: true,
  planning_ok: true,
  traditional_village: false,
  unit_in_courtyard: true,
  purchased: "2022-09-15",
  installed: "2022-10-20",
  relocation_village: false,
  installed_after_verification: false,
  pledge_signed: true,
  registration: "house_and_register",
  counts_as_one_household: true,
  prior_award: "none",
  coal_cleared: true,
  papers_ready: true,
  device: "water_pump",
  device_origin: "new_this_season",
  in_use: true,
  heated_area: "52.5",
  device_grade_1: true,
  other_heating: "none",
  annex_1_met: true,
  payee_is_head: true,
};

/** Valid by its check digit; nobody's. */
export const APPLICANT = { name: "王秀英", phone: "13800138000", idNumber: "11010519491231002X" };

/** The heading of the page. */
export function heading(page, name) {
  return page.getByRole("heading", { level: 1, name, exact: typeof name === "string" });
}

/** Opens the app and begins the policy's questions. */
export async function begin(page) {
  await page.goto("/");
  await page.getByRole("link", { name: "开始算" }).first().click();
  await page.waitForURL(/\/q\//);
}

/** Answers the question on the page; says which fact it was. */
export async function answer(page, facts = HOUSEHOLD) {
  const { manifest } = await policy(POLICY);
  const address = page.url();
  const name = new URL(address).pathname.split("/").at(-1);
  const fact = manifest.facts.find((known) => known.name === name);
  assert.ok(fact, `${address} asks for a fact of the policy`);
  await heading(page, fact.ask.zh).waitFor();
  await fillIn(page, manifest, fact, facts[name]);
  await page.getByRole("button", { name: "下一步" }).click();
  await page.waitForURL((url) => url.href !== address);
  return name;
}

/** Gives an answer to the question on the page without going on. */
export async function fillIn(page, manifest, fact, value) {
  assert.notEqual(value, undefined, `the household has no answer to \`${fact.name}\``);
  if (fact.type === "bool") {
    await page.getByRole("radio", { name: value ? "是" : "不是", exact: true }).check();
  } else if (fact.type === "enum") {
    const label = manifest.enums[fact.index].values.find((choice) => choice.name === value).label.zh;
    await page.getByRole("radio", { name: label, exact: true }).check();
  } else if (fact.type === "date") {
    const [year, month, day] = value.split("-");
    await page.getByLabel("年", { exact: true }).fill(year);
    await page.getByLabel("月", { exact: true }).fill(month);
    await page.getByLabel("日", { exact: true }).fill(day);
  } else {
    await page.getByRole("textbox", { name: fact.ask.zh }).fill(value);
  }
}

/** Answers question after question until the result stands there; the facts that were asked. */
export async function answerAll(page, facts = HOUSEHOLD) {
  const asked = [];
  while (/\/q\/[a-z0-9_]+$/.test(new URL(page.url()).pathname)) {
    asked.push(await answer(page, facts));
  }
  await heading(page, "结果").waitFor();
  return asked;
}

/** From the result to the applicant's page: every promise ticked. */
export async function pledge(page) {
  await page.getByRole("link", { name: "去申请" }).click();
  await heading(page, "承诺").waitFor();
  for (const promise of await page.getByRole("checkbox").all()) await promise.check();
  await page.getByRole("button", { name: "下一步" }).click();
  await heading(page, "申请人").waitFor();
}

/** Who claims. */
export async function introduce(page, applicant = APPLICANT) {
  await page.getByLabel("姓名").fill(applicant.name);
  await page.getByLabel("手机号").fill(applicant.phone);
  await page.getByLabel("身份证号").fill(applicant.idNumber);
  await page.getByRole("button", { name: "下一步" }).click();
  await heading(page, "材料").waitFor();
}

/** One document from a file, all others on paper. */
export async function showDocuments(page) {
  const picture = { name: "合同.jpg", mimeType: "image/jpeg", buffer: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) };
  await page.locator("input[type=file]").first().setInputFiles(picture);
  await page.getByText("合同.jpg").waitFor();
  const onPaper = page.getByRole("button", { name: "我有纸质的" });
  while ((await onPaper.count()) > 0) await onPaper.first().click();
  await page.getByRole("button", { name: "下一步" }).click();
  await heading(page, "核对后提交").waitFor();
}

/** From the result to the last page before the claim is submitted. */
export async function fillInClaim(page, applicant = APPLICANT) {
  await pledge(page);
  await introduce(page, applicant);
  await showDocuments(page);
}

/** Submits the claim. */
export async function submit(page) {
  await page.getByRole("button", { name: "提交申请" }).click();
  await page.waitForURL(/\/sent\//);
}

/** From the first page to the result. */
export async function reachResult(page, facts = HOUSEHOLD) {
  await begin(page);
  return answerAll(page, facts);
}
