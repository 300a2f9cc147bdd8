// Which facts can still settle an open outcome: the walk over the manifest's nodes that the runtime makes, on the
// state bytes in the module's memory. Nodes use only earlier ones, so one pass from the last to the first is enough.

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** A function from the memory's bytes and an outcome to the names of the facts that it needs. */
export function compileNeeds(manifest, addresses) {
  const operand = (item) => {
    if (item.fact !== undefined) return { fact: item.fact, state: addresses.facts + item.fact };
    if (item.node !== undefined) return { node: item.node, state: addresses.nodes + item.node };
    return undefined;
  };
  const followers = manifest.nodes.map((node) => follower(node.op, manifest, operand, addresses));
  const names = manifest.facts.map((fact) => fact.name);
  const ask = manifest.facts.map((fact, index) => asking(index, fact.within, addresses));
  const nodes = new Uint8Array(manifest.nodes.length);
  const facts = new Uint8Array(names.length);
  return (bytes, outcome) => {
    nodes.fill(0);
    facts.fill(0);
    nodes[outcome] = 1;
    const follow = (item) => {
      if (item === undefined || bytes[item.state] !== UNKNOWN) return;
      if (item.fact !== undefined) facts[item.fact] = 1;
      else nodes[item.node] = 1;
    };
    for (let index = outcome; index >= 0; index -= 1) {
      if (nodes[index] === 1 && bytes[addresses.nodes + index] === UNKNOWN) followers[index](bytes, follow);
    }
    const asked = new Set();
    for (let index = 0; index < facts.length; index += 1) {
      if (facts[index] === 1) asked.add(ask[index](bytes));
    }
    return names.filter((_, index) => asked.has(index));
  };
}

/**
 * Which fact to ask for so that this one becomes known: an item of a list only once the list is known to reach it,
 * before that the list's length; `undefined` if it does not reach it.
 */
function asking(index, within = [], addresses) {
  if (within.length === 0) return () => index;
  return (bytes) => {
    for (const [list, number] of within) {
      if (bytes[addresses.facts + list] === UNKNOWN) return list;
      const at = addresses.values + list * 8;
      if ((bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16)) < number) return undefined;
    }
    return index;
  };
}

/** Follows what an operation of unknown result still waits for. */
function follower(op, manifest, operand, addresses) {
  if (op.if) return branches(op.if, operand);
  if (op.table) return rows(op.table, manifest, operand, addresses);
  if (op.aggregate) return items(op.aggregate, operand);
  const all = used(op).map(operand).filter((item) => item !== undefined);
  return (_, follow) => all.forEach(follow);
}

/** The operands of an operation that simply waits for all of them. */
function used(op) {
  const [[kind, content]] = Object.entries(op);
  switch (kind) {
    case "is":
    case "not":
    case "date_of":
    case "time_of":
      return [content];
    case "and":
    case "or":
    case "add_duration":
    case "between":
      return content;
    case "parameter":
      return [content[1]];
    case "compare":
    case "arithmetic":
      return content.slice(1).flat();
    case "round":
      return [content[0]];
    case "divide":
    case "add_months":
      return content.slice(0, 2);
    case "within":
      return [content.column];
    default:
      return content.map((test) => test.column);
  }
}

function branches([condition, yes, no], operand) {
  const [test, first, second] = [condition, yes, no].map(operand);
  return (bytes, follow) => {
    // A condition without a state is a constant.
    const state = test === undefined ? (condition.bool ? YES : NO) : bytes[test.state];
    if (state !== NO) follow(first);
    if (state !== YES) follow(second);
    if (state === UNKNOWN) follow(test);
  };
}

/** The items of a list that count or may count. */
function items(aggregate, operand) {
  const list = aggregate.items.map((item) => ({
    constant: item.counts?.bool,
    counts: item.counts && operand(item.counts),
    value: operand(item.value),
  }));
  const otherwise = aggregate.default && operand(aggregate.default);
  return (bytes, follow) => {
    for (const { constant, counts, value } of list) {
      if (constant === false || (counts !== undefined && bytes[counts.state] === NO)) continue;
      follow(counts);
      follow(value);
    }
    follow(otherwise);
  };
}

function rows(table, manifest, operand, addresses) {
  const guard = table.guard?.map(operand);
  const list = table.rows.map(([node, value]) => ({
    state: addresses.nodes + node,
    columns: used(manifest.nodes[node].op).map(operand),
    value: operand(value),
  }));
  return (bytes, follow) => {
    const state = guard === undefined ? YES : bytes[guard[0].state];
    if (guard !== undefined && state !== YES) {
      follow(guard[0]);
      follow(guard[1]);
    }
    if (state === NO) return;
    const applies = list.findIndex((row) => bytes[row.state] === YES);
    const first = applies < 0 || table.first_match ? 0 : applies;
    const last = applies < 0 ? list.length - 1 : applies;
    for (let index = first; index <= last; index += 1) {
      const row = list[index];
      if (bytes[row.state] === NO) continue;
      follow(row.value);
      row.columns.forEach(follow);
    }
  };
}
