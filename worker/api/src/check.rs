//! A complaint about a field, in both languages, and the way from `validator`'s errors to it.

use std::borrow::Cow;

use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::ProblemItem;

/// Why a value cannot be taken, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What is wrong, for programs: `id_number_checksum`.
    pub code: &'static str,
    /// What is wrong, in English; it never repeats a personal value.
    pub detail: Cow<'static, str>,
    /// What is wrong, in Chinese.
    pub detail_zh: Cow<'static, str>,
    /// How to mend it, in English.
    pub help: Cow<'static, str>,
    /// How to mend it, in Chinese.
    pub help_zh: Cow<'static, str>,
}

impl Complaint {
    /// A complaint whose words are fixed: code, English, Chinese, and how to mend it in both.
    pub const fn fixed(
        code: &'static str,
        detail: &'static str,
        detail_zh: &'static str,
        help: &'static str,
        help_zh: &'static str,
    ) -> Self {
        Self {
            code,
            detail: Cow::Borrowed(detail),
            detail_zh: Cow::Borrowed(detail_zh),
            help: Cow::Borrowed(help),
            help_zh: Cow::Borrowed(help_zh),
        }
    }

    /// The complaint about the value at `pointer`.
    pub fn at(self, pointer: impl Into<String>) -> ProblemItem {
        ProblemItem {
            pointer: pointer.into(),
            code: self.code.to_owned(),
            detail: self.detail.into_owned(),
            detail_zh: self.detail_zh.into_owned(),
            help: self.help.into_owned(),
            help_zh: self.help_zh.into_owned(),
        }
    }
}

impl From<Complaint> for ValidationError {
    fn from(complaint: Complaint) -> Self {
        let mut error = Self::new(complaint.code);
        error.message = Some(complaint.detail);
        error.add_param(Cow::Borrowed("detail_zh"), &complaint.detail_zh);
        error.add_param(Cow::Borrowed("help"), &complaint.help);
        error.add_param(Cow::Borrowed("help_zh"), &complaint.help_zh);
        error
    }
}

/// Checks a request; all complaints at once, in the order of their pointers.
pub fn validate<T: Validate>(request: &T) -> Result<(), Vec<ProblemItem>> {
    request.validate().map_err(|errors| complaints(&errors))
}

/// `validator`'s errors as a list with JSON pointers, ordered by pointer.
pub fn complaints(errors: &ValidationErrors) -> Vec<ProblemItem> {
    let mut items = Vec::new();
    collect(errors, "", &mut items);
    items.sort_by(|a, b| a.pointer.cmp(&b.pointer).then_with(|| a.code.cmp(&b.code)));
    items
}

fn collect(errors: &ValidationErrors, at: &str, items: &mut Vec<ProblemItem>) {
    for (field, kind) in errors.errors() {
        let pointer = format!("{at}/{field}");
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, items),
            ValidationErrorsKind::List(list) => {
                for (index, inner) in list {
                    collect(inner, &format!("{pointer}/{index}"), items);
                }
            }
            ValidationErrorsKind::Field(list) => {
                items.extend(list.iter().map(|error| item(error, &pointer)))
            }
        }
    }
}

fn item(error: &ValidationError, pointer: &str) -> ProblemItem {
    let word = |name: &str| {
        error
            .params
            .get(name)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    // A complaint about the whole request names its field itself; `validator` files it under `__all__`.
    let own = word("pointer");
    let pointer = match pointer.strip_suffix("/__all__") {
        Some(parent) => format!("{parent}{own}"),
        None => format!("{pointer}{own}"),
    };
    ProblemItem {
        pointer,
        code: error.code.to_string(),
        detail: error.message.as_deref().unwrap_or_default().to_owned(),
        detail_zh: word("detail_zh"),
        help: word("help"),
        help_zh: word("help_zh"),
    }
}
