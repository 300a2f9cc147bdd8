//! The functions around the two paths: which one a record takes, and the two exports.

use nuanze_abi::{State, state_offset};
use wasm_encoder::{BlockType, Function as Body, ValType};

use super::path::memory;
use super::{Function, INPUTS, Layout, PAGE};
use crate::dag::{Dag, Ty};

/// `(input, result)`: the path for known facts if all state bytes say so, looked at eight at a time.
pub fn record(dag: &Dag) -> Body {
    let mut body = Body::new([]);
    let mut sink = body.instructions();
    let slots = dag.facts.len() + dag.readings.len();
    for (index, facts) in dag.facts.chunks(8).enumerate() {
        let word = Expected::of(facts);
        sink.local_get(0)
            .i64_load(memory(state_offset(slots, index * 8), 3));
        if word.asked != u64::MAX {
            sink.i64_const(word.asked.cast_signed()).i64_and();
        }
        if word.bools != 0 {
            sink.i64_const(word.bools.cast_signed()).i64_add();
            sink.i64_const((!word.bools).cast_signed()).i64_and();
        }
        sink.i64_const(word.known.cast_signed()).i64_eq();
        if index > 0 {
            sink.i32_and();
        }
    }
    if dag.facts.is_empty() {
        sink.i32_const(1);
    }
    sink.if_(BlockType::Empty)
        .local_get(0)
        .local_get(1)
        .call(Function::Known as u32);
    sink.else_()
        .local_get(0)
        .local_get(1)
        .call(Function::Open as u32)
        .end()
        .end();
    body
}

/// How eight state bytes look when all facts are known: `(bytes & asked) + bools & !bools == known`. Adding 1 makes
/// the two states of a known bool, 1 and 2, differ from 2 in the lowest bit alone.
struct Expected {
    /// All ones in the bytes of facts.
    asked: u64,
    /// 1 in the bytes of bools.
    bools: u64,
    /// 2 in the bytes of facts.
    known: u64,
}

impl Expected {
    fn of(facts: &[Ty]) -> Self {
        let mut word = Self {
            asked: 0,
            bools: 0,
            known: 0,
        };
        for (index, fact) in facts.iter().enumerate() {
            let shift = 8 * index;
            word.asked |= 0xff << shift;
            word.known |= (State::Yes as u64) << shift;
            if fact.is_bool() {
                word.bools |= 1 << shift;
            }
        }
        word
    }
}

/// `()`: the one record at the start.
pub fn decide(layout: &Layout) -> Body {
    let mut body = Body::new([]);
    let results = INPUTS + layout.input;
    body.instructions()
        .i32_const(INPUTS.cast_signed())
        .i32_const(results.cast_signed())
        .call(Function::Record as u32)
        .end();
    body
}

/// `(n) -> 1`, or 0 if the records do not fit the memory: computed in 64 bits, where it cannot overflow.
pub fn decide_batch(layout: &Layout) -> Body {
    const COUNT: u32 = 0;
    const INPUT: u32 = 1;
    const RESULT: u32 = 2;
    let mut body = Body::new([(2, ValType::I32)]);
    let mut sink = body.instructions();
    sink.local_get(COUNT).i32_const(0).i32_lt_s();
    let record = i64::from(layout.input) + i64::from(layout.result);
    sink.local_get(COUNT)
        .i64_extend_i32_u()
        .i64_const(record)
        .i64_mul()
        .i64_const(INPUTS.into())
        .i64_add();
    sink.memory_size(0)
        .i64_extend_i32_u()
        .i64_const(PAGE.cast_signed())
        .i64_mul()
        .i64_gt_u()
        .i32_or();
    sink.if_(BlockType::Empty).i32_const(0).return_().end();

    sink.i32_const(INPUTS.cast_signed()).local_set(INPUT);
    sink.local_get(COUNT)
        .i32_const(layout.input.cast_signed())
        .i32_mul();
    sink.i32_const(INPUTS.cast_signed())
        .i32_add()
        .local_set(RESULT);
    sink.block(BlockType::Empty).loop_(BlockType::Empty);
    sink.local_get(COUNT).i32_eqz().br_if(1);
    sink.local_get(INPUT)
        .local_get(RESULT)
        .call(Function::Record as u32);
    sink.local_get(INPUT)
        .i32_const(layout.input.cast_signed())
        .i32_add()
        .local_set(INPUT);
    sink.local_get(RESULT)
        .i32_const(layout.result.cast_signed())
        .i32_add()
        .local_set(RESULT);
    sink.local_get(COUNT)
        .i32_const(1)
        .i32_sub()
        .local_set(COUNT);
    sink.br(0).end().end();
    sink.i32_const(1).end();
    body
}
