//! Citizen identification numbers: GB 11643-1999, eighteen characters, the last a check over the others.

use crate::Complaint;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

const LENGTH: Complaint = Complaint::fixed(
    "id_number_length",
    "an identity number has 18 characters",
    "身份证号应为 18 位",
    "type all 18 characters as on the card",
    "请按身份证上的号码完整填写 18 位",
);
const CHARACTERS: Complaint = Complaint::fixed(
    "id_number_characters",
    "an identity number is 17 digits and a last digit or X",
    "身份证号前 17 位应为数字，最后一位为数字或 X",
    "look for a letter or a sign that slipped in",
    "请检查是否误输入了字母或符号",
);
const BIRTH: Complaint = Complaint::fixed(
    "id_number_birth_date",
    "the 7th to 14th digits of the identity number are not a date of birth",
    "身份证号第 7 至 14 位不是有效的出生日期",
    "compare these eight digits with the card",
    "请核对这八位数字",
);
const CHECKSUM: Complaint = Complaint::fixed(
    "id_number_checksum",
    "the last character of the identity number does not fit the others, so one of them is mistyped",
    "身份证号校验不通过，可能有一位输错",
    "compare every digit with the card",
    "请逐位与身份证核对",
);

/// An identity number as it is compared: without spaces, full-width characters as plain ones, `x` as `X`.
pub fn normalise_id_number(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .map(|c| if c == 'x' { 'X' } else { c })
        .collect()
}

/// Checks an identity number, as typed: length, characters, a real date of birth, the check character.
///
/// ```
/// assert!(nuanze_api::check_id_number("11010519491231002X").is_ok());
/// assert_eq!(nuanze_api::check_id_number("110105194912310021").unwrap_err().code, "id_number_checksum");
/// ```
pub fn check_id_number(typed: &str) -> Result<(), Complaint> {
    let number: Vec<char> = normalise_id_number(typed).chars().collect();
    if number.len() != 18 {
        return Err(LENGTH);
    }
    let (Some(digits), Some(last)) = (number.get(..17), number.last()) else {
        return Err(LENGTH);
    };
    let digits: Vec<u32> = digits.iter().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 17 || !(last.is_ascii_digit() || *last == 'X') {
        return Err(CHARACTERS);
    }
    if !birth_date_is_real(&digits) {
        return Err(BIRTH);
    }
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    if CHECKS.get((sum % 11) as usize) == Some(last) {
        Ok(())
    } else {
        Err(CHECKSUM)
    }
}

fn birth_date_is_real(digits: &[u32]) -> bool {
    let number = |from: usize, to: usize| {
        digits
            .iter()
            .take(to)
            .skip(from)
            .fold(0, |all, digit| all * 10 + digit)
    };
    let (year, month, day) = (number(6, 10), number(10, 12), number(12, 14));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1800..=2199).contains(&year) && (1..=days).contains(&day)
}

/// What a Chinese keyboard types full-width, as plain ASCII.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn code(typed: &str) -> &'static str {
        check_id_number(typed).unwrap_err().code
    }

    #[test]
    fn numbers_from_the_standard_pass() {
        for number in [
            "11010519491231002X",
            "440524188001010014",
            "34052419800101001X",
        ] {
            assert_eq!(check_id_number(number), Ok(()), "{number}");
        }
    }

    #[test]
    fn typing_habits_do_not_matter() {
        assert!(check_id_number(" 110105 19491231 002x ").is_ok());
        assert!(check_id_number("１１０１０５１９４９１２３１００２Ｘ").is_ok());
        assert_eq!(
            normalise_id_number("110105 19491231 002x"),
            "11010519491231002X"
        );
    }

    #[test]
    fn each_mistake_has_its_own_complaint() {
        assert_eq!(code("1101051949123100"), "id_number_length");
        assert_eq!(code(""), "id_number_length");
        assert_eq!(code("1101051949123100AX"), "id_number_characters");
        assert_eq!(code("X1010519491231002X"), "id_number_characters");
        assert_eq!(code("11010519490231002X"), "id_number_birth_date");
        assert_eq!(code("11010519491331002X"), "id_number_birth_date");
        assert_eq!(code("11010519491231003X"), "id_number_checksum");
    }

    #[test]
    fn any_single_wrong_digit_is_noticed() {
        let right = "11010519491231002X";
        for place in 0..17 {
            for digit in '0'..='9' {
                let typed: String = right
                    .chars()
                    .enumerate()
                    .map(|(i, c)| if i == place { digit } else { c })
                    .collect();
                assert_eq!(check_id_number(&typed).is_ok(), typed == right, "{typed}");
            }
        }
    }
}
