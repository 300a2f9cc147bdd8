// Somebody with a hand on the disk alters a claim, or the log itself: the district says so, and where.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { audit, newClaim, submit } from "../support/claims.mjs";
import { newKeys, startWorkerd } from "../support/workerd.mjs";

/** Stores three claims, ends the worker, puts one text for another in the databases, and asks the district again. */
async function afterAltering(from, to) {
  const data = await mkdtemp(join(tmpdir(), "nuanze-districts-"));
  const keys = newKeys();
  try {
    let edge = await startWorkerd({ data, keys });
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await submit(edge, await newClaim(edge))).body.id);
    assert.deepEqual((await audit(edge)).intact, true);
    await edge.stop();
    const altered = await replaceInFiles(data, from(ids), to(ids));
    assert.ok(altered > 0, "the text was found on disk");
    edge = await startWorkerd({ data, keys });
    try {
      return await audit(edge);
    } finally {
      await edge.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function replaceInFiles(folder, from, to) {
  let count = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(file);
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
      bytes.write(to, at);
      count++;
    }
    await writeFile(file, bytes);
  }
  return count;
}

test("an amount that was raised on disk is noticed", async () => {
  const state = await afterAltering(
    () => '"value":"12000"',
    () => '"value":"92000"',
  );
  assert.deepEqual([state.intact, state.broken_at, state.entries], [false, 1, 3]);
});

test("a row of the log that was rewritten is noticed", async () => {
  const state = await afterAltering(
    (ids) => `claim_submitted${ids[1]}`,
    (ids) => `claim_withdrawn${ids[1]}`,
  );
  assert.deepEqual([state.intact, state.broken_at, state.entries], [false, 2, 3]);
});
