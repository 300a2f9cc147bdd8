//! What a definition or expression depends on, through all definitions that it uses.

use std::collections::BTreeSet;

use crate::program::{DefinitionId, Expr, ExprKind, FactId, Program, ReadingId};

/// Facts and readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Support {
    pub(crate) facts: BTreeSet<FactId>,
    pub(crate) readings: BTreeSet<ReadingId>,
}

impl Support {
    /// Adds what another depends on.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.facts.extend(&other.facts);
        self.readings.extend(&other.readings);
    }
}

/// For every definition what it depends on, and which definitions it uses.
#[derive(Debug)]
pub(crate) struct Supports {
    of: Vec<Support>,
    uses: Vec<BTreeSet<DefinitionId>>,
}

impl Supports {
    /// Those of a program.
    pub(crate) fn of(program: &Program) -> Self {
        let mut supports = Self {
            of: Vec::with_capacity(program.definitions.len()),
            uses: Vec::with_capacity(program.definitions.len()),
        };
        // Each definition stands after those that it uses.
        for definition in &program.definitions {
            let (mut support, mut uses) = (Support::default(), BTreeSet::new());
            definition.for_each_expr(&mut |expr| supports.add(expr, &mut support, &mut uses));
            supports.of.push(support);
            supports.uses.push(uses);
        }
        supports
    }

    /// What an expression depends on.
    pub(crate) fn expr(&self, expr: &Expr) -> Support {
        let (mut support, mut uses) = (Support::default(), BTreeSet::new());
        expr.for_each(&mut |part| self.add(part, &mut support, &mut uses));
        support
    }

    /// What a definition depends on.
    pub(crate) fn definition(&self, id: DefinitionId) -> Support {
        self.of.get(id.0).cloned().unwrap_or_default()
    }

    /// Whether a definition uses another, directly or not.
    pub(crate) fn uses(&self, id: DefinitionId, other: DefinitionId) -> bool {
        self.uses
            .get(id.0)
            .is_some_and(|uses| uses.contains(&other))
    }

    fn add(&self, expr: &Expr, support: &mut Support, uses: &mut BTreeSet<DefinitionId>) {
        match &expr.kind {
            ExprKind::Fact(id) => {
                support.facts.insert(*id);
            }
            ExprKind::Reading(id) => {
                support.readings.insert(*id);
            }
            ExprKind::Definition(id) | ExprKind::Condition(id, _) => {
                uses.insert(*id);
                if let (Some(inner), Some(used)) = (self.of.get(id.0), self.uses.get(id.0)) {
                    support.extend(inner);
                    uses.extend(used);
                }
            }
            _ => {}
        }
    }
}
