//! What the other side can read and already has: `Accept-Encoding`, `If-None-Match`, `Content-Type`.

/// A way to compress a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli: `.br`
    Brotli,
    /// gzip: `.gz`
    Gzip,
}

impl Encoding {
    /// Its name in headers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// What a file's name ends in.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }
}

/// The encodings that an `Accept-Encoding` header allows, the best first.
pub fn encodings(accept: Option<&str>) -> Vec<Encoding> {
    let accept = accept.unwrap_or_default();
    let weight = |name: &str| {
        accept.split(',').find_map(|part| {
            let mut words = part.split(';').map(str::trim);
            if !words.next()?.eq_ignore_ascii_case(name) {
                return None;
            }
            let weight = words
                .find_map(|word| word.strip_prefix("q="))
                .unwrap_or("1");
            Some(weight.parse::<f32>().unwrap_or(0.0))
        })
    };
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(|encoding| {
            weight(encoding.name())
                .or_else(|| weight("*"))
                .unwrap_or(0.0)
                > 0.0
        })
        .collect()
}

/// Whether an `If-None-Match` header names this ETag; weak tags match as well, as RFC 9110 has it.
pub fn has_etag(if_none_match: Option<&str>, etag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if_none_match.is_some_and(|tags| {
        tags.trim() == "*" || tags.split(',').any(|tag| plain(tag) == plain(etag))
    })
}

/// Whether a `Content-Type` header says JSON in UTF-8.
pub fn is_json(content_type: Option<&str>) -> bool {
    let mut words = content_type.unwrap_or_default().split(';').map(str::trim);
    let json = words
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    json && words.all(|word| match word.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_allowed_encoding_comes_first() {
        assert_eq!(
            encodings(Some("gzip, deflate, br")),
            [Encoding::Brotli, Encoding::Gzip]
        );
        assert_eq!(encodings(Some("gzip;q=1.0, br;q=0")), [Encoding::Gzip]);
        assert_eq!(encodings(Some("*")), [Encoding::Brotli, Encoding::Gzip]);
        assert_eq!(encodings(Some("identity")), []);
        assert_eq!(encodings(None), []);
    }

    #[test]
    fn etags_match_weakly() {
        assert!(has_etag(Some("\"a\", W/\"b\""), "\"b\""));
        assert!(has_etag(Some("*"), "\"b\""));
        assert!(!has_etag(Some("\"a\""), "\"b\""));
        assert!(!has_etag(None, "\"b\""));
    }

    #[test]
    fn only_json_is_json() {
        assert!(is_json(Some("application/json")));
        assert!(is_json(Some("Application/JSON; charset=UTF-8")));
        assert!(!is_json(Some("application/json; charset=gb2312")));
        assert!(!is_json(Some("text/plain")));
        assert!(!is_json(None));
    }
}
