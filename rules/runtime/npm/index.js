// A compiled policy as a JavaScript object: fast outcomes, whole explanations, clear errors.

import { Direct } from "./direct.js";
import init, { Engine } from "./runtime/nuanze_runtime.js";

/** Bytes that are not a policy module. */
export class ModuleError extends Error {
  name = "ModuleError";
}

/** Facts or readings that the policy cannot take; `errors` has all of them. */
export class CaseError extends Error {
  name = "CaseError";

  constructor(errors) {
    super(errors.map((error) => error.message).join("; "));
    this.errors = errors;
  }
}

/** A policy that can be asked. */
export class Policy {
  #engine;
  #direct;

  constructor(engine, direct, manifest) {
    this.#engine = engine;
    this.#direct = direct;
    /** What the policy asks, answers and rests on. */
    this.manifest = manifest;
    /** Its id. */
    this.id = manifest.policy.id;
    /** SHA-256 of its module's bytes, in hex. */
    this.sha256 = engine.sha256();
    Object.freeze(this);
  }

  /** Loads a policy from its module's bytes. Throws a ModuleError. */
  static async load(bytes) {
    const module = asBytes(bytes);
    await start();
    let engine;
    try {
      engine = await Engine.load(module);
    } catch (error) {
      throw new ModuleError(error.message);
    }
    const { module: compiled, instance } = await WebAssembly.instantiate(module, {});
    const [section] = WebAssembly.Module.customSections(compiled, "nuanze.manifest");
    const manifest = JSON.parse(new TextDecoder().decode(section));
    return new Policy(engine, Direct.of(manifest, instance.exports), manifest);
  }

  /** The outcomes of these facts. Throws a CaseError. */
  decide(facts, options) {
    const outcomes = options === undefined ? this.#direct?.decide(facts) : undefined;
    return { outcomes: outcomes ?? plain(this.explain(facts, options).outcomes) };
  }

  /** The whole decision: outcomes, trace, readings, evidence. Throws a CaseError. */
  explain(facts, options) {
    return answer(this.#engine.explain(json(facts, "facts"), json(options?.readings ?? {}, "readings")));
  }

  /** The smallest changes that better an outcome, of the facts that can be altered. Throws a CaseError. */
  suggest(facts, outcome, options) {
    return answer(this.#engine.suggest(json(facts, "facts"), json(options?.readings ?? {}, "readings"), String(outcome)));
  }
}

let started;

/** Starts the runtime once; where that fails, the next load tries again. */
function start() {
  started ??= init({ module_or_path: runtime() }).catch((error) => {
    started = undefined;
    throw error;
  });
  return started;
}

/** The runtime's own bytes: Node reads files, browsers fetch. */
function runtime() {
  const url = new URL("./runtime/nuanze_runtime_bg.wasm", import.meta.url);
  const files = url.protocol === "file:" ? globalThis.process?.getBuiltinModule?.("node:fs") : undefined;
  return files ? files.readFileSync(url) : url;
}

function asBytes(bytes) {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  if (ArrayBuffer.isView(bytes)) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  throw new TypeError("a policy is loaded from the bytes of its module: an ArrayBuffer or a Uint8Array");
}

/** JSON that hides nothing: NaN would become null, which means unknown. */
function json(value, what) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`the ${what} must be an object`);
  }
  return JSON.stringify(value, (_, item) =>
    typeof item === "bigint" || (typeof item === "number" && !Number.isFinite(item)) ? String(item) : item,
  );
}

function answer(text) {
  const found = JSON.parse(text);
  if (found.errors) throw new CaseError(found.errors);
  return found;
}

/** Outcomes in the short form of `decide`. */
function plain(outcomes) {
  const short = ({ status, value, unit, needs }) => {
    const outcome = status === "known" ? { status, value } : { status, needs };
    if (unit !== undefined) outcome.unit = unit;
    return outcome;
  };
  return Object.fromEntries(Object.entries(outcomes).map(([name, outcome]) => [name, short(outcome)]));
}
