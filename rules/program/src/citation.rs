//! Citations: which paragraphs of which official text a clause restates (`¶26-30 ¶97`, `annex ¶3`).

/// Paragraphs of one official text, from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    /// The text's name in the front matter (`annex` for `source.annex`); empty for the one that is only `source`.
    pub source: String,
    /// The first paragraph, counted from 1.
    pub first: u32,
    /// The last paragraph, which is included.
    pub last: u32,
}

impl Citation {
    /// Reads the `source` of a heading: `¶26`, `¶26-30`, several of them with spaces between, and before them the name
    /// of the text if it has one, which holds until another name. `Err` is the word that is none of these.
    ///
    /// ```
    /// use nuanze_program::Citation;
    ///
    /// let cited = Citation::read("¶26-30 annex ¶3").unwrap();
    /// assert_eq!((cited[0].source.as_str(), cited[0].first, cited[0].last), ("", 26, 30));
    /// assert_eq!((cited[1].source.as_str(), cited[1].first, cited[1].last), ("annex", 3, 3));
    /// assert_eq!(Citation::read("¶26 30"), Err("30"));
    /// ```
    pub fn read(text: &str) -> Result<Vec<Self>, &str> {
        let mut citations = Vec::new();
        let mut source = String::new();
        // A name that no paragraph follows.
        let mut open = None;
        for word in text.split_whitespace() {
            if let Some(paragraphs) = word.strip_prefix('¶') {
                let (first, last) = paragraphs
                    .split_once('-')
                    .unwrap_or((paragraphs, paragraphs));
                let (Some(first), Some(last)) = (number(first), number(last)) else {
                    return Err(word);
                };
                if last < first {
                    return Err(word);
                }
                citations.push(Self {
                    source: source.clone(),
                    first,
                    last,
                });
                open = None;
            } else if is_source_name(word) && open.is_none() {
                word.clone_into(&mut source);
                open = Some(word);
            } else {
                return Err(word);
            }
        }
        match open {
            Some(word) => Err(word),
            None if citations.is_empty() => Err(text),
            None => Ok(citations),
        }
    }
}

/// Whether a word can name an official text: ASCII letters, digits, `-` and `_`, beginning with a letter.
pub(crate) fn is_source_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A paragraph's number as it is written: 1 to 9999, without a sign or leading zeros.
fn number(digits: &str) -> Option<u32> {
    let plain = digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain || digits.starts_with('0') {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_citation_is_named() {
        for (text, word) in [
            ("", ""),
            ("41", "41"),
            ("¶", "¶"),
            ("¶0", "¶0"),
            ("¶30-26", "¶30-26"),
            ("¶1-", "¶1-"),
            ("¶99999", "¶99999"),
            ("¶1, ¶2", "¶1,"),
            ("¶1 annex", "annex"),
            ("annex S1 ¶1", "S1"),
            ("附件 ¶1", "附件"),
        ] {
            assert_eq!(Citation::read(text), Err(word), "{text}");
        }
    }

    #[test]
    fn a_name_holds_until_the_next() {
        let cited = Citation::read("S0 ¶1 ¶3-4 S1 ¶2").unwrap_or_default();
        let shown: Vec<_> = cited
            .iter()
            .map(|cited| (cited.source.as_str(), cited.first, cited.last))
            .collect();
        assert_eq!(shown, [("S0", 1, 1), ("S0", 3, 4), ("S1", 2, 2)]);
    }
}
