//! The checker has proved that every value fits 64 bits; this proves it for the numbers on the way to a value.
//!
//! Sums, differences and products may wrap on the way, since they come out right whenever their result fits. What
//! compares or divides may not: operands brought to one scale, and dividends and divisors.

use nuanze_program::Arithmetic;

use super::Lowerer;
use crate::CodegenError;
use crate::dag::{Node, Op, Operand};
use crate::decimal::power_of_ten;
use crate::quotient::Quotient;

/// Where a raw value lies, and at which scale.
struct Range {
    min: i128,
    max: i128,
    scale: u32,
}

impl Range {
    fn times(&self, factor: i128) -> (i128, i128) {
        (
            self.min.saturating_mul(factor),
            self.max.saturating_mul(factor),
        )
    }
}

impl Lowerer {
    pub(super) fn check_range(&self, node: &Node) -> Result<(), CodegenError> {
        match &node.op {
            // One constant alone is brought to the other's scale, cut to what that can hold.
            Op::Compare(_, Operand::Constant(_), other)
            | Op::Compare(_, other, Operand::Constant(_))
                if !matches!(other, Operand::Constant(_)) =>
            {
                Ok(())
            }
            Op::Compare(_, left, right) => self.check_aligned("a comparison", &[left, right], 0),
            Op::Arithmetic(Arithmetic::Min | Arithmetic::Max, operands) => self.check_aligned(
                "min or max",
                &operands.iter().collect::<Vec<_>>(),
                node.ty.scale(),
            ),
            Op::Round(operand, _, step) => {
                let range = self.range(operand);
                let quotient = Quotient::rounding(range.scale, *step, node.ty.scale());
                self.check_factors(&quotient)?;
                self.check("rounding", range.times(quotient.dividend))
            }
            Op::Divide(dividend, divisor, _, step) => {
                let (dividend, divisor) = (self.range(dividend), self.range(divisor));
                let quotient =
                    Quotient::division(dividend.scale, divisor.scale, *step, node.ty.scale());
                self.check_factors(&quotient)?;
                self.check("a division", dividend.times(quotient.dividend))?;
                self.check("a division", divisor.times(quotient.divisor))
            }
            Op::Aggregate(aggregate) if !node.ty.is_bool() => {
                let values = aggregate.items.iter().map(|item| &item.value);
                let values: Vec<_> = values
                    .filter(|value| !self.dag.is_bool(value))
                    .chain(&aggregate.default)
                    .collect();
                self.check_aligned("a list", &values, node.ty.scale())
            }
            _ => Ok(()),
        }
    }

    /// All operands at the scale of the finest of them.
    fn check_aligned(
        &self,
        step: &'static str,
        operands: &[&Operand],
        scale: u32,
    ) -> Result<(), CodegenError> {
        let ranges: Vec<Range> = operands.iter().map(|operand| self.range(operand)).collect();
        let scale = ranges.iter().map(|range| range.scale).fold(scale, u32::max);
        for range in ranges {
            self.check(step, range.times(power_of_ten(scale - range.scale)))?;
        }
        Ok(())
    }

    fn check_factors(&self, quotient: &Quotient) -> Result<(), CodegenError> {
        for factor in [quotient.dividend, quotient.divisor, quotient.result] {
            self.check("a division", (factor, factor))?;
        }
        Ok(())
    }

    fn check(&self, step: &'static str, (min, max): (i128, i128)) -> Result<(), CodegenError> {
        if i64::try_from(min).is_ok() && i64::try_from(max).is_ok() {
            return Ok(());
        }
        Err(CodegenError::Range {
            definition: self.definition.clone(),
            step,
            min,
            max,
        })
    }

    fn range(&self, operand: &Operand) -> Range {
        let (min, max) = self.dag.range(operand);
        Range {
            min,
            max,
            scale: self.dag.scale(operand),
        }
    }
}
