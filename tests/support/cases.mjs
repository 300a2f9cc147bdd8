// Cases from a fixed seed: the same facts in every run and for every engine.

/** A small generator of numbers (mulberry32). */
function randomFrom(seed) {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

/**
 * Makes `count` cases for a policy: `[{ facts, readings }]`.
 *
 * Amounts and days lie at or beside where decisions tip, or anywhere in their range; yes is likelier than no, so that
 * more than the first condition is decided. With `gaps`, facts are missing in every second case; with `readings`,
 * doubtful texts are read otherwise now and then.
 */
export function makeCases(manifest, { count, seed = 2022, gaps = false, readings = false }) {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    const facts = {};
    for (const fact of manifest.facts) {
      const value = valueOf(manifest, fact, random);
      if (!(gaps && index % 2 === 1 && random(6) === 0)) facts[fact.name] = value;
    }
    // An item that its list does not reach is no fact.
    for (const { name, within = [] } of manifest.facts) {
      const beyond = ([list, number]) => Number(facts[manifest.facts[list].name] ?? number) < number;
      if (within.some(beyond)) delete facts[name];
    }
    const chosen = {};
    for (const reading of manifest.readings) {
      const other = random(8) === 0;
      const alternative = reading.alternatives[random(reading.alternatives.length)].name;
      if (readings && other) chosen[reading.name] = alternative;
    }
    return { facts: index % 4 < 2 ? nested(manifest, facts) : facts, readings: chosen };
  });
}

/** Records as objects and lists as arrays, where their length is known; what is left goes by the way to it. */
export function nested(manifest, facts) {
  if (manifest.inputs === undefined) return facts;
  const rest = { ...facts };
  const take = (index) => {
    const { name } = manifest.facts[index];
    const value = rest[name];
    delete rest[name];
    return value;
  };
  const tree = ({ fact, record, list }) => {
    if (record) return fields(record);
    if (!list) return take(fact);
    const length = take(list.length);
    return length === undefined ? undefined : list.items.slice(0, Number(length)).map(tree);
  };
  const fields = (inputs) => Object.fromEntries(inputs.map((input) => [input.name, tree(input)]));
  return { ...fields(manifest.inputs), ...rest };
}

function valueOf(manifest, fact, random) {
  switch (fact.type) {
    case "bool":
      return random(16) !== 0;
    case "enum": {
      const { values } = manifest.enums[fact.index];
      return values[random(values.length)].name;
    }
    case "date":
      return new Date(near(fact, 1, random) * 86_400_000).toISOString().slice(0, 10);
    case "time":
    case "date_time": {
      const text = new Date(near(fact, 1, random) * 60_000).toISOString();
      return fact.type === "time" ? text.slice(11, 16) : text.slice(0, 16);
    }
    default:
      return decimal(near(fact, fact.step, random), fact.scale);
  }
}

function near({ breakpoints = [], min, max }, step, random) {
  const point = breakpoints[random(breakpoints.length + 1)];
  const value = point === undefined ? min + random((max - min) / step + 1) * step : point + (random(3) - 1) * step;
  return Math.min(Math.max(value, min), max);
}

/** A raw number with its point: `decimal(4500, 2)` is `45.00`. */
function decimal(raw, scale) {
  const digits = String(Math.abs(raw)).padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return `${raw < 0 ? "-" : ""}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ""}`;
}
