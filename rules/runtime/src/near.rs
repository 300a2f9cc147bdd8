//! The name that somebody meant.

/// The nearest of `names`, if it is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let given: Vec<char> = given
        .to_ascii_lowercase()
        .chars()
        .take(LONGEST + 1)
        .collect();
    if given.len() > LONGEST {
        return None;
    }
    let near = names.iter().filter_map(|name| {
        let distance = distance(&given, name);
        (distance <= (name.chars().count() / 3).max(1)).then_some((distance, *name))
    });
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out or replaced (Levenshtein).
fn distance(given: &[char], name: &str) -> usize {
    let mut row: Vec<usize> = (0..=given.len()).collect();
    for (i, letter) in name.chars().enumerate() {
        let mut previous = i;
        let mut left = i + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(given) {
            let replaced = previous + usize::from(*other != letter);
            previous = *cell;
            left = replaced.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_name_that_was_meant() {
        let names = ["heated_area", "device", "purchased"];
        assert_eq!(nearest("heatedArea", &names), Some("heated_area"));
        assert_eq!(nearest("devise", &names), Some("device"));
        assert_eq!(nearest("income", &names), None);
        assert_eq!(nearest(&"x".repeat(1000), &names), None);
        assert_eq!(nearest("", &names), None);
    }

    #[test]
    fn counts_edits() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("kitten"), "sitting"), 3);
        assert_eq!(distance(&chars(""), "abc"), 3);
        assert_eq!(distance(&chars("abc"), ""), 3);
        assert_eq!(distance(&chars("abc"), "abc"), 0);
    }
}
