//! A large table of mixed columns, for the compiler's time: 200 rows and 8 columns that cover every case once.

use std::fmt::Write;

/// What the columns after the kind and the year ask, in two halves that leave nothing out.
const HALVES: [(&str, &str); 6] = [
    ("yes", "no"),
    ("yes", "no"),
    (">= 45 m²", "< 45 m²"),
    ("<= 8000 CNY", "> 8000 CNY"),
    ("4.5 kW", "not 4.5 kW"),
    ("20:00 ..< 08:00", "08:00 ..< 20:00"),
];
const KINDS: [&str; 5] = ["water", "air", "ground", "gas", "other"];
const YEARS: [&str; 5] = [
    "< 2019-01-01",
    "2019-01-01 ..< 2020-01-01",
    "2020-01-01 ..< 2021-01-01",
    "2021-01-01 ..< 2022-01-01",
    ">= 2022-01-01",
];

const HEAD: &str = r#"---
id: bench-table
title: 大表
jurisdiction: 110109
in_force: 2025-01-01 ..
---

# 大表 / A large table {#table}

```policy
enum Kind "设备" / "Device"
  water  "热水机" / "Water"
  air    "热风机" / "Air"
  ground "地源" / "Ground"
  gas    "燃气" / "Gas"
  other  "其他" / "Other"

fact kind : Kind "设备" / "Device"
  ask "什么设备？" / "Which device?"
fact built : date 2010-01-01..2030-12-31 "安装日" / "Installed"
  ask "哪天装的？" / "When was it installed?"
fact legal : bool "合法" / "Legal"
  ask "合法吗？" / "Is it legal?"
fact insulated : bool "保温" / "Insulated"
  ask "保温吗？" / "Is it insulated?"
fact area : area 0..2000 m² step 0.01 "面积" / "Area"
  ask "多少平方米？" / "How large is it?"
fact price : money 0..100000 CNY step 0.01 "价钱" / "Price"
  ask "多少钱？" / "What did it cost?"
fact power : power 0..50 kW step 0.1 "功率" / "Power"
  ask "多少千瓦？" / "How many kilowatts?"
fact at : time "时刻" / "Time"
  ask "几点？" / "At what time?"

outcome table award : CNY "奖补" / "Award"
  | kind | built | legal | insulated | area | price | power | at | award |
"#;

/// The document. Each pair of a kind and a year is cut in eight by three of the other columns, other ones each time.
pub fn document() -> String {
    let mut text = HEAD.to_owned();
    let mut amount = 0;
    for (first, kind) in KINDS.iter().enumerate() {
        for (second, year) in YEARS.iter().enumerate() {
            let cut =
                [0, 1, 2].map(|step| (first + second * 2 + step * 2 + step / 2) % HALVES.len());
            for part in 0..8_usize {
                let cells = HALVES.iter().enumerate().map(|(column, (one, other))| {
                    match cut.iter().position(|at| *at == column) {
                        None => "*",
                        Some(place) if part >> place & 1 == 0 => one,
                        Some(_) => other,
                    }
                });
                let cells: Vec<&str> = cells.collect();
                amount += 10;
                // Writing to a text cannot fail.
                let _ = writeln!(
                    text,
                    "  | {kind} | {year} | {} | {amount} CNY |",
                    cells.join(" | ")
                );
            }
        }
    }
    text + "```\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_large_table_has_200_rows_and_covers_every_case_once() {
        let text = document();
        assert_eq!(
            text.lines().filter(|line| line.ends_with(" CNY |")).count(),
            200
        );
        let parsed = nuanze_syntax::parse(&text);
        let checked = nuanze_program::check(&parsed.document);
        assert_eq!([parsed.diagnostics, checked.diagnostics].concat(), []);
    }
}
