//! An official text as hashes: one for each paragraph, one for the whole.
//!
//! A paragraph is a line of the text file that is not blank; they count from 1. Before hashing, what two copies of one
//! text often differ in is taken out: white space and invisible signs go, full-width forms (`（１２）`, `，`) become the
//! ASCII signs they stand for.

use sha2::{Digest, Sha256};

/// How many hexadecimal digits of a paragraph's hash are kept.
const DIGITS: usize = 16;

/// The hashes of an official text.
#[derive(Debug)]
pub struct OriginalText {
    /// Of each paragraph, in order.
    hashes: Vec<String>,
    /// Of all paragraphs.
    sha256: String,
}

impl OriginalText {
    /// Takes the hashes of a text.
    pub fn new(text: &str) -> Self {
        let paragraphs: Vec<String> = text
            .lines()
            .map(normalised)
            .filter(|line| !line.is_empty())
            .collect();
        Self {
            sha256: hex(&paragraphs.join("\n")),
            hashes: paragraphs
                .iter()
                .map(|paragraph| short(paragraph))
                .collect(),
        }
    }

    /// How many paragraphs it has.
    pub fn len(&self) -> u32 {
        u32::try_from(self.hashes.len()).unwrap_or(u32::MAX)
    }

    /// The SHA-256 of all paragraphs, joined by line feeds.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The hash of a paragraph, counted from 1.
    pub fn hash(&self, paragraph: u32) -> Option<&str> {
        let index = usize::try_from(paragraph.checked_sub(1)?).ok()?;
        self.hashes.get(index).map(String::as_str)
    }

    /// The paragraph with a hash; where there are several the one closest to a place.
    pub fn find(&self, hash: &str, near: u32) -> Option<u32> {
        (1..=self.len())
            .filter(|paragraph| self.hash(*paragraph) == Some(hash))
            .min_by_key(|paragraph| paragraph.abs_diff(near))
    }
}

/// A line without white space and invisible signs, with ASCII for full-width forms.
fn normalised(line: &str) -> String {
    line.chars()
        .filter(|sign| !sign.is_whitespace() && !is_invisible(*sign))
        .map(half_width)
        .collect()
}

/// Byte order marks, joiners and zero-width spaces, soft hyphens.
fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    ) || sign.is_control()
}

/// `！` to `～` as `!` to `~`.
fn half_width(sign: char) -> char {
    match u32::from(sign) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(sign),
        _ => sign,
    }
}

fn short(text: &str) -> String {
    hex(text).chars().take(DIGITS).collect()
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_one_text_have_one_hash() {
        let plain = OriginalText::new("一、总则\n(1)补助100元,一次发放。\n");
        let copy =
            OriginalText::new("\u{feff}\t一、 总则\r\n\r\n　　（１）补助 １００ 元，一次发放。 ");
        assert_eq!(plain.len(), 2);
        assert_eq!(plain.sha256(), copy.sha256());
        assert_eq!(plain.hash(2), copy.hash(2));
    }

    #[test]
    fn a_paragraph_is_a_line_that_is_not_blank() {
        let text = OriginalText::new("\n甲\n \u{3000}\n乙\n甲\n");
        assert_eq!(text.len(), 3);
        assert_eq!(text.hash(0), None);
        assert_eq!(text.hash(1), text.hash(3));
        assert_ne!(text.hash(1), text.hash(2));
        assert_eq!(text.hash(4), None);
        assert_eq!(text.find(text.hash(1).unwrap_or_default(), 3), Some(3));
    }

    #[test]
    fn the_hash_is_the_documented_one() {
        // printf '(1)100' | sha256sum
        let text = OriginalText::new("（１） 100");
        assert_eq!(text.hash(1), Some("41e631deaf1259b0"));
        assert_eq!(
            text.sha256(),
            "41e631deaf1259b0cd0008a708ef0c8114687c0e46ad8f3a5c0a908aeedb048b"
        );
    }
}
