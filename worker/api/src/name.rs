//! Names of people as they stand on an identity card.

use crate::{Complaint, MAX_NAME};

const LENGTH: Complaint = Complaint::fixed(
    "name_length",
    "a name has 2 to 50 characters",
    "姓名应为 2 至 50 个字",
    "give the full name as on the identity card",
    "请填写身份证上的完整姓名",
);
const CHARACTERS: Complaint = Complaint::fixed(
    "name_characters",
    "a name is written in Chinese characters or in letters, its parts joined by `·` or a space",
    "姓名只能含汉字或字母，各部分之间用“·”或空格连接",
    "leave out digits, titles and other signs",
    "请不要填写数字、称谓或其他符号",
);
const DOTS: Complaint = Complaint::fixed(
    "name_separators",
    "`·` and spaces stand between two parts of a name, one at a time",
    "“·”和空格只能单独出现在姓名的两部分之间",
    "write it as on the identity card, like 阿依古丽·买买提",
    "请按身份证上的写法填写，如“阿依古丽·买买提”",
);

/// A name as it is kept: trimmed, one space where there were several, and `·` for every dot that keyboards offer.
pub fn normalise_name(typed: &str) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    words
        .join(" ")
        .chars()
        .map(|c| {
            if matches!(c, '•' | '・' | '‧' | '∙' | '⋅' | '･' | '．') {
                '·'
            } else {
                c
            }
        })
        .collect()
}

/// Checks a name, as typed.
pub fn check_name(typed: &str) -> Result<(), Complaint> {
    // A pasted megabyte is not worth normalising.
    if typed.len() > MAX_NAME * 16 {
        return Err(LENGTH);
    }
    let name = normalise_name(typed);
    if !(2..=MAX_NAME).contains(&name.chars().count()) {
        return Err(LENGTH);
    }
    if !name
        .chars()
        .all(|c| is_han(c) || is_letter(c) || is_separator(c))
    {
        return Err(CHARACTERS);
    }
    if name.split(is_separator).any(str::is_empty) {
        return Err(DOTS);
    }
    Ok(())
}

fn is_separator(c: char) -> bool {
    matches!(c, '·' | ' ')
}

/// Letters of the Latin script with and without marks: names of permanent residents on the 18-digit card.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | '-' | '\'' | '’')
}

/// Han characters, with the extensions that rare names need.
fn is_han(c: char) -> bool {
    matches!(c,
        '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_of_residents_pass() {
        for name in [
            "王芳",
            "欧阳娜娜",
            "阿依古丽·买买提",
            "古丽•阿不都",
            "𬱖明",
            "赵〇",
            "Anna O’Neill",
            " 李 ",
        ] {
            assert_eq!(check_name(name).is_ok(), name != " 李 ", "{name}");
        }
        assert_eq!(normalise_name("  古丽•阿不都 "), "古丽·阿不都");
    }

    #[test]
    fn each_mistake_has_its_own_complaint() {
        let code = |name: &str| check_name(name).unwrap_err().code;
        assert_eq!(code(""), "name_length");
        assert_eq!(code(&"王".repeat(51)), "name_length");
        assert_eq!(code(&" ".repeat(100_000)), "name_length");
        assert_eq!(code("王芳1"), "name_characters");
        assert_eq!(code("<b>王芳</b>"), "name_characters");
        assert_eq!(code("王\u{202e}芳"), "name_characters");
        assert_eq!(code("·王芳"), "name_separators");
        assert_eq!(code("王··芳"), "name_separators");
    }
}
