// The built policies: their list, their modules, and what the npm package reads in them.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ROOT } from "./workerd.mjs";

const FOLDER = join(ROOT, "pkg/policies");

/** The entries of `index.json`. */
export async function policies() {
  return JSON.parse(await readFile(join(FOLDER, "index.json"), "utf8"));
}

/** A policy by its id: `{ id, file, bytes, manifest, sha256 }`. */
export async function policy(id) {
  const entry = (await policies()).find((listed) => listed.id === id);
  if (!entry) throw new Error(`pkg/policies has no \`${id}\``);
  const { Policy } = await import(join(ROOT, "pkg/nuanze/index.js"));
  const file = join(FOLDER, entry.file);
  const bytes = await readFile(file);
  const { manifest } = await Policy.load(bytes);
  return { id, file, bytes, manifest, sha256: entry.module };
}
