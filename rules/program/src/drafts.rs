//! Examples that a document lacks, gathered: one case may do for several things that are missing.

use crate::evaluate::Case;
use crate::program::DefinitionId;
use crate::search::{Search, Support, Tried};
use crate::written::{Addition, Writer};

/// What an example is to expect beside the outcomes: a definition, or a condition of it.
pub(crate) type Subject = (DefinitionId, Option<usize>);

/// How many cases that would do are asked whether they are good ones to show.
const ASKED: usize = 300;

/// The examples to add, so far.
pub(crate) struct Drafts<'s, 'a> {
    search: &'s Search<'a>,
    writer: Writer<'a>,
    drafts: Vec<Draft>,
}

struct Draft {
    tried: Tried,
    subjects: Vec<Subject>,
}

/// What a case is looked for.
pub(crate) struct Wanted<'w> {
    /// How far a case is from being it; 0 is there.
    pub(crate) far: &'w dyn Fn(&Tried) -> u32,
    /// Whether a case that would do is also a good one to show.
    pub(crate) is_good: &'w dyn Fn(&Tried) -> bool,
    /// What may be changed for it.
    pub(crate) within: &'w Support,
    /// What the example is to expect of the case.
    pub(crate) subjects: &'w dyn Fn(&Tried) -> Vec<Subject>,
}

impl<'s, 'a> Drafts<'s, 'a> {
    /// None so far.
    pub(crate) fn new(search: &'s Search<'a>) -> Self {
        Self {
            search,
            writer: Writer::new(search.program),
            drafts: Vec::new(),
        }
    }

    /// The position of an example that does: one that is there already, or a new one.
    pub(crate) fn find(&mut self, wanted: &Wanted<'_>) -> Option<usize> {
        let known = self
            .drafts
            .iter()
            .position(|draft| (wanted.far)(&draft.tried) == 0);
        let at = match known {
            Some(at) => at,
            None => {
                let tried = self.look_for(wanted)?;
                self.drafts.push(Draft {
                    tried,
                    subjects: Vec::new(),
                });
                self.drafts.len() - 1
            }
        };
        let draft = self.drafts.get_mut(at)?;
        for subject in (wanted.subjects)(&draft.tried) {
            if !draft.subjects.contains(&subject) {
                draft.subjects.push(subject);
            }
        }
        Some(at)
    }

    /// A case as near as it can be to the example that it will build on.
    fn look_for(&self, wanted: &Wanted<'_>) -> Option<Tried> {
        let search = self.search;
        let would_do = search
            .pool()
            .iter()
            .filter(|tried| (wanted.far)(tried) == 0);
        let good = would_do
            .filter(|tried| search.undecided(tried) == 0)
            .take(ASKED)
            .find(|tried| (wanted.is_good)(tried));
        let found = match good {
            Some(good) => good.clone(),
            None => search.find(wanted.within, wanted.far)?,
        };
        let must_be_good = (wanted.is_good)(&found);
        let far = |tried: &Tried| match (wanted.far)(tried) {
            0 => u32::from(must_be_good && !(wanted.is_good)(tried)),
            far => far,
        };
        let program = search.program;
        let base = self
            .writer
            .base(&found.case)
            .and_then(|at| program.examples.get(at));
        let base = base.map_or_else(|| Case::new(program), |example| example.case(program));
        Some(search.simplest(found, &base, &far))
    }

    /// The examples, written.
    pub(crate) fn written(mut self) -> Vec<Addition> {
        let mut written = Vec::with_capacity(self.drafts.len());
        for Draft { tried, subjects } in &self.drafts {
            written.push(self.writer.write(&tried.case, &tried.evaluation, subjects));
        }
        written
    }
}
