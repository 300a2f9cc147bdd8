//! The search for a case: what must follow is followed, then one of the open alternatives is tried.

use std::collections::BTreeSet;

use super::formula::{Formula, Node};
use super::linear::{Linear, Variable};
use super::system::{Domains, TooLongError, clip, hull, may_hold, pass_on, solve};
use super::variable::Meaning;
use super::{Answer, Reasoner};
use crate::proof::domain::both;

/// So many steps a search may take: a step follows all that one choice leads to.
const MOST_STEPS: usize = 4_000;

impl Reasoner<'_> {
    /// Whether a formula can hold, and a case for which it does.
    pub(crate) fn solve(&self, formula: Formula) -> Answer {
        match formula {
            Formula::FALSE => return Answer::Impossible,
            Formula::TRUE => return Answer::Case(self.any_case()),
            _ => {}
        }
        Search::new(self, formula).run()
    }
}

/// What is known on one way through the alternatives.
#[derive(Clone)]
struct State {
    domains: Domains,
    /// Sums that must be at least 0.
    sums: Vec<Linear>,
    /// The formulas that have been taken as holding, one bit each.
    said: Vec<u64>,
    /// Formulas that must hold and are not followed yet.
    new: Vec<Formula>,
    /// Formulas of which one alternative must hold.
    open: Vec<Formula>,
}

impl State {
    fn say(&mut self, formula: Formula) {
        let bit = formula.bit();
        if let Some(word) = self.said.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn has_said(&self, formula: Formula) -> bool {
        let bit = formula.bit();
        self.said
            .get(bit / 64)
            .is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }
}

struct Search<'r, 'a> {
    reasoner: &'r Reasoner<'a>,
    root: Formula,
    /// The named values that ties do not determine, and the facts and readings that they hang on.
    doubtful: Vec<Variable>,
    inputs: Vec<Variable>,
    /// What the formulas come to in the state that is looked at, by node: the number of the look, and the truth.
    truths: Vec<(usize, Option<bool>)>,
    look: usize,
    steps: usize,
    start: State,
}

impl<'r, 'a> Search<'r, 'a> {
    fn new(reasoner: &'r Reasoner<'a>, root: Formula) -> Self {
        let sizes = &reasoner.formulas.sizes;
        let domains = sizes.iter().map(|size| vec![(0, size - 1)]).collect();
        let mut search = Self {
            reasoner,
            root,
            doubtful: Vec::new(),
            inputs: Vec::new(),
            truths: vec![(0, None); reasoner.formulas.count()],
            look: 0,
            steps: MOST_STEPS,
            start: State {
                domains,
                sums: Vec::new(),
                said: vec![0; reasoner.formulas.count().div_ceil(32)],
                new: vec![root],
                open: Vec::new(),
            },
        };
        search.gather();
        search
    }

    /// Adds the ties of all named values that the formula hangs on.
    fn gather(&mut self) {
        let reasoner = self.reasoner;
        let mut seen = vec![false; reasoner.formulas.count()];
        let (mut known, mut inputs) = (BTreeSet::new(), BTreeSet::new());
        let mut formulas = vec![self.root];
        while let Some(formula) = formulas.pop() {
            match seen.get_mut(formula.node()) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            let mut variables: Vec<Variable> = match reasoner.formulas.node(formula) {
                Node::True => Vec::new(),
                Node::Within(variable, _) => vec![*variable],
                Node::AtLeastZero(sum) => sum.terms.iter().map(|(variable, _)| *variable).collect(),
                Node::All(parts) => {
                    formulas.extend(parts);
                    Vec::new()
                }
            };
            while let Some(variable) = variables.pop() {
                if !known.insert(variable) {
                    continue;
                }
                if let Some(tie) = reasoner.tie_of(variable) {
                    formulas.push(tie);
                    self.start.new.push(tie);
                }
                match reasoner.variables.get(variable).map(|known| &known.meaning) {
                    Some(Meaning::Function { inputs, exact, .. }) => {
                        if !exact {
                            self.doubtful.push(variable);
                        }
                        let terms = inputs.iter().flat_map(|input| &input.terms);
                        variables.extend(terms.map(|(variable, _)| *variable));
                    }
                    Some(Meaning::Free(_)) => self.doubtful.push(variable),
                    _ => {}
                }
            }
        }
        if self.doubtful.is_empty() {
            return;
        }
        for variable in &self.doubtful {
            reasoner.gather_inputs(*variable, &mut inputs);
        }
        self.doubtful.sort_unstable();
        self.inputs = inputs.into_iter().collect();
    }

    fn run(mut self) -> Answer {
        let mut states = vec![self.start.clone()];
        while let Some(state) = states.pop() {
            match self.step(state, &mut states) {
                Ok(Some(answer)) => return answer,
                Ok(None) => {}
                Err(TooLongError) if self.doubtful.is_empty() => return Answer::TooLong,
                Err(TooLongError) => return self.unclear(),
            }
        }
        Answer::Impossible
    }

