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
    return names.filter((_, index) => facts[index] === 1);
  };
}

/** Follows what an operation of unknown result still waits for. */
function follower(op, manifest, operand, addresses) {
  if (op.if) return branches(op.if, operand);
  if (op.table) return rows(op.table, manifest, operand, addresses);
  const all = used(op).map(operand).filter((item) => item !== undefined);
  return (_, follow) => all.forEach(follow);
}

/** The operands of an operation that simply waits for all of them. */
function used(op) {
  const [[kind, content]] = Object.entries(op);
  switch (kind) {
    case "is":
    case "not":
      return [content];
    case "and":
    case "or":
      return content;
    case "compare":
    case "arithmetic":
      return content.slice(1).flat();
    case "round":
      return [content[0]];
    case "divide":
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
