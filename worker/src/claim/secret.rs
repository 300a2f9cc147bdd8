//! The claim's secret: the phone made it, and the edge keeps its SHA-256 alone.

use subtle::ConstantTimeEq;

/// What is kept of a secret.
pub fn kept(secret: &str) -> String {
    nuanze_api::sha256_hex(secret.as_bytes())
}

/// Whether a secret that is shown is the one that was kept; takes equally long whatever differs.
pub fn opens(shown_sha256: &str, kept_sha256: &str) -> bool {
    shown_sha256.as_bytes().ct_eq(kept_sha256.as_bytes()).into()
}

/// The secret of an `Authorization: Bearer …` header.
pub fn bearer(authorization: Option<&str>) -> Option<&str> {
    let (scheme, secret) = authorization?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_opens() {
        assert!(opens(&kept("a"), &kept("a")));
        assert!(!opens(&kept("a"), &kept("b")));
        assert!(!opens("", &kept("b")));
    }

    #[test]
    fn the_header_names_its_scheme() {
        assert_eq!(bearer(Some("Bearer abc")), Some("abc"));
        assert_eq!(bearer(Some("bearer  abc ")), Some("abc"));
        assert_eq!(bearer(Some("Basic abc")), None);
        assert_eq!(bearer(Some("abc")), None);
        assert_eq!(bearer(None), None);
    }
}
