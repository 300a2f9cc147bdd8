//! What a claim needs beside the facts: documents, promises, and what is left to a person.

use nuanze_syntax::ast::Ident;

use super::names::{Seen, Symbol};
use super::report::{Further, did_you_mean, finding};
use super::{Checker, Failed, text};
use crate::program::{Bring, DefinitionId, Manual, Pledge, Text};

impl Checker<'_> {
    /// The `bring`, `pledge` and `manual` declarations.
    pub(super) fn claims(&mut self) {
        for declared in self.names.bring.clone() {
            let decl = declared.node;
            let label = self.needed_label(
                decl.label.as_ref(),
                decl.name.span,
                "the label of the list",
                "what it is, for example `\"申领材料\"`",
            );
            let mut documents = Vec::with_capacity(decl.documents.len());
            for item in &decl.documents {
                let alternatives = self.evidence_list(&item.alternatives);
                let condition = match &item.condition {
                    Some(condition) => {
                        let typed = self.condition(condition);
                        if typed.is_none() {
                            self.failed.insert(Failed::Other);
                        }
                        typed
                    }
                    None => None,
                };
                documents.push((alternatives, condition));
            }
            if let Some(outcome) = self.outcome(&decl.outcome) {
                self.program.bring.push(Bring {
                    name: decl.name.node.clone(),
                    label,
                    outcome,
                    clause: declared.clause,
                    documents,
                });
            }
        }
        for declared in self.names.pledges.clone() {
            let decl = declared.node;
            let label = self.needed_label(
                decl.label.as_ref(),
                decl.name.span,
                "the label of the pledge",
                "what it is, for example `\"住户承诺\"`",
            );
            let mut seen = Seen::default();
            let mut promises: Vec<(String, Text)> = Vec::with_capacity(decl.promises.len());
            for (name, words) in &decl.promises {
                if seen.first(&name.node, name.span, &mut self.diagnostics) {
                    let words = self.needed_label(
                        words.as_ref(),
                        name.span,
                        "the promise in words",
                        "what is promised, in quotation marks",
                    );
                    promises.push((name.node.clone(), words));
                }
            }
            if let Some(outcome) = self.outcome(&decl.outcome) {
                self.program.pledges.push(Pledge {
                    name: decl.name.node.clone(),
                    label,
                    outcome,
                    clause: declared.clause,
                    promises,
                });
            }
        }
        for declared in self.names.manual.clone() {
            let decl = declared.node;
            let label = self.needed_label(
                decl.label.as_ref(),
                decl.name.span,
                "the label",
                "what is left to a person",
            );
            let affects = decl
                .affects
                .iter()
                .filter_map(|name| self.outcome(name))
                .collect();
            let manual = Manual {
                name: decl.name.node.clone(),
                label,
                because: decl.because.as_ref().map(text).unwrap_or_default(),
                affects,
                decided_by: decl.decided_by.as_ref().map(text).unwrap_or_default(),
                clause: declared.clause,
            };
            if decl.because.is_none() || decl.decided_by.is_none() {
                self.failed.insert(Failed::Other);
            }
            self.program.manual.push(manual);
        }
    }

    /// The outcome of this name.
    fn outcome(&mut self, name: &Ident) -> Option<DefinitionId> {
        let declared = match self.names.values.get(name.node.as_str()).copied() {
            Some(Symbol::Definition(at)) => self
                .names
                .definitions
                .get(at)
                .map(|declared| (at, *declared)),
            _ => None,
        };
        match declared {
            Some((at, declared)) if declared.node.outcome() => {
                let id = self.definition_ids.get(at).copied().flatten();
                if id.is_none() {
                    self.failed.insert(Failed::Other);
                }
                id
            }
            Some((_, declared)) => {
                let message = format!("`{}` is not an outcome", name.node);
                self.failed.insert(Failed::Other);
                self.report(
                    finding("outcome/not", name.span, message, "not an outcome")
                        .also(declared.node.name().span, "declared here")
                        .help("write `outcome` before its declaration"),
                );
                None
            }
            None => {
                let outcomes = self
                    .names
                    .definitions
                    .iter()
                    .filter(|declared| declared.node.outcome());
                let help = did_you_mean(
                    &name.node,
                    outcomes.map(|declared| declared.node.name().node.as_str()),
                );
                let message = format!("no outcome is called `{}`", name.node);
                self.unknown_name(
                    finding("name/unknown", name.span, message, "not declared").help(
                        help.unwrap_or_else(|| {
                            "name a `rule`, `table` or `require` that is marked `outcome`"
                                .to_owned()
                        }),
                    ),
                );
                None
            }
        }
    }
}
