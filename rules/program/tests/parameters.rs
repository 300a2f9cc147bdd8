//! Parameters: values that change by date.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod common;

use common::{checked, decide, finding, findings, moment, number, program};
use nuanze_program::{Type, Value};

const PRICE: &str = r#"parameter price : price CNY/kWh "低谷电价" / "Off-peak price"
  0.30 CNY/kWh from 2019-11-01
  32.5 fen/kWh from 2022-11-01
"#;

fn wrong(block: &str, expr: &str) -> (String, String) {
    finding(&format!("{block}outcome rule r \"结果\" = {expr}\n"))
}

#[test]
fn a_value_holds_until_the_next_begins() {
    let program = program(&format!(
        "fact bought : date 2020-01-01..2024-12-31 \"选购日期\"\n  ask \"哪天买的？\"\n{PRICE}outcome rule r : CNY/kWh \"电价\" = price at bought\n"
    ));
    let at = |day: &str| decide(&program, &[("bought", moment(day))], "r");
    assert_eq!(at("2020-01-01"), Some(number("0.3")));
    assert_eq!(at("2022-10-31"), Some(number("0.3")));
    assert_eq!(at("2022-11-01"), Some(number("0.325")));
    assert_eq!(at("2024-12-31"), Some(number("0.325")));
    assert_eq!(decide(&program, &[], "r"), None);
    let Type::Number(ty) = &program.parameters[0].ty else {
        panic!("{:?}", program.parameters[0].ty)
    };
    assert_eq!(ty.unit.symbol, "CNY/kWh");
    assert_eq!(
        (ty.scale, ty.min, ty.max),
        (3, "0.3".parse().unwrap(), "0.325".parse().unwrap())
    );
}

#[test]
fn values_of_any_kind_change_by_date() {
    let program = program(
        r#"enum Grade "能效等级"
  one "一级"
  two "二级"
fact bought : date 2022-01-01..2024-12-31 "选购日期"
  ask "哪天买的？"
parameter least : Grade "最低等级"
  two from 2020-01-01
  one from 2023-01-01
parameter last_day : date "截止日期"
  2022-10-31 from 2022-01-01
  2023-10-31 from 2023-01-01
parameter night : time "谷段开始"
  21:00 from 2022-01-01
  20:00 from 2023-01-01
outcome rule strict "一级" = least at bought = one
outcome rule in_time "按时" = bought <= last_day at bought
outcome rule early "提前" = night at bought <= 20:30
"#,
    );
    let at = |day: &str, name: &str| decide(&program, &[("bought", moment(day))], name).unwrap();
    assert_eq!(at("2022-11-01", "strict"), Value::Bool(false));
    assert_eq!(at("2023-01-01", "strict"), Value::Bool(true));
    assert_eq!(at("2022-11-01", "in_time"), Value::Bool(false));
    assert_eq!(at("2023-10-31", "in_time"), Value::Bool(true));
    assert_eq!(at("2022-12-31", "early"), Value::Bool(false));
    assert_eq!(at("2023-01-01", "early"), Value::Bool(true));
}

#[test]
fn no_day_lies_before_the_first_value() {
    let late = PRICE.replace("2019-11-01", "2020-11-01");
    assert_eq!(
        wrong(&late, "price at bought > 0.31 CNY/kWh"),
        (
            "parameter/early: `price` has no value on 2020-01-01: its first one begins on 2020-11-01, and `bought` can be 2020-01-01".into(),
            "add the value that held on 2020-01-01, or ask only for days from 2020-11-01 on".into()
        )
    );
    assert_eq!(
        wrong(PRICE, "price at 2018-01-01 > 0.31 CNY/kWh").0,
        "parameter/early: `price` has no value on 2018-01-01: its first one begins on 2019-11-01"
    );
}

