// The types of the npm package: the decision is the JSON that the phone, the edge and the command line show.

/**
 * A fact's value: a bool, a decimal as string or number, a day `YYYY-MM-DD`, a time `HH:MM`, a date and time
 * `YYYY-MM-DDTHH:MM`, an enum value's name; null is unknown.
 */
export type FactValue = boolean | number | string | null | undefined;

/** A value, a record of fields by name, or a list of items. */
export type FactTree = FactValue | { readonly [field: string]: FactTree } | readonly FactTree[];

/**
 * Facts by name; what is missing is unknown. A value inside a record or list may instead go by the way to it
 * (`"unit.cop_25"`, `"months[2].valley"`, items counted from 1), with the list's own name as the number of its items.
 */
export type Facts = Readonly<Record<string, FactTree>>;

export interface Options {
  /** An alternative for each reading that is not to be as the policy has it. */
  readings?: Readonly<Record<string, string>>;
}

export type Value = boolean | string;

export interface KnownOutcome {
  status: "known";
  /** A bool; or a decimal, a day, a time or an enum value's name. */
  value: Value;
  /** The unit of a number. */
  unit?: string;
}

export interface UnknownOutcome {
  status: "unknown";
  /** The facts that can still settle it, in the order in which they are asked. */
  needs: string[];
  unit?: string;
}

export type Outcome = KnownOutcome | UnknownOutcome;

/** An outcome with what it rests on. */
export type ExplainedOutcome =
  | (KnownOutcome & { clause?: string; failed?: string[] })
  | (UnknownOutcome & {
      min?: Value;
      max?: Value;
      /** Whether `min` and `max` are reached by some answers; otherwise they are proved bounds. */
      exact?: boolean;
      /** The needed facts of which each settles it alone, whatever the answer. */
      settled_by?: string[];
    });

export interface Text {
  zh: string;
  en: string;
}

export interface Margin {
  of: string;
  value: string;
  threshold: string;
  /** value − threshold; for dates the number of days, for times of minutes. */
  margin: string;
  unit: string;
}

export interface Step {
  node: string;
  kind: "requirement" | "advice" | "duty" | "target" | "condition" | "statement" | "rule" | "table" | "row";
  state: "yes" | "no" | "unknown";
  value?: Value;
  unit?: string;
  clause?: string;
  margins?: Margin[];
}

export interface Decision {
  policy: string;
  /** SHA-256 of the module's bytes, in hex. */
  module: string;
  outcomes: Record<string, ExplainedOutcome>;
  needs: string[];
  /** The question to ask next; never one whose fact was given as null. */
  next?: string;
  trace: Step[];
  readings: {
    reading: string;
    used: string;
    alternatives: { alternative: string; outcomes: Record<string, ExplainedOutcome> }[];
  }[];
  /** Pairs of alternatives that together give what neither lets expect. */
  together?: { readings: Record<string, string>; outcomes: Record<string, ExplainedOutcome> }[];
  evidence: { any_of: string[]; proves: string[]; maybe?: boolean; clause?: string }[];
  manual: { manual: string; affects: string[]; decided_by: Text }[];
}

/** One fact that would have to change. */
export interface Change {
  fact: string;
  from: Value;
  to: Value;
  /** `to − from`, of an amount; of dates in days, of times in minutes. */
  by?: string;
  unit?: string;
}

/** What would have to change, all of it together, and what the outcome would then be. */
export interface Suggestion {
  outcome: string;
  changes: Change[];
  now: Value;
  gives: Value;
  /** How much more that is, of an amount. */
  more?: string;
  unit?: string;
}

/** One thing that is wrong with a case, and how to mend it. */
export interface FactError {
  /** JSON pointer into the facts, or into the readings. */
  pointer: string;
  code: string;
  message: string;
  message_zh: string;
  help?: string;
  help_zh?: string;
}

/** Bytes that are not a policy module. */
export class ModuleError extends Error {}

/** Facts or readings that the policy cannot take. */
export class CaseError extends Error {
  readonly errors: FactError[];
}

/** A declared fact: a single one, a record, or a list; facts go by their position. */
export type Input = { name?: string; label: Text } & (
  | { fact: number }
  | { record: Input[] }
  | { list: { length: number; items: Input[] } }
);

/** The parts of a manifest that most callers use; the rest is there too. */
export interface Manifest {
  policy: { id: string; title: Text; jurisdiction: string; in_force: [string, string | null]; status: string };
  facts: {
    name: string;
    /** Where it stands in a record or list, to be said before its label. */
    place?: Text;
    /** The lists that it is an item of: the fact of each one's length, and its number in it, counted from 1. */
    within?: [number, number][];
    type: "bool" | "enum" | "decimal" | "date" | "time" | "date_time";
    label: Text;
    ask: Text;
    hint?: Text;
    why?: Text;
    /** The enum's index, where the type is `enum`. */
    index?: number;
    unit?: string;
    [key: string]: unknown;
  }[];
  /** How facts are grouped into records and lists; missing where each is a fact of its own. */
  inputs?: Input[];
  enums: { name: string; label: Text; values: { name: string; label: Text }[] }[];
  readings: { name: string; question: Text; alternatives: { name: string; label: Text }[]; default: number }[];
  [key: string]: unknown;
}

/** A policy that can be asked. */
export class Policy {
  private constructor();
  /** Loads a policy from its module's bytes. Throws a ModuleError. */
  static load(bytes: ArrayBuffer | ArrayBufferView): Promise<Policy>;
  readonly id: string;
  readonly sha256: string;
  readonly manifest: Manifest;
  /** The outcomes of these facts. Throws a CaseError. */
  decide(facts: Facts, options?: Options): { outcomes: Record<string, Outcome> };
  /** The whole decision. Throws a CaseError. */
  explain(facts: Facts, options?: Options): Decision;
  /** The smallest changes that better an outcome, of the facts that can be altered. Throws a CaseError. */
  suggest(facts: Facts, outcome: string, options?: Options): Suggestion[];
}
