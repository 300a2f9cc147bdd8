//! One household, one award: the same household is recognised without its identity number being kept in the open.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The blind index of a household for an award: HMAC-SHA-256, in hex, over what the award is and whose.
///
/// The award goes by district and outcome, not by policy: next year's policy of the same district gives the same
/// award, and nobody gets it twice. `id_number` is normalised.
pub fn blind_index(key: &[u8; 32], district: &str, outcome: &str, id_number: &str) -> String {
    let message = format!("nuanze household\0{district}\0{outcome}\0{id_number}");
    // A 32-byte key always fits HMAC.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(message.as_bytes());
    mac.finalize()
        .into_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_tells_households_and_awards_apart_and_nothing_else() {
        let one = blind_index(&[1; 32], "110109", "award", "11010519491231002X");
        assert_eq!(one.len(), 64);
        assert_eq!(
            one,
            blind_index(&[1; 32], "110109", "award", "11010519491231002X")
        );
        assert_ne!(
            one,
            blind_index(&[1; 32], "110109", "tariff", "11010519491231002X")
        );
        assert_ne!(
            one,
            blind_index(&[1; 32], "110119", "award", "11010519491231002X")
        );
        assert_ne!(
            one,
            blind_index(&[1; 32], "110109", "award", "440524188001010014")
        );
        assert_ne!(
            one,
            blind_index(&[2; 32], "110109", "award", "11010519491231002X")
        );
    }
}
