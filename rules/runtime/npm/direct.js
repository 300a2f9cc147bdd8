// The short way from facts to outcomes: straight into the policy module's memory, and straight out.
//
// It takes what is plainly right and leaves everything else (`undefined`) to the runtime, which knows every rule and
// every error. A fact that is the same as in the call before is not written again: its slot still holds it.

import { compileNeeds } from "./needs.js";
import { days, decimal, isoDate, isoMoment, isoTime, minutes, moment, rawDecimal } from "./values.js";

const BOOL = 0;
const ENUM = 1;
const DECIMAL = 2;
const DATE = 3;
const TIME = 4;
const DATE_TIME = 5;
const KINDS = { bool: BOOL, enum: ENUM, decimal: DECIMAL, date: DATE, time: TIME, date_time: DATE_TIME };

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

const TWO_32 = 4294967296;
/** How many written numbers are kept for each outcome. */
const KEPT = 1024;

const isObject = (value) => {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const recordSize = (slots) => slots * 8 + Math.ceil(slots / 8) * 8;

export class Direct {
  #run;
  #blank;
  #bytes;
  #words;
  #byName = new Map();
  /** Where the policy has records and lists: their fields by name. */
  #fields;
  /** The facts of the call before, in its order: names, encoders, values. */
  #names = [];
  #encoders = [];
  #values = [];
  #outcomes;
  #needs;
  #resultStates;

  /** The short way for a policy; `undefined` where its numbers are too large for JavaScript's. */
  static of(manifest, exports) {
    const safe = ({ min, max, step }) => [min, max, step ?? 1].every(Number.isSafeInteger);
    const short = manifest.facts.every(
      (fact) => !(fact.name in Object.prototype) && (fact.min === undefined || (safe(fact) && (fact.scale ?? 0) <= 15)),
    );
    return short ? new Direct(manifest, exports) : undefined;
  }

  constructor(manifest, exports) {
    this.#run = exports.decide;
    this.#bytes = new Uint8Array(exports.memory.buffer);
    this.#words = new Int32Array(exports.memory.buffer);
    const inputs = exports.inputs.value;
    const results = exports.results.value;
    const slots = manifest.facts.length + manifest.readings.length;
    manifest.facts.forEach((fact, index) => {
      this.#byName.set(fact.name, encoder(manifest, fact, inputs / 4 + index * 2, inputs + slots * 8 + index));
    });
    const encoders = [...this.#byName.values()];
    this.#fields = manifest.inputs?.length > 0 ? fields(manifest.inputs, encoders) : undefined;
    this.#bytes.fill(0, inputs, inputs + recordSize(slots));
    manifest.readings.forEach((reading, i) => {
      const index = manifest.facts.length + i;
      this.#words[inputs / 4 + index * 2] = reading.default;
      this.#bytes[inputs + slots * 8 + index] = YES;
    });
    const count = manifest.nodes.length;
    this.#resultStates = results + count * 8;
    this.#outcomes = manifest.outcomes.map((index) => ({
      ...decoder(manifest, manifest.nodes[index]),
      index,
      name: manifest.nodes[index].name,
      word: results / 4 + index * 2,
      state: results + count * 8 + index,
    }));
    this.#blank = Object.fromEntries(this.#outcomes.map(({ name }) => [name, undefined]));
    const addresses = { values: inputs, facts: inputs + slots * 8, nodes: this.#resultStates };
    this.#needs = compileNeeds(manifest, addresses);
  }

  /** The outcomes, or `undefined` if the runtime has to look at these facts. */
  decide(facts) {
    if (!isObject(facts)) return undefined;
    const written = this.#fields === undefined ? this.#write(facts) : this.#writeTree(facts);
    if (!written) {
      this.#forget();
      return undefined;
    }
    this.#run();
    return this.#read();
  }

  /** Writes the facts; false if one of them is not plainly right. */
  #write(facts) {
    const names = this.#names;
    const values = this.#values;
    const encoders = this.#encoders;
    // Not `for … in`: that asks again for each name whether it is there, which is slow for objects made as dictionaries.
    const given = Object.keys(facts);
    if (given.length !== names.length) return this.#rewrite(facts, given);
    for (let n = 0; n < given.length; n += 1) {
      const name = given[n];
      if (name !== names[n]) return this.#rewrite(facts, given);
      const value = facts[name];
      if (value !== values[n]) {
        if (!this.#encode(encoders[n], value)) return false;
        values[n] = value;
      }
    }
    return true;
  }

  /** Writes facts that come in another order than those of the call before. */
  #rewrite(facts, given) {
    this.#forget();
    for (const name of given) {
      const encoder = this.#byName.get(name);
      if (encoder === undefined || !this.#encode(encoder, facts[name])) return false;
      this.#names.push(name);
      this.#encoders.push(encoder);
      this.#values.push(facts[name]);
    }
    return true;
  }

  /** Writes records and lists; the runtime takes what goes by a path. */
  #writeTree(facts) {
    this.#forget();
    return this.#writeFields(this.#fields, facts);
  }

  #writeFields(fields, object) {
    for (const name of Object.keys(object)) {
      const input = fields.get(name);
      if (input === undefined || !this.#writeInput(input, object[name])) return false;
    }
    return true;
  }

  #writeInput(input, value) {
    if (input.encoder !== undefined) return this.#encode(input.encoder, value);
    if (value === null || value === undefined) return true;
    if (input.fields !== undefined) return isObject(value) && this.#writeFields(input.fields, value);
    const { length, items } = input;
    if (!Array.isArray(value) || value.length > items.length || !this.#encode(length, value.length)) return false;
    for (let at = 0; at < value.length; at += 1) {
      if (!this.#writeInput(items[at], value[at])) return false;
    }
    return true;
  }

  /** Makes all facts unknown. */
  #forget() {
    for (const encoder of this.#byName.values()) this.#bytes[encoder.state] = UNKNOWN;
    this.#names = [];
    this.#encoders = [];
    this.#values = [];
  }

  #encode(encoder, value) {
    const { state, word } = encoder;
    if (value === null || value === undefined) {
      this.#bytes[state] = UNKNOWN;
      return true;
    }
    let raw;
    switch (encoder.kind) {
      case BOOL:
        if (typeof value !== "boolean") return false;
        this.#bytes[state] = value ? YES : NO;
        return true;
      case ENUM:
        raw = encoder.positions.get(value);
        break;
      case DECIMAL:
        raw = rawDecimal(value, encoder.scale, encoder.factor);
        break;
      case DATE:
        raw = days(value);
        break;
      case TIME:
        raw = minutes(value);
        break;
      default:
        raw = moment(value);
    }
    if (raw === undefined || raw < encoder.min || raw > encoder.max || raw % encoder.step !== 0) return false;
    this.#words[word] = raw;
    this.#words[word + 1] = Math.floor(raw / TWO_32);
    this.#bytes[state] = YES;
    return true;
  }

  #read() {
    const bytes = this.#bytes;
    // A copy has all its names already: adding them one by one costs more than deciding.
    const outcomes = { ...this.#blank };
    const list = this.#outcomes;
    for (let n = 0; n < list.length; n += 1) {
      const outcome = list[n];
      const state = bytes[outcome.state];
      if (state === UNKNOWN) {
        const needs = this.#needs(bytes, outcome.index);
        outcomes[outcome.name] =
          outcome.unit === undefined ? { status: "unknown", needs } : { status: "unknown", needs, unit: outcome.unit };
      } else if (outcome.kind === BOOL) {
        outcomes[outcome.name] = { status: "known", value: state === YES };
      } else {
        const value = this.#value(outcome);
        outcomes[outcome.name] =
          outcome.unit === undefined ? { status: "known", value } : { status: "known", value, unit: outcome.unit };
      }
    }
    return outcomes;
  }

  /** A known value, written; the same numbers come again and again. */
  #value(outcome) {
    const low = this.#words[outcome.word];
    const high = this.#words[outcome.word + 1];
    if (low === outcome.low && high === outcome.high) return outcome.written;
    const raw = high * TWO_32 + (low >>> 0);
    let written = outcome.kept.get(raw);
    if (written === undefined) {
      written = outcome.write(Number.isSafeInteger(raw) ? raw : (BigInt(high) << 32n) + BigInt(low >>> 0));
      if (outcome.kept.size >= KEPT) outcome.kept.clear();
      // Numbers beyond 2^53 share their neighbours' key.
      if (Number.isSafeInteger(raw)) outcome.kept.set(raw, written);
    }
    outcome.low = low;
    outcome.high = high;
    outcome.written = written;
    return written;
  }
}

