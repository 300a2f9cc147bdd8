//! Texts of the app with something filled in.

use nuanze_runtime::words;

use super::{Lang, lang, t};
use crate::flow::EntryError;

/// How far one is: an upper bound, since an answer can settle later questions.
pub fn progress(answered: usize, left: usize) -> String {
    match (lang(), left) {
        (Lang::Zh, 0 | 1) => format!("已答 {answered} 题，这可能是最后一题"),
        (Lang::Zh, _) => format!("已答 {answered} 题，最多还有 {left} 题"),
        (Lang::En, 0 | 1) => format!("{answered} answered, this may be the last"),
        (Lang::En, _) => format!("{answered} answered, at most {left} to go"),
    }
}

/// How many answers a draft has.
pub fn answered(count: usize) -> String {
    match lang() {
        Lang::Zh => format!("已答 {count} 题"),
        Lang::En => format!("{count} answered"),
    }
}

/// How many questions are open.
pub fn to_answer(count: usize) -> String {
    match lang() {
        Lang::Zh => format!("最多还有 {count} 题要答。"),
        Lang::En => format!("At most {count} questions are left."),
    }
}

/// How many values a search found.
pub fn found(count: usize) -> String {
    match lang() {
        Lang::Zh => format!("找到 {count} 项"),
        Lang::En => format!("{count} found"),
    }
}

/// A range with both ends: `0 – 12,000 元`.
pub fn between(min: &str, max: &str, unit: &str) -> String {
    let most = words::amount(lang(), max, unit);
    match lang() {
        Lang::Zh => format!("{} 到 {most}", words::number(min)),
        Lang::En => format!("{} to {most}", words::amount(Lang::En, min, unit)),
    }
}

/// What a number may be, before it is typed.
pub fn allowed(min: &str, max: &str, unit: &str) -> String {
    match lang() {
        Lang::Zh => format!("可填 {}", between(min, max, unit)),
        Lang::En => between(min, max, unit),
    }
}

/// What a day or a time may be, before it is typed.
pub fn allowed_days(first: &str, last: &str) -> String {
    let (first, last) = (words::moment(lang(), first), words::moment(lang(), last));
    match lang() {
        Lang::Zh => format!("可填 {first} 至 {last}"),
        Lang::En => format!("{first} to {last}"),
    }
}

/// Days in force.
pub fn in_force(from: &str, to: Option<&str>) -> String {
    let first = words::date(lang(), from);
    match (lang(), to) {
        (Lang::Zh, Some(to)) => format!("{first} 至 {}", words::date(Lang::Zh, to)),
        (Lang::En, Some(to)) => format!("{first} to {}", words::date(Lang::En, to)),
        (_, None) => format!("{first} {}", t().no_end),
    }
}

/// What is wrong with an entry and what would be right.
pub fn entry_error(error: &EntryError, unit: &str, chosen: bool) -> String {
    match error {
        EntryError::Empty if chosen => t().error_choose.to_owned(),
        EntryError::Empty => t().error_empty.to_owned(),
        EntryError::NotANumber => t().error_not_number.to_owned(),
        EntryError::NoSuchDay => t().error_no_day.to_owned(),
        EntryError::TooFine { digits: 0 } => match lang() {
            Lang::Zh => "请填整数，不要小数".to_owned(),
            Lang::En => "Type a whole number".to_owned(),
        },
        EntryError::TooFine { digits } => match lang() {
            Lang::Zh => format!("小数点后最多 {digits} 位"),
            Lang::En => format!("At most {digits} digits after the point"),
        },
        EntryError::OutOfRange { min, max } => match lang() {
            Lang::Zh => format!("请填 {} 之间的数", between(min, max, unit)),
            Lang::En => format!("Type a number from {}", between(min, max, unit)),
        },
        EntryError::OffStep { step } => match lang() {
            Lang::Zh => format!("请填 {} 的整数倍", words::amount(Lang::Zh, step, unit)),
            Lang::En => format!("Type a multiple of {}", words::amount(Lang::En, step, unit)),
        },
        EntryError::DayOutOfRange { first, last } => {
            let (first, last) = (words::date(lang(), first), words::date(lang(), last));
            match lang() {
                Lang::Zh => format!("请填 {first} 至 {last} 之间的日期"),
                Lang::En => format!("Type a day from {first} to {last}"),
            }
        }
        EntryError::NoSuchTime => match lang() {
            Lang::Zh => "没有这个时刻，请检查".to_owned(),
            Lang::En => "There is no such time".to_owned(),
        },
        EntryError::TimeOutOfRange { first, last } => {
            let (first, last) = (words::moment(lang(), first), words::moment(lang(), last));
            match lang() {
                Lang::Zh => format!("请填 {first} 至 {last} 之间的时刻"),
                Lang::En => format!("Type a time from {first} to {last}"),
            }
        }
    }
}

/// Which step of the claim this is.
pub fn step_of(step: usize, steps: usize) -> String {
    match lang() {
        Lang::Zh => format!("第 {step} 步，共 {steps} 步"),
        Lang::En => format!("Step {step} of {steps}"),
    }
}

/// A count of ticked promises.
pub fn ticked(done: usize, all: usize) -> String {
    match lang() {
        Lang::Zh => format!("已勾 {done} 条，共 {all} 条"),
        Lang::En => format!("{done} of {all} ticked"),
    }
}

/// How many characters of the identity number are typed.
pub fn typed_of(typed: usize, all: usize) -> String {
    match lang() {
        Lang::Zh => format!("已输 {typed} 位，共 {all} 位"),
        Lang::En => format!("{typed} of {all} characters"),
    }
}

/// When the outbox tries again.
pub fn tries_again(seconds: u64) -> String {
    let minutes = seconds.div_ceil(60);
    match (lang(), seconds < 60) {
        (Lang::Zh, true) => "不到一分钟后会自动再试。".to_owned(),
        (Lang::Zh, false) => format!("约 {minutes} 分钟后会自动再试。"),
        (Lang::En, true) => "It tries again within a minute.".to_owned(),
        (Lang::En, false) => format!("It tries again in about {minutes} minutes."),
    }
}

/// What something is about, for buttons that would otherwise read alike: `修改：取暖面积`.
pub fn about(action: &str, thing: &str) -> String {
    match lang() {
        Lang::Zh => format!("{action}：{thing}"),
        Lang::En => format!("{action}: {thing}"),
    }
}

/// What something is: `设备奖补：3,000 元`.
pub fn labelled(label: &str) -> String {
    match lang() {
        Lang::Zh => format!("{label}："),
        Lang::En => format!("{label}: "),
    }
}

/// Documents of which one is enough: `铭牌 或 能效证明`.
pub fn either(labels: &[String]) -> String {
    labels.join(&format!(" {} ", t().bring_or))
}

/// A moment as the edge writes it (RFC 3339, UTC), on the phone's own clock and in people's words.
pub fn time(moment: &str) -> String {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_str(moment));
    if date.get_time().is_nan() {
        return moment.to_owned();
    }
    let day = format!(
        "{:04}-{:02}-{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date()
    );
    format!(
        "{} {:02}:{:02}",
        words::date(lang(), &day),
        date.get_hours(),
        date.get_minutes()
    )
}