    fn unclear(&self) -> Answer {
        let said = self.doubtful.iter().filter_map(|variable| {
            match &self.reasoner.variables.get(*variable)?.meaning {
                Meaning::Function { said, .. } | Meaning::Free(said) => Some(said.as_ref().clone()),
                _ => None,
            }
        });
        Answer::Unclear(said.collect())
    }

    /// Follows what a state leads to; leaves the ways to go on from it.
    fn step(
        &mut self,
        mut state: State,
        states: &mut Vec<State>,
    ) -> Result<Option<Answer>, TooLongError> {
        self.steps = self.steps.checked_sub(1).ok_or(TooLongError)?;
        if !self.follow(&mut state) {
            return Ok(None);
        }
        if let Some(alternative) = self.alternative(&state) {
            let mut other = state.clone();
            other.new.push(alternative.not());
            states.push(other);
            state.new.push(alternative);
            states.push(state);
            return Ok(None);
        }
        let solved = if state.sums.is_empty() {
            Some(state.domains.clone())
        } else {
            solve(&state.domains, &state.sums, &mut self.steps)?
        };
        let Some(solved) = solved else {
            return Ok(None);
        };
        let values = self.reasoner.values(&solved);
        if self.doubtful.is_empty() {
            return Ok(Some(Answer::Case(self.reasoner.case(&values))));
        }
        let exact = self.reasoner.exact_values(&values, &self.doubtful);
        if let Some(exact) = exact
            && self.reasoner.holds_at(self.root, &exact)
        {
            return Ok(Some(Answer::Case(self.reasoner.case(&exact))));
        }
        self.cut(state, &values, states)
    }

    /// Cuts the widest input of the doubtful values in two; the half with the values at hand is looked at first.
    fn cut(
        &self,
        state: State,
        values: &[i128],
        states: &mut Vec<State>,
    ) -> Result<Option<Answer>, TooLongError> {
        let width = |variable: &Variable| {
            let (from, to) = hull(&state.domains, *variable);
            to - from
        };
        let Some(widest) = self.inputs.iter().copied().max_by_key(width) else {
            return Err(TooLongError);
        };
        let (from, to) = hull(&state.domains, widest);
        if from >= to {
            // All inputs are known, and so is what hangs on them: what was asked of it does not hold.
            let free = self.doubtful.iter().any(|variable| {
                matches!(
                    self.reasoner
                        .variables
                        .get(*variable)
                        .map(|known| &known.meaning),
                    Some(Meaning::Free(_))
                )
            });
            return if free { Err(TooLongError) } else { Ok(None) };
        }
        let middle = from + (to - from) / 2;
        let mut halves = vec![(from, middle), (middle + 1, to)];
        if values.get(widest).is_some_and(|value| *value <= middle) {
            halves.reverse();
        }
        for half in halves {
            let mut state = state.clone();
            if clip(&mut state.domains, widest, half) {
                states.push(state);
            }
        }
        Ok(None)
    }

    /// Follows all that must hold, until nothing new comes of it; `false` if it cannot hold.
    fn follow(&mut self, state: &mut State) -> bool {
        loop {
            let sums = state.sums.len();
            while let Some(formula) = state.new.pop() {
                if !self.assert(state, formula) {
                    return false;
                }
            }
            if !pass_on(&mut state.domains, &state.sums) || !self.narrow(state) {
                return false;
            }
            if state.sums.len() > sums.max(1) && !may_hold(&state.domains, &state.sums) {
                return false;
            }
            if !self.narrow_open(state) {
                return false;
            }
            if state.new.is_empty() {
                return true;
            }
        }
    }

    /// Takes a formula as holding.
    fn assert(&self, state: &mut State, formula: Formula) -> bool {
        let formulas = &self.reasoner.formulas;
        match formulas.node(formula) {
            Node::True => !formula.is_contrary(),
            Node::Within(variable, spans) => {
                let spans = formulas.spans(formula, *variable, spans);
                let Some(domain) = state.domains.get_mut(*variable) else {
                    return false;
                };
                *domain = both(formulas.whole(*variable).1 + 1, domain, &spans);
                !domain.is_empty()
            }
            Node::AtLeastZero(_) | Node::All(_) if state.has_said(formula) => true,
            Node::AtLeastZero(_) | Node::All(_) if state.has_said(formula.not()) => false,
            Node::AtLeastZero(sum) => {
                let sum = if formula.is_contrary() {
                    sum.contrary()
                } else {
                    Some(sum.clone())
                };
                state.say(formula);
                // What leaves 128 bits is let go; the case is confirmed all the same.
                state.sums.extend(sum);
                true
            }
            Node::All(parts) => {
                state.say(formula);
                if formula.is_contrary() {
                    state.open.push(formula);
                } else {
                    state.new.extend(parts);
                }
                true
            }
        }
    }

