//! Mobile numbers of mainland China.

use crate::Complaint;
use crate::identity::narrow;

const COMPLAINT: Complaint = Complaint::fixed(
    "mobile_number",
    "a mobile number has 11 digits and starts with 13 to 19",
    "手机号应为 11 位数字，以 13 至 19 开头",
    "give a mainland mobile number on which you can be reached",
    "请填写能联系到您的手机号",
);

/// A mobile number as it is compared: eleven digits, without spaces, hyphens and `+86`.
pub fn normalise_mobile(typed: &str) -> String {
    let digits: String = typed
        .chars()
        .map(narrow)
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    digits
        .strip_prefix("+86")
        .map(str::to_owned)
        .unwrap_or(digits)
}

/// Checks a mobile number, as typed: `1[3-9]` and nine digits.
pub fn check_mobile(typed: &str) -> Result<(), Complaint> {
    let number = normalise_mobile(typed);
    let mut characters = number.chars();
    let right = number.len() == 11
        && characters.next() == Some('1')
        && characters.next().is_some_and(|c| ('3'..='9').contains(&c))
        && characters.all(|c| c.is_ascii_digit());
    if right { Ok(()) } else { Err(COMPLAINT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_pass_however_they_are_grouped() {
        for typed in [
            "13812345678",
            "138 1234 5678",
            "+86 138-1234-5678",
            "１９９１２３４５６７８",
        ] {
            assert_eq!(check_mobile(typed), Ok(()), "{typed}");
        }
        assert_eq!(normalise_mobile("+86 138-1234-5678"), "13812345678");
    }

    #[test]
    fn what_is_no_mobile_number_is_refused() {
        for typed in [
            "",
            "12812345678",
            "1381234567",
            "138123456789",
            "2381234567a",
            "010-69842345",
            "1381234567٣",
        ] {
            assert_eq!(check_mobile(typed), Err(COMPLAINT), "{typed}");
        }
    }
}
