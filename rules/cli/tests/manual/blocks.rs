//! The fenced blocks of a Markdown text.

use std::ops::Range;

/// A fenced block.
pub struct Block {
    /// What stands behind the opening fence.
    pub info: Vec<String>,
    /// Its text.
    pub text: String,
    /// Where its text stands.
    pub place: Range<usize>,
    /// The line of its opening fence, from 1.
    pub line: usize,
    /// The heading it stands under.
    pub heading: String,
}

impl Block {
    /// Whether the first word behind the fence is this one.
    pub fn is(&self, kind: &str) -> bool {
        self.info.first().is_some_and(|word| word == kind)
    }

    /// Whether a word stands behind the first.
    pub fn has(&self, word: &str) -> bool {
        self.info.iter().skip(1).any(|known| known == word)
    }

    /// The name in `file=NAME`.
    pub fn file(&self) -> Option<&str> {
        self.info.iter().find_map(|word| word.strip_prefix("file="))
    }
}

/// All blocks, in their order.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, Block)> = None;
    let (mut at, mut heading) = (0, String::new());
    for (index, line) in markdown.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let fence = line.bytes().take_while(|byte| *byte == b'`').count();
        match &mut open {
            None if fence >= 3 => {
                let info = line[fence..]
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect();
                let block = Block {
                    info,
                    text: String::new(),
                    place: at..at,
                    line: index + 1,
                    heading: heading.clone(),
                };
                open = Some((fence, block));
            }
            None => {
                if let Some(words) = line.strip_prefix('#') {
                    heading = words.trim_start_matches('#').trim().to_owned();
                }
            }
            Some((opening, _)) if fence >= *opening && line[fence..].trim().is_empty() => {
                let (_, mut block) = open.take().unwrap();
                block.place.end = start;
                blocks.push(block);
            }
            Some((_, block)) => block.text.push_str(line),
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}
