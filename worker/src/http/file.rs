//! The app's files: which file a path means, and what to say about it.

/// A file to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRequest {
    /// Its path below the app's folder, with a leading `/`.
    pub path: String,
    /// Whether a missing file is answered by the app's page: the path is one of the app's own.
    pub or_page: bool,
}

/// The app's page.
pub const PAGE: &str = "/index.html";

/// The file that a path means; none where no file can have this name.
pub fn file(path: &str) -> Option<FileRequest> {
    if path == "/" {
        return Some(FileRequest {
            path: PAGE.into(),
            or_page: false,
        });
    }
    let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
    let plain = |segment: &&str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let last = segments.last()?;
    // The app's own paths (`/policy/mentougou-2022`, `/结果`) have no ending; files have one.
    if !last.contains('.') {
        return Some(FileRequest {
            path: PAGE.into(),
            or_page: true,
        });
    }
    let compressed = last.ends_with(".br") || last.ends_with(".gz");
    (segments.iter().all(plain) && !compressed).then(|| FileRequest {
        path: path.into(),
        or_page: false,
    })
}

/// The `Content-Type` of a file, by its ending.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        Some("pdf") => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Whether a file's name carries a hash of its content (`app-3f9c21d0ab.js`, `app-3f9c21d0ab_bg.wasm`): eight or
/// more hexadecimal digits after a `-` or `.`.
pub fn is_immutable(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _)) = name.rsplit_once('.') else {
        return false;
    };
    stem.split(['-', '.', '_']).skip(1).any(|part| {
        part.len() >= 8
            && part
                .chars()
                .all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
    }) || stem.len() == 64 && stem.chars().all(|c| c.is_ascii_hexdigit())
}

/// The `Cache-Control` of a file.
pub fn cache_control(path: &str) -> &'static str {
    if is_immutable(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

/// What every answer says to the browser: nothing is guessed, framed, or told to other sites, and scripts come from
/// here alone (WebAssembly too).
pub const SECURITY_HEADERS: &[(&str, &str)] = &[
    (
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "camera=(self), geolocation=(), microphone=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Strict-Transport-Security", "max-age=31536000"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn path(of: &str) -> Option<String> {
        file(of).map(|file| file.path)
    }

    #[test]
    fn the_apps_own_paths_lead_to_its_page() {
        for own in ["/", "/claim", "/policy/mentougou-2022", "/claim/"] {
            assert_eq!(path(own), Some(PAGE.into()), "{own}");
        }
        assert_eq!(path("/sw.js"), Some("/sw.js".into()));
        assert_eq!(path("/icons/192.png"), Some("/icons/192.png".into()));
    }

    #[test]
    fn no_path_leaves_the_folder_or_finds_what_is_hidden() {
        for hostile in [
            "/../secret.txt",
            "/.git/config.js",
            "/a/../../b.js",
            "/a//b.js",
            "/%2e%2e/a.js",
            "/a\\b.js",
            "/app.js.br",
        ] {
            assert_eq!(path(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        for hashed in [
            "/app-3f9c21d0ab.js",
            "/app-3f9c21d0ab_bg.wasm",
            "/style.0123456789abcdef.css",
        ] {
            assert!(is_immutable(hashed), "{hashed}");
        }
        for plain in [
            "/index.html",
            "/sw.js",
            "/manifest.webmanifest",
            "/icons/icon-192.png",
            "/app-accessed.js",
        ] {
            assert!(!is_immutable(plain), "{plain}");
        }
    }
}