    /// Brings the doubtful values to what their inputs leave them.
    fn narrow(&self, state: &mut State) -> bool {
        for variable in &self.doubtful {
            let Some(Meaning::Function {
                function,
                inputs,
                first,
                ..
            }) = self
                .reasoner
                .variables
                .get(*variable)
                .map(|known| &known.meaning)
            else {
                continue;
            };
            let spans: Option<Vec<_>> = inputs
                .iter()
                .map(|input| input.range(|variable| hull(&state.domains, variable)))
                .collect();
            if let Some((from, to)) = spans.and_then(|spans| function.range(&spans))
                && !clip(&mut state.domains, *variable, (from - first, to - first))
            {
                return false;
            }
        }
        true
    }

    /// Drops the open formulas that hold already, and takes the last alternative of the others as holding.
    fn narrow_open(&mut self, state: &mut State) -> bool {
        self.look += 1;
        let reasoner = self.reasoner;
        let mut kept = Vec::with_capacity(state.open.len());
        for formula in std::mem::take(&mut state.open) {
            let Node::All(parts) = reasoner.formulas.node(formula) else {
                continue;
            };
            let mut possible = None;
            let mut count = 0;
            let mut holds = false;
            for part in parts {
                match self.truth(state, *part) {
                    Some(false) => {
                        holds = true;
                        break;
                    }
                    Some(true) => {}
                    None => {
                        count += 1;
                        possible = Some(*part);
                    }
                }
            }
            match (holds, count, possible) {
                (true, ..) => {}
                (false, 0, _) => return false,
                (false, 1, Some(only)) => state.new.push(only.not()),
                _ => kept.push(formula),
            }
        }
        state.open = kept;
        true
    }

    /// An alternative to try: of the open formula that has the fewest.
    fn alternative(&mut self, state: &State) -> Option<Formula> {
        let reasoner = self.reasoner;
        let mut best: Option<(usize, Formula)> = None;
        for formula in &state.open {
            let Node::All(parts) = reasoner.formulas.node(*formula) else {
                continue;
            };
            let mut count = 0;
            let mut first = None;
            for part in parts {
                if self.truth(state, *part).is_none() {
                    count += 1;
                    first = first.or(Some(part.not()));
                }
            }
            if let Some(first) = first
                && best.is_none_or(|(fewest, _)| count < fewest)
            {
                best = Some((count, first));
            }
        }
        best.map(|(_, alternative)| alternative)
    }

    /// Whether a formula holds in all cases of a state, or in none.
    fn truth(&mut self, state: &State, formula: Formula) -> Option<bool> {
        let turned = |truth: Option<bool>| truth.map(|yes| yes != formula.is_contrary());
        if let Some((look, known)) = self.truths.get(formula.node())
            && *look == self.look
        {
            return turned(*known);
        }
        let reasoner = self.reasoner;
        let truth = match reasoner.formulas.node(formula) {
            Node::True => Some(true),
            Node::Within(variable, spans) => inside(
                state
                    .domains
                    .get(*variable)
                    .map(Vec::as_slice)
                    .unwrap_or_default(),
                spans,
            ),
            Node::AtLeastZero(_) | Node::All(_) if state.has_said(formula) => {
                Some(!formula.is_contrary())
            }
            Node::AtLeastZero(_) | Node::All(_) if state.has_said(formula.not()) => {
                Some(formula.is_contrary())
            }
            Node::AtLeastZero(sum) => match sum.range(|variable| hull(&state.domains, variable)) {
                Some((from, _)) if from >= 0 => Some(true),
                Some((_, to)) if to < 0 => Some(false),
                _ => None,
            },
            Node::All(parts) => {
                let mut all = Some(true);
                for part in parts {
                    match self.truth(state, *part) {
                        Some(false) => {
                            all = Some(false);
                            break;
                        }
                        Some(true) => {}
                        None => all = None,
                    }
                }
                all
            }
        };
        if let Some(place) = self.truths.get_mut(formula.node()) {
            *place = (self.look, truth);
        }
        turned(truth)
    }
}

/// Whether all of a domain lies in spans, or nothing of it.
fn inside(domain: &[(i128, i128)], spans: &[(i128, i128)]) -> Option<bool> {
    let (mut some_in, mut some_out) = (false, false);
    let mut at = 0;
    for (from, to) in domain {
        while spans.get(at).is_some_and(|(_, end)| end < from) {
            at += 1;
        }
        match spans.get(at) {
            Some((start, end)) if start <= from && end >= to => some_in = true,
            Some((start, _)) if start <= to => return None,
            _ => some_out = true,
        }
        if some_in && some_out {
            return None;
        }
    }
    Some(some_in)
}
