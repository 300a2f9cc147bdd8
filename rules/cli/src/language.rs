//! The two languages of the command, and which of them the environment asks for.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use nuanze_runtime::words::Lang;

/// Reads `--lang`.
pub fn parser() -> impl TypedValueParser<Value = Lang> {
    let languages = [
        PossibleValue::new("zh").help("Chinese"),
        PossibleValue::new("en").help("English"),
    ];
    PossibleValuesParser::new(languages).map(|name| if name == "zh" { Lang::Zh } else { Lang::En })
}

/// The language of LC_ALL, LC_MESSAGES or LANG, whichever is set first: Chinese for `zh…`, else English.
pub fn of_environment() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .map_or(Lang::En, |value| {
            if value.starts_with("zh") {
                Lang::Zh
            } else {
                Lang::En
            }
        })
}

/// One of two phrases of the command itself.
pub fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// `1 error`, `2 errors`.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
