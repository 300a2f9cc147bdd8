//! Whether the examples of a document are enough: what they show of its rules, and which changes of the rules they
//! notice.

use crate::coverage::{self, Point};
use crate::drafts::Drafts;
use crate::mutate::{self, Mutant};
use crate::program::Program;
use crate::search::Search;
use crate::written::Addition;

/// What to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aspects {
    /// What the examples show.
    pub coverage: bool,
    /// Which changes they notice.
    pub mutants: bool,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// What the examples should show, in document order; empty if it was not looked at.
    pub points: Vec<Point>,
    /// The changes that they should notice, in document order; empty if they were not tried.
    pub mutants: Vec<Mutant>,
    /// Examples to add: each shows points or notices changes that none does yet.
    pub additions: Vec<Addition>,
}

/// Looks at the examples of a program, all of which pass.
pub fn audit(program: &Program, aspects: Aspects) -> Audit {
    let search = Search::new(program);
    let mut drafts = Drafts::new(&search);
    let points = if aspects.coverage {
        coverage::points(&search, &mut drafts)
    } else {
        Vec::new()
    };
    let mutants = if aspects.mutants {
        mutate::mutants(&search, &mut drafts)
    } else {
        Vec::new()
    };
    Audit {
        points,
        mutants,
        additions: drafts.written(),
    }
}