#[test]
fn a_parameter_is_asked_for_on_a_day() {
    assert_eq!(
        wrong(PRICE, "price > 0.31 CNY/kWh"),
        (
            "name/parameter: `price` changes by date, and no day is named here".into(),
            "write `price at` and the day that counts, for example `price at 2022-11-01`".into()
        )
    );
    let reported =
        "fact reported : datetime 2025-01-01T00:00..2029-12-31T23:59 \"报修时间\"\n  ask \"？\"\n";
    assert_eq!(
        wrong(
            &format!("{reported}{PRICE}"),
            "price at reported > 0.31 CNY/kWh"
        ),
        (
            "parameter/day: `reported` is a date and time, but `price` is asked for on a day"
                .into(),
            "write `price at date_of(reported)`".into()
        )
    );
    assert_eq!(
        wrong(PRICE, "price at heated_area > 0.31 CNY/kWh").1,
        "ask for it on a day, for example `price at 2022-11-01`"
    );
    assert_eq!(
        wrong("", "heated_area at bought > 5 m²"),
        (
            "name/parameter: `heated_area` is not a parameter, so it does not change by date".into(),
            "leave `at` out, or declare it: `parameter NAME : TYPE` with values `… from 2022-11-01`".into()
        )
    );
    assert_eq!(
        wrong(PRICE, "prize at bought > 0.31 CNY/kWh").1,
        "did you mean `price`?"
    );
}

#[test]
fn days_ascend() {
    let twice = PRICE.replace("2022-11-01", "2019-11-01");
    assert_eq!(
        wrong(&twice, "price at bought > 0.31 CNY/kWh"),
        (
            "parameter/order: `price` has two values from 2019-11-01 on".into(),
            "leave one of them out, or correct its day".into()
        )
    );
    let back = PRICE.replace("2022-11-01", "2018-11-01");
    assert_eq!(
        wrong(&back, "price at bought > 0.31 CNY/kWh"),
        (
            "parameter/order: the values of `price` do not stand in the order of their days".into(),
            "write the earliest first: each holds until the next begins".into()
        )
    );
}

#[test]
fn values_are_written_out_and_of_the_declared_type() {
    let with = |value: &str| PRICE.replace("32.5 fen/kWh", value);
    let used = "price at bought > 0.31 CNY/kWh";
    assert_eq!(
        wrong(&with("0.3 CNY/kWh * 2"), used),
        (
            "parameter/value: the values of a parameter are written out".into(),
            "write the number, day or value itself; what is computed is a `rule`".into()
        )
    );
    assert_eq!(
        wrong(&with("30 CNY"), used).0,
        "type/declared: `30 CNY` is money in CNY, but a number in CNY/kWh is declared"
    );
    assert_eq!(
        wrong(
            &with("32.5 fen/kWh").replace("price CNY/kWh", "price 0..1 CNY/kWh step 0.01"),
            used
        )
        .0,
        "type/step: `price` has digits finer than its declared step 0.01"
    );
    let grade = "enum Grade \"等级\"\n  one \"一级\"\n  two \"二级\"\nparameter least : Grade \"最低\"\n  too from 2019-01-01\n";
    assert_eq!(
        wrong(grade, "least at bought = one").1,
        "did you mean `two`?"
    );
}

#[test]
fn a_parameter_that_nothing_uses_is_reported() {
    let checked = checked(&format!(
        "{PRICE}fact new : bool \"新设备\"\n  ask \"？\"\noutcome rule r \"结果\" = new\n"
    ));
    assert_eq!(
        checked.diagnostics[0].message,
        "nothing uses the parameter `price`, so its values decide nothing"
    );
}

#[test]
fn a_parameter_is_a_column_and_a_range() {
    let block = format!(
        "{PRICE}outcome table r : bool \"结果\"\n  | price at bought | r |\n  | < 0.31 CNY/kWh | yes |\n  | >= 0.31 CNY/kWh | no |\n"
    );
    assert_eq!(findings(&block), Vec::<String>::new());
}
