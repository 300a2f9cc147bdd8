// The built policies: their list, their modules and manifests.

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
  const file = join(FOLDER, entry.file);
  const bytes = await readFile(file);
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), "nuanze.manifest");
  return { id, file, bytes, manifest: JSON.parse(new TextDecoder().decode(section)), sha256: entry.module };
}
