//! Personal values as they are shown: enough to recognise one's own, too little to learn another's.

/// The family name's first character, a star for each other: `王**`.
pub fn mask_name(name: &str) -> String {
    keep(name, 1, 0)
}

/// The first three and the last four digits: `138****5678`.
pub fn mask_mobile(mobile: &str) -> String {
    keep(mobile, 3, 4)
}

/// The first two and the last two characters: neither the place nor the day of birth can be read.
pub fn mask_id_number(number: &str) -> String {
    keep(number, 2, 2)
}

fn keep(text: &str, first: usize, last: usize) -> String {
    let count = text.chars().count();
    text.chars()
        .enumerate()
        .map(|(i, c)| {
            if count > first + last && (i < first || i + last >= count) {
                c
            } else {
                '*'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_are_shown() {
        assert_eq!(mask_name("王小明"), "王**");
        assert_eq!(mask_mobile("13812345678"), "138****5678");
        assert_eq!(mask_id_number("11010519491231002X"), "11**************2X");
    }

    #[test]
    fn what_is_too_short_is_hidden_whole() {
        assert_eq!(mask_name("王"), "*");
        assert_eq!(mask_mobile("1381234"), "*******");
        assert_eq!(mask_id_number(""), "");
    }
}
