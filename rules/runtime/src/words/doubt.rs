//! Sentences about what is not for a program to decide: doubtful texts, and what is left to a person.

use nuanze_abi::Reading;

use super::{Lang, Words};
use crate::{ManualNote, Ordered, Outcome, ReadTogether, UnderReading};

impl<'a> Words<'a> {
    /// What each alternative of a reading gives, where they part; then why one is used, and who decides.
    pub fn reading(self, reading: &UnderReading) -> Vec<String> {
        let Some(declared) = self.declared(&reading.reading) else {
            return Vec::new();
        };
        let parted = reading.parted();
        let used = reading
            .alternatives
            .iter()
            .find(|alternative| alternative.alternative == reading.used);
        let usual = used.map(|alternative| &alternative.outcomes);
        let mut sentences = Vec::new();
        for alternative in &reading.alternatives {
            let label = self.alternative(declared, &alternative.alternative);
            let outcomes = self.outcomes_in_short(&alternative.outcomes, &parted, usual);
            let now = if alternative.alternative == reading.used {
                self.lang.pick("（现在这样算）", " (as it is now)")
            } else {
                ""
            };
            sentences.push(self.lang.pick(
                format!("按{label}理解{now}，{outcomes}"),
                format!("Read as {label}{now}: {outcomes}"),
            ));
        }
        if let Some(because) = &declared.because {
            let because = self.lang.of(because);
            sentences.push(self.lang.pick(
                format!("为什么先这样算：{because}"),
                format!("Why it is read so for now: {because}"),
            ));
        }
        let who = self.lang.of(&declared.decided_by);
        sentences.push(self.lang.pick(
            format!("怎么理解由{who}决定"),
            format!("Which one holds is decided by {who}"),
        ));
        sentences
    }

    /// What two other alternatives give together: `如果“甲？”按“是”、“乙？”按“否”理解，奖补：0 元`.
    pub fn read_together(self, together: &ReadTogether) -> String {
        let readings = together.readings.iter().filter_map(|(name, alternative)| {
            let declared = self.declared(name)?;
            let question = self.quoted(self.lang.of(&declared.question));
            let label = self.alternative(declared, alternative);
            Some(self.lang.pick(
                format!("{question}按{label}"),
                format!("{question} is read as {label}"),
            ))
        });
        let readings: Vec<String> = readings.collect();
        let names: Vec<&str> = together.outcomes.iter().map(|(name, _)| name).collect();
        let outcomes = self.outcomes_in_short(&together.outcomes, &names, None);
        match self.lang {
            Lang::Zh => format!("如果{}理解，{outcomes}", readings.join("、")),
            Lang::En => format!("If {}: {outcomes}", readings.join(" and ")),
        }
    }

    /// What a person decides, who that is, and why.
    pub fn manual(self, note: &ManualNote) -> String {
        let declared = self
            .manifest
            .manual
            .iter()
            .find(|manual| manual.name == note.manual);
        let Some(declared) = declared else {
            return note.manual.clone();
        };
        let [label, who, because] = [&declared.label, &declared.decided_by, &declared.because]
            .map(|text| self.lang.of(text));
        self.lang.pick(
            format!("{label}：由{who}决定。{because}"),
            format!("{label}: decided by {who}. {because}"),
        )
    }

    /// These outcomes, without why they are so and without what they need in any case: that is told elsewhere.
    fn outcomes_in_short(
        self,
        outcomes: &Ordered<Outcome>,
        names: &[&str],
        usual: Option<&Ordered<Outcome>>,
    ) -> String {
        let told = outcomes.iter().filter(|(name, _)| names.contains(name));
        let told: Vec<String> = told
            .map(|(name, outcome)| {
                let mut bare = outcome.clone();
                match (&mut bare, usual.and_then(|usual| usual.get(name))) {
                    (Outcome::Known { failed, .. }, _) => failed.clear(),
                    (
                        Outcome::Unknown { needs, .. },
                        Some(Outcome::Unknown { needs: known, .. }),
                    ) => {
                        needs.retain(|fact| !known.contains(fact));
                    }
                    _ => {}
                }
                self.outcome(name, &bare)
            })
            .collect();
        told.join(self.lang.pick("；", "; "))
    }

    fn declared(self, name: &str) -> Option<&'a Reading> {
        self.manifest
            .readings
            .iter()
            .find(|reading| reading.name == name)
    }

    fn alternative(self, reading: &Reading, name: &str) -> String {
        let known = reading.alternatives.iter().find(|known| known.name == name);
        self.quoted(known.map_or(name, |known| self.lang.of(&known.label)))
    }
}
