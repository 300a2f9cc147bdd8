//! Random numbers that are the same for the same seed, or choices that somebody else has made.

/// SplitMix64, after the choices that were given are used up.
#[derive(Clone)]
pub struct Random(u64, std::vec::IntoIter<u8>);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self::of_choices(seed, Vec::new())
    }

    /// Each choice among up to 256 takes one of these bytes first.
    pub fn of_choices(seed: u64, choices: Vec<u8>) -> Self {
        Self(seed, choices.into_iter())
    }

    pub fn next(&mut self) -> u64 {
        if let Some(choice) = self.1.next() {
            return choice.into();
        }
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u128::try_from(i128::from(high) - i128::from(low) + 1).unwrap();
        let offset = i128::try_from(u128::from(self.next()) % span).unwrap();
        i64::try_from(i128::from(low) + offset).unwrap()
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Some of them in their order: at least one, and not all if there are several.
    pub fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        loop {
            let some: Vec<T> = from.iter().filter(|_| self.chance(50)).cloned().collect();
            if !some.is_empty() && (some.len() < from.len() || from.len() == 1) {
                return some;
            }
        }
    }
}
