// Claims as a phone makes them: facts, the decision of the same module, every promise, every document.

import { randomBytes, randomInt, randomUUID } from "node:crypto";

import { policy } from "./policies.mjs";

export const POLICY = "mentougou-2022";
export const DISTRICT = "110109";

/** A household that gets the award for an air-to-water unit: 12,000 yuan. */
export const FACTS = {
  village: "liuliqu",
  power_ready: true,
  separate_meter: true,
  climate_suits: true,
  self_chosen: true,
  standards_met: true,
  legal_building: true,
  well_insulated: true,
  planning_ok: true,
  purchased: "2022-10-08",
  relocation_village: false,
  pledge_signed: true,
  registration: "house_and_register",
  prior_award: "none",
  coal_cleared: true,
  papers_ready: true,
  device: "water_pump",
  device_origin: "new_this_season",
  in_use: true,
  heated_area: 45,
  device_grade_1: true,
  other_heating: "none",
  payee_is_head: true,
};

/** A number by GB 11643 that nobody else in these tests has. */
export function newIdNumber() {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const two = (number) => String(number).padStart(2, "0");
  const birth = `${randomInt(1930, 2000)}${two(randomInt(1, 13))}${two(randomInt(1, 29))}`;
  const digits = `${randomInt(110000, 660000)}${birth}${String(randomInt(0, 1000)).padStart(3, "0")}`;
  const sum = [...digits].reduce((all, digit, index) => all + Number(digit) * weights[index], 0);
  return digits + "10X98765432"[sum % 11];
}

/** Decides as the phone does, by the edge's own module. */
export async function decide(edge, { policy = POLICY, module, facts = FACTS } = {}) {
  const response = await post(edge, "/v1/decisions", { policy, module, facts });
  if (response.status !== 200) throw new Error(`no decision: ${JSON.stringify(response.body)}`);
  return response.body;
}

/** A claim for a new household; `changes` replace its fields. */
export async function newClaim(edge, changes = {}) {
  const decision = await decide(edge, changes);
  const { manifest } = await policy(POLICY);
  const award = manifest.nodes.findIndex((node) => node.name === "award");
  return {
    policy: POLICY,
    module: decision.module,
    facts: FACTS,
    decision: {
      outcomes: decision.outcomes,
      states: Object.fromEntries(decision.trace.map((step) => [step.node, step.state])),
    },
    outcome: "award",
    pledge: manifest.pledges
      .filter((pledge) => pledge.outcome === award)
      .flatMap((pledge) => pledge.promises.map(([promise]) => `${pledge.name}.${promise}`)),
    applicant: { name: "阿依古丽·买买提", phone: "13812345678", id_number: newIdNumber() },
    evidence: decision.evidence.map((need) => ({ kind: need.any_of[0], name: `${need.any_of[0]}.jpg` })),
    secret: randomBytes(32).toString("base64url"),
    ...changes,
  };
}

/** Submits a claim; `{ status, body, headers }`. */
export async function submit(edge, claim, key = randomUUID()) {
  return post(edge, "/v1/claims", claim, { "idempotency-key": key });
}

/** A claim as its claimant sees it. */
export async function view(edge, id, secret) {
  return get(edge, `/v1/claims/${id}`, { authorization: `Bearer ${secret}` });
}

/** The state of the district's log of changes. */
export async function audit(edge) {
  return (await get(edge, `/v1/districts/${DISTRICT}/audit`)).body;
}

/** Posts JSON, or text and bytes as they are. */
export async function post(edge, path, body, headers = {}) {
  const raw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  const response = await fetch(edge.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: raw ? body : JSON.stringify(body),
    duplex: "half",
  });
  return answer(response);
}

/** Gets JSON. */
export async function get(edge, path, headers = {}) {
  return answer(await fetch(edge.url + path, { headers }));
}

async function answer(response) {
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : undefined };
}
