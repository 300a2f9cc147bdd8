// A power cut while claims come in: every claim that was acknowledged is there afterwards, and none is there twice.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import { audit, newClaim, submit, view } from "../support/claims.mjs";
import { startWorkerd } from "../support/workerd.mjs";

const ROUNDS = 3;
const CLAIMS = 40;

let edge;
before(async () => (edge = await startWorkerd()));
after(() => edge?.stop());

test("kill -9 loses no acknowledged claim, and a retry stores none twice", async () => {
  let stored = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const template = await newClaim(edge);
    const claims = await Promise.all(
      Array.from({ length: CLAIMS }, async () => {
        const claim = { ...template, ...fresh(await newClaim(edge)) };
        return { claim, key: randomUUID() };
      }),
    );

    // The cut comes in the middle: as soon as a few are acknowledged, while others are under way.
    let acknowledged = 0;
    let killed;
    const cut = (5 * (round + 1)) % CLAIMS;
    const answers = await Promise.all(
      claims.map(async ({ claim, key }) => {
        try {
          const answer = await submit(edge, claim, key);
          if (answer.status === 201 && ++acknowledged === cut) killed = edge.kill();
          return answer;
        } catch {
          return undefined; // the connection broke: the phone does not know
        }
      }),
    );
    await killed;
    assert.ok(acknowledged >= cut, `${acknowledged} acknowledged before the cut`);
    await edge.restart();

    const before = await audit(edge);
    assert.equal(before.intact, true);
    assert.ok(before.entries >= stored + acknowledged);
    for (const [index, answer] of answers.entries()) {
      if (answer?.status !== 201) continue;
      const seen = await view(edge, answer.body.id, claims[index].claim.secret);
      assert.equal(seen.status, 200);
      assert.equal(seen.body.receipt, answer.body.receipt);
    }

    // Every phone tries again, whether it was acknowledged or not.
    const retries = await Promise.all(claims.map(({ claim, key }) => submit(edge, claim, key)));
    for (const [index, retry] of retries.entries()) {
      assert.equal(retry.status, 201, retry.text);
      if (answers[index]?.status === 201) assert.equal(retry.text, answers[index].text);
    }
    assert.equal(new Set(retries.map(({ body }) => body.id)).size, CLAIMS);
    stored += CLAIMS;
    const now = await audit(edge);
    assert.equal(now.intact, true);
    assert.equal(now.entries, stored, "each claim once");
  }
});

/** What is another household's in a claim. */
function fresh({ applicant, secret }) {
  return { applicant, secret };
}
