//! What a policy can be too large for, in words.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use nuanze_codegen::compile;
use nuanze_program::{DefinitionKind, ExprKind, Program};
use rust_decimal::Decimal;
use support::policy::Policy;

fn sharing() -> Program {
    let policy = Policy::of(
        "fact total : money 0..1000000 CNY step 0.01 \"总额\"\n  ask \"？\"\n\
         fact households : count 1..900 \"户数\"\n  ask \"？\"\n\n\
         outcome rule each \"每户\" = round(total / households, down, 1 CNY)",
    );
    policy.program
}

#[test]
fn more_slots_than_a_module_holds() {
    let mut program = sharing();
    let definition = program.definitions[0].clone();
    program.definitions = vec![definition; 16_383];
    assert_eq!(
        compile(&program).unwrap_err().to_string(),
        "the policy has 16385 facts, readings and steps, but a module holds 16384: split it"
    );
}

#[test]
fn a_dividend_that_does_not_fit_at_the_scale_of_its_quotient() {
    let mut program = sharing();
    let DefinitionKind::Rule(rule) = &mut program.definitions[0].kind else {
        panic!("a rule")
    };
    let ExprKind::Divide(.., step) = &mut rule.kind else {
        panic!("a division")
    };
    *step = Decimal::new(1, 18);
    assert_eq!(
        compile(&program).unwrap_err().to_string(),
        "a division in `each` needs whole numbers from 0 to 1000000000000000000000000 on the way, which is more than \
         64 bits: narrow the ranges of its facts or round to fewer digits first"
    );
}
