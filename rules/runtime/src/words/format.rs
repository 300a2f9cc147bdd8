//! Numbers, money, units and days as people write them.

use super::Lang;
use crate::date as days;
use crate::decimal::Decimal;
use crate::time;

/// A decimal string with thousands separators: `12,000.5`. Other text stays as it is.
pub fn number(decimal: &str) -> String {
    let (sign, unsigned) = decimal
        .strip_prefix('-')
        .map_or(("", decimal), |rest| ("−", rest));
    let (whole, fraction) = unsigned
        .split_once('.')
        .map_or((unsigned, None), |(w, f)| (w, Some(f)));
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return decimal.into();
    }
    let mut written = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if let Some(fraction) = fraction {
        written.push('.');
        written.push_str(fraction);
    }
    written
}

/// A decimal string with its unit: `12,000 元`, `CNY 12,000`, `45 平方米`, `45 m²`, `30%`.
pub fn amount(lang: Lang, decimal: &str, unit_symbol: &str) -> String {
    let written = number(decimal);
    match (lang, unit_symbol) {
        (_, "") => written,
        (_, "%") => format!("{written}%"),
        (Lang::Zh, symbol) => format!("{written} {}", unit(lang, symbol)),
        (Lang::En, "10k_CNY") => {
            let ten_thousands = Decimal::parse(decimal).and_then(|n| {
                Some(Decimal {
                    digits: n.digits.checked_mul(10_000)?,
                    ..n
                })
            });
            ten_thousands.map_or_else(
                || format!("{written} × CNY 10,000"),
                |n| format!("CNY {}", number(&n.to_string())),
            )
        }
        (Lang::En, symbol) => match symbol.strip_prefix("CNY") {
            Some("") => format!("CNY {written}"),
            Some(per) if per.starts_with('/') => {
                format!("CNY {written} per {}", per.trim_start_matches('/'))
            }
            _ => match long(symbol) {
                Some(word) if decimal == "1" || decimal == "-1" => format!("{written} {word}"),
                Some(word) => format!("{written} {word}s"),
                None => format!("{written} {symbol}"),
            },
        },
    }
}

/// The English units that are written out.
fn long(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "min" => "minute",
        "h" => "hour",
        "d" => "day",
        _ => return None,
    })
}

/// A unit in words: `m²` is `平方米`, `CNY/kWh` is `元/千瓦时`; symbols that all know stay as they are.
pub fn unit(lang: Lang, symbol: &str) -> String {
    if lang == Lang::En {
        return symbol.into();
    }
    let word = |part: &str| {
        match part {
            "CNY" => "元",
            "10k_CNY" => "万元",
            "fen" => "分",
            "m²" => "平方米",
            "m" => "米",
            "km" => "公里",
            "kWh" => "千瓦时",
            "Wh" => "瓦时",
            "kW" => "千瓦",
            "W" => "瓦",
            "min" => "分钟",
            "h" => "小时",
            "d" => "天",
            other => other,
        }
        .to_owned()
    };
    symbol.split('/').map(word).collect::<Vec<_>>().join("/")
}

/// A day `YYYY-MM-DD` as people write it: `2023年3月31日`, `31 March 2023`. Other text stays as it is.
pub fn date(lang: Lang, day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let Some((year, month, date)) = days::parse(day).map(days::civil) else {
        return day.into();
    };
    match lang {
        Lang::Zh => format!("{year}年{month}月{date}日"),
        Lang::En => {
            let name = usize::try_from(month - 1)
                .ok()
                .and_then(|month| MONTHS.get(month))
                .copied()
                .unwrap_or_default();
            format!("{date} {name} {year}")
        }
    }
}

/// A day, a time `HH:MM` or a date-time `YYYY-MM-DDTHH:MM` as people write it: `2025年12月1日20:00`,
/// `1 December 2025, 20:00`. Other text stays as it is.
pub fn moment(lang: Lang, text: &str) -> String {
    match text.split_once('T') {
        Some((day, time)) if time::parse_moment(text).is_some() => {
            let joint = lang.pick("", ", ");
            format!("{}{joint}{time}", date(lang, day))
        }
        _ => date(lang, text),
    }
}

/// Minutes as people say them: `2 小时 5 分钟`, `2 hours 5 minutes`; a part of it that is none is left out.
pub fn minutes(lang: Lang, minutes: u64) -> String {
    let parts = [
        (minutes / 1_440, "d"),
        (minutes / 60 % 24, "h"),
        (minutes % 60, "min"),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(count, unit)| *count > 0 || (minutes == 0 && *unit == "min"))
        .map(|(count, unit)| amount(lang, &count.to_string(), unit))
        .collect();
    told.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_amounts_as_people_do() {
        for (decimal, unit, zh, en) in [
            ("12000", "CNY", "12,000 元", "CNY 12,000"),
            ("0.3", "CNY/kWh", "0.3 元/千瓦时", "CNY 0.3 per kWh"),
            ("44.2", "m²", "44.2 平方米", "44.2 m²"),
            ("10000", "kWh", "10,000 千瓦时", "10,000 kWh"),
            ("-12", "℃", "−12 ℃", "−12 ℃"),
            ("30", "%", "30%", "30%"),
            ("2.4", "10k_CNY", "2.4 万元", "CNY 24,000"),
            ("2", "h", "2 小时", "2 hours"),
            ("1", "d", "1 天", "1 day"),
            ("1234567.89", "", "1,234,567.89", "1,234,567.89"),
            ("999", "", "999", "999"),
        ] {
            assert_eq!(amount(Lang::Zh, decimal, unit), zh);
            assert_eq!(amount(Lang::En, decimal, unit), en);
        }
    }

    #[test]
    fn writes_days_as_people_do() {
        assert_eq!(date(Lang::Zh, "2023-03-31"), "2023年3月31日");
        assert_eq!(date(Lang::En, "2023-03-31"), "31 March 2023");
        assert_eq!(date(Lang::En, "soon"), "soon");
    }

    #[test]
    fn writes_times_as_people_do() {
        assert_eq!(moment(Lang::Zh, "2025-12-01T20:00"), "2025年12月1日20:00");
        assert_eq!(
            moment(Lang::En, "2025-12-01T20:00"),
            "1 December 2025, 20:00"
        );
        assert_eq!(moment(Lang::Zh, "20:00"), "20:00");
        assert_eq!(moment(Lang::En, "2023-03-31"), "31 March 2023");
        assert_eq!(minutes(Lang::Zh, 125), "2 小时 5 分钟");
        assert_eq!(minutes(Lang::En, 1_441), "1 day 1 minute");
        assert_eq!(minutes(Lang::En, 0), "0 minutes");
    }
}