/** Records and lists by the names of their fields, with the encoders of their facts. */
function fields(inputs, encoders) {
  return new Map(inputs.map((input) => [input.name, inputOf(input, encoders)]));
}

function inputOf({ fact, record, list }, encoders) {
  if (record !== undefined) return { fields: fields(record, encoders) };
  if (list === undefined) return { encoder: encoders[fact] };
  return { length: encoders[list.length], items: list.items.map((item) => inputOf(item, encoders)) };
}

function encoder(manifest, fact, word, state) {
  const kind = KINDS[fact.type];
  const values = kind === ENUM ? manifest.enums[fact.index].values : [];
  return {
    kind,
    word,
    state,
    min: fact.min ?? 0,
    max: fact.max ?? values.length,
    step: fact.step ?? 1,
    scale: fact.scale ?? 0,
    factor: 10 ** (fact.scale ?? 0),
    positions: new Map(values.map((value, position) => [value.name, position])),
  };
}

function decoder(manifest, node) {
  const names = { enum: () => manifest.enums[node.index].values, reading: () => manifest.readings[node.index].alternatives };
  const list = names[node.type]?.();
  const write = {
    bool: String,
    decimal: (raw) => decimal(raw, node.scale),
    date: isoDate,
    time: isoTime,
    date_time: isoMoment,
  }[node.type];
  return {
    kind: KINDS[node.type] ?? ENUM,
    unit: node.unit || undefined,
    write: write ?? ((raw) => list[raw].name),
    kept: new Map(),
    low: undefined,
    high: undefined,
    written: undefined,
  };
}
