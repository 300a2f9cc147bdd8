//! Division that says how it rounds, on magnitudes: every rounding treats a number and its negative alike.

use nuanze_program::Rounding;
use rust_decimal::Decimal;

use super::operand::Source;
use super::path::Path;
use crate::dag::Operand;
use crate::decimal::saturate;
use crate::quotient::Quotient;

/// What divides.
enum Divisor {
    /// A positive constant.
    Constant(i64),
    /// A local with a positive number.
    Local(u32),
}

impl Path<'_> {
    /// Leaves the operand, rounded to a multiple of the step.
    pub fn round(&mut self, operand: &Operand, rounding: Rounding, step: Decimal, scale: u32) {
        let quotient = Quotient::rounding(self.dag.scale(operand), step, scale);
        let sign = self
            .push_dividend(operand, &quotient)
            .map(|dividend| self.split_sign(dividend, None));
        self.push_rounded(&Divisor::Constant(saturate(quotient.divisor)), rounding);
        self.finish(&quotient, sign);
    }

    /// Leaves the quotient, rounded to a multiple of the step.
    pub fn divide(
        &mut self,
        dividend: &Operand,
        divisor: &Operand,
        rounding: Rounding,
        step: Decimal,
        scale: u32,
    ) {
        let quotient = Quotient::division(
            self.dag.scale(dividend),
            self.dag.scale(divisor),
            step,
            scale,
        );
        self.push_factor(divisor, quotient.divisor);
        // The checker has proved that it is never 0; this is for facts that no host should have let in.
        let by = self.keep_i64();
        self.sink()
            .local_get(by)
            .local_get(by)
            .i64_eqz()
            .i64_extend_i32_u()
            .i64_or()
            .local_set(by);
        let by_positive = self.dag.range(divisor).0 > 0;
        let sign = match self.push_dividend(dividend, &quotient) {
            None if by_positive => None,
            None => {
                let of = self.keep_i64();
                Some(self.split_sign(of, Some(by)))
            }
            Some(of) => Some(self.split_sign(of, (!by_positive).then_some(by))),
        };
        self.push_rounded(&Divisor::Local(by), rounding);
        self.finish(&quotient, sign);
        self.locals.give(by);
    }

    /// Leaves the dividend if it is never negative; otherwise gives the local that it is in.
    fn push_dividend(&mut self, operand: &Operand, quotient: &Quotient) -> Option<u32> {
        self.push_factor(operand, quotient.dividend);
        (self.dag.range(operand).0 < 0).then(|| self.keep_i64())
    }

    fn push_factor(&mut self, operand: &Operand, factor: i128) {
        self.push_word(Source::Operand(operand), self.dag.scale(operand));
        if factor != 1 {
            self.sink().i64_const(saturate(factor)).i64_mul();
        }
    }

    /// Leaves the dividend's magnitude and puts the divisor's in its place. Gives a local with the quotient's sign:
    /// −1 for negative, otherwise 0. Takes over the dividend's local.
    fn split_sign(&mut self, dividend: u32, divisor: Option<u32>) -> u32 {
        self.push_sign(dividend);
        let sign = self.keep_i64();
        self.push_signed(dividend, sign);
        if let Some(divisor) = divisor {
            self.push_sign(divisor);
            let other = self.keep_i64();
            self.push_signed(divisor, other);
            self.sink()
                .local_set(divisor)
                .local_get(sign)
                .local_get(other)
                .i64_xor()
                .local_set(sign);
            self.locals.give(other);
        }
        self.locals.give(dividend);
        sign
    }

    fn push_sign(&mut self, value: u32) {
        self.sink().local_get(value).i64_const(63).i64_shr_s();
    }

    /// Leaves a value, negated where the sign is −1.
    fn push_signed(&mut self, value: u32, sign: u32) {
        self.sink()
            .local_get(value)
            .local_get(sign)
            .i64_xor()
            .local_get(sign)
            .i64_sub();
    }

    /// Divides the number on the stack; both are taken as unsigned.
    fn push_rounded(&mut self, divisor: &Divisor, rounding: Rounding) {
        if matches!(divisor, Divisor::Constant(1)) {
            return;
        }
        if rounding == Rounding::Down {
            self.push_divisor(divisor);
            self.sink().i64_div_u();
            return;
        }
        let dividend = self.keep_i64();
        self.sink().local_get(dividend);
        self.push_divisor(divisor);
        self.sink().i64_div_u();
        let quotient = self.keep_i64();
        self.sink().local_get(dividend).local_get(quotient);
        self.push_divisor(divisor);
        self.sink().i64_mul().i64_sub();
        let rest = self.keep_i64();
        self.sink().local_get(quotient).local_get(rest);
        match rounding {
            Rounding::Down => {}
            Rounding::Up => {
                self.sink().i64_const(0).i64_ne();
            }
            // rest ≥ divisor − rest, which unlike 2·rest cannot overflow.
            Rounding::HalfUp => {
                self.push_divisor(divisor);
                self.sink().local_get(rest).i64_sub().i64_ge_u();
            }
            // The same, with > where the quotient is even.
            Rounding::HalfEven => {
                self.push_divisor(divisor);
                self.sink()
                    .local_get(rest)
                    .i64_sub()
                    .local_get(quotient)
                    .i64_const(1)
                    .i64_and()
                    .i64_sub();
                self.sink().i64_gt_u();
            }
        }
        self.sink().i64_extend_i32_u().i64_add();
        for local in [dividend, quotient, rest] {
            self.locals.give(local);
        }
    }

    fn push_divisor(&mut self, divisor: &Divisor) {
        match divisor {
            Divisor::Constant(value) => self.sink().i64_const(*value),
            Divisor::Local(local) => self.sink().local_get(*local),
        };
    }

    /// Multiplies by the step and brings the sign back.
    fn finish(&mut self, quotient: &Quotient, sign: Option<u32>) {
        if quotient.result != 1 {
            self.sink().i64_const(saturate(quotient.result)).i64_mul();
        }
        if let Some(sign) = sign {
            self.sink()
                .local_get(sign)
                .i64_xor()
                .local_get(sign)
                .i64_sub();
            self.locals.give(sign);
        }
    }
}
