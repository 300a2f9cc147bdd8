//! What sums alone cannot say: rounding, products of two variables, calendar months, the day of a moment.
//!
//! Each such value is a variable of its own. A tie says of it, by sums, all that can be said; for most that is all
//! there is, and the rest is found by cutting the inputs smaller until their values are known.

use rust_decimal::Decimal;

use super::Reasoner;
use super::formula::Formula;
use super::linear::Linear;
use super::term::Term;
use super::variable::Meaning;
use crate::check::number::{power, quotient, raw};
use crate::date::add_months;
use crate::program::{Expr, MonthEnd, Rounding};
use crate::proof::domain::Span;

/// So many values of an input are told apart in a tie.
const MOST_CASES: i128 = 40;

/// So many days are looked at one by one.
const MOST_DAYS: i128 = 40_000;

const MINUTES_A_DAY: i128 = 1_440;

/// A function of whole numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Function {
    /// The first times the second.
    Product,
    /// The first divided by the second.
    Quotient(Rounding),
    /// A day, or a minute, so many months later.
    Months {
        /// Where there is no such day.
        end: MonthEnd,
        /// The first is a minute, not a day.
        minutes: bool,
    },
    /// The day of a minute.
    Day,
}

impl Function {
    /// Its value; `None` where it has none, or one that does not fit.
    pub(super) fn at(&self, inputs: &[i128]) -> Option<i128> {
        match (self, inputs) {
            (Self::Product, [a, b]) => a.checked_mul(*b),
            (Self::Quotient(rounding), [over, under]) => quotient(*over, *under, *rounding),
            (Self::Months { end, minutes }, [moment, months]) => {
                let (day, rest) = if *minutes {
                    (
                        moment.div_euclid(MINUTES_A_DAY),
                        moment.rem_euclid(MINUTES_A_DAY),
                    )
                } else {
                    (*moment, 0)
                };
                let (day, months) = (i64::try_from(day).ok()?, i64::try_from(*months).ok()?);
                let later = i128::from(add_months(day, months, *end));
                Some(if *minutes {
                    later * MINUTES_A_DAY + rest
                } else {
                    later
                })
            }
            (Self::Day, [minute]) => Some(minute.div_euclid(MINUTES_A_DAY)),
            _ => None,
        }
    }

    /// Where its values lie while the inputs lie in these spans. Every function here takes its extremes at the ends.
    pub(super) fn range(&self, inputs: &[Span]) -> Option<Span> {
        if let (Self::Quotient(_), [_, (from, to)]) = (self, inputs)
            && *from <= 0
            && *to >= 0
        {
            return None;
        }
        let mut ends = Vec::with_capacity(4);
        match inputs {
            [(from, to)] => ends.extend([self.at(&[*from])?, self.at(&[*to])?]),
            [(from, to), (other_from, other_to)] => {
                for a in [from, to] {
                    for b in [other_from, other_to] {
                        ends.push(self.at(&[*a, *b])?);
                    }
                }
            }
            _ => return None,
        }
        Some((*ends.iter().min()?, *ends.iter().max()?))
    }

    /// The values of the one input that is not constant for which the function, which then rises, reaches `least`.
    fn first_reaching(&self, least: i128, (from, to): Span, second: Option<i128>) -> Option<i128> {
        let at = |input: i128| match second {
            Some(second) => self.at(&[input, second]),
            None => self.at(&[input]),
        };
        let (mut low, mut high) = (from, to + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if at(middle)? >= least {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Some(low)
    }
}

impl Reasoner<'_> {
    /// A function of values, way by way.
    pub(super) fn function(
        &mut self,
        function: Function,
        inputs: &[Term],
        scale: u32,
        expr: &Expr,
    ) -> Option<Term> {
        let (first, second) = (inputs.first()?, inputs.get(1));
        let none = Term::linear(Linear::constant(0), 0);
        let shape = self.crossed(
            first,
            second.unwrap_or(&none),
            expr,
            &mut |reasoner, a, b| {
                let inputs: Vec<Linear> = match second {
                    Some(_) => vec![a.clone(), b.clone()],
                    None => vec![a.clone()],
                };
                let known: Option<Vec<i128>> = inputs.iter().map(Linear::as_constant).collect();
                match known {
                    Some(known) => function.at(&known).map(Linear::constant),
                    None => Some(reasoner.name_function(function.clone(), inputs, expr)),
                }
            },
        )?;
        Some(Term { scale, shape })
    }

    /// A quotient rounded to a multiple of the step.
    pub(super) fn quotient(
        &mut self,
        over: &Term,
        under: &Term,
        rounding: Rounding,
        step: Decimal,
        expr: &Expr,
    ) -> Option<Term> {
        let scale = step.normalize().scale();
        let step = raw(step, scale)?;
        // over × 10^-a / (under × 10^-b × step × 10^-scale): both at the finer of the two scales.
        let finer = over.scale.max(under.scale.checked_add(scale)?);
        let over = over.at(finer)?;
        let factor = power(finer - under.scale - scale)?.checked_mul(step)?;
        let steps = Linear::constant(factor);
        let under = self.crossed(
            under,
            &Term::linear(steps, 0),
            expr,
            &mut |_, under, steps| under.times(steps.as_constant()?),
        )?;
        let under = Term {
            scale: finer,
            shape: under,
        };
        let whole = self.function(Function::Quotient(rounding), &[over, under], 0, expr)?;
        let one = Term::linear(Linear::constant(step), 0);
        let shape = self.crossed(&whole, &one, expr, &mut |_, whole, step| {
            whole.times(step.as_constant()?)
        })?;
        Some(Term { scale, shape })
    }

    /// What sums can say of a function's value, and whether that is all there is to say.
    pub(super) fn tie(
        &mut self,
        function: &Function,
        inputs: &[Linear],
        value: &Linear,
    ) -> (Formula, bool) {
        let tie = match (function, inputs) {
            (Function::Product, [a, b]) => self.tie_product(a, b, value),
            (Function::Quotient(rounding), [over, under]) => match under.as_constant() {
                Some(under) if under > 0 => self.tie_quotient(over, under, *rounding, value),
                _ => None,
            },
            (Function::Months { end, minutes }, [moment, months]) => months
                .as_constant()
                .and_then(|months| self.tie_months(moment, months, (*end, *minutes), value)),
            (Function::Day, [minute]) => self.tie_day(minute, value),
            _ => None,
        };
        tie.unwrap_or((Formula::TRUE, false))
    }

    /// Where one side has few values: for each the other, so many times.
    fn tie_product(&mut self, a: &Linear, b: &Linear, value: &Linear) -> Option<(Formula, bool)> {
        let width =
            |range: Option<Span>| range.map_or(i128::MAX, |(from, to)| to.saturating_sub(from));
        let (few, other) = if width(self.range(a)) <= width(self.range(b)) {
            (a, b)
        } else {
            (b, a)
        };
        let (from, to) = self.range(few)?;
        if to - from >= MOST_CASES {
            return None;
        }
        let mut parts = Vec::new();
        for factor in from..=to {
            let is = self.equal_sums(few, &Linear::constant(factor));
            let gives = self.equal_sums(&other.times(factor)?, value);
            parts.push(self.formulas.any([is.not(), gives]));
        }
        Some((self.formulas.all(parts), true))
    }

    /// `over = under × value + rest`, with the rest between two bounds that depend on the rounding and the sign.
    fn tie_quotient(
        &mut self,
        over: &Linear,
        under: i128,
        rounding: Rounding,
        value: &Linear,
    ) -> Option<(Formula, bool)> {
        let rest = over.minus(&value.times(under)?)?.times(2)?;
        let last = under.checked_mul(2)?.checked_sub(1)?;
        // Twice the rest, for a dividend that is not negative; for a negative one the contrary.
        let (low, high) = match rounding {
            Rounding::Down => (0, last),
            Rounding::Up => (-last, 0),
            Rounding::HalfUp => (-under, under - 1),
            Rounding::HalfEven => (-under, under),
        };
        let between = |reasoner: &mut Self, low: i128, high: i128| {
            let from = reasoner.at_least_zero(&rest.shifted(-low)?);
            let to = reasoner.at_least_zero(&rest.times(-1)?.shifted(high)?);
            Some(reasoner.formulas.all([from, to]))
        };
        let (positive, negative) = (between(self, low, high)?, between(self, -high, -low)?);
        let sign = self.at_least_zero(over);
        let tie = self.formulas.choice(sign, positive, negative);
        // A half goes to the even neighbour: that no sum says. Without halves there is nothing more to say.
        Some((tie, rounding != Rounding::HalfEven || under % 2 != 0))
    }

    /// `minute = 1440 × value + rest`.
    fn tie_day(&mut self, minute: &Linear, value: &Linear) -> Option<(Formula, bool)> {
        let rest = minute.minus(&value.times(MINUTES_A_DAY)?)?;
        let from = self.at_least_zero(&rest);
        let to = self.at_least_zero(&rest.times(-1)?.shifted(MINUTES_A_DAY - 1)?);
        Some((self.formulas.all([from, to]), true))
    }

    /// Within most months all days move by the same number of days.
    fn tie_months(
        &mut self,
        moment: &Linear,
        months: i128,
        (end, minutes): (MonthEnd, bool),
        value: &Linear,
    ) -> Option<(Formula, bool)> {
        let unit = if minutes { MINUTES_A_DAY } else { 1 };
        let (from, to) = self.range(moment)?;
        let (first, last) = (from.div_euclid(unit), to.div_euclid(unit));
        if last - first >= MOST_DAYS {
            return None;
        }
        let days = Function::Months {
            end,
            minutes: false,
        };
        let mut runs: Vec<(Span, i128)> = Vec::new();
        for day in first..=last {
            let by = days.at(&[day, months])? - day;
            match runs.last_mut() {
                Some(((_, to), same)) if *same == by => *to = day,
                _ => runs.push(((day, day), by)),
            }
        }
        let mut parts = Vec::with_capacity(runs.len());
        for ((from, to), by) in runs {
            let after = self.at_least_zero(&moment.shifted(-from * unit)?);
            let before = self.at_least_zero(&moment.times(-1)?.shifted((to + 1) * unit - 1)?);
            let gives = self.equal_sums(&moment.shifted(by * unit)?, value);
            parts.push(self.formulas.any([after.not(), before.not(), gives]));
        }
        Some((self.formulas.all(parts), true))
    }

    /// A sum is not negative. What is asked of the value of a rising function alone is asked of its input.
    pub(super) fn at_least_zero(&mut self, sum: &Linear) -> Formula {
        self.at_least_input(sum)
            .unwrap_or_else(|| self.formulas.at_least_zero(sum))
    }

    fn at_least_input(&mut self, sum: &Linear) -> Option<Formula> {
        let [(variable, factor)] = sum.terms.as_slice() else {
            return None;
        };
        let Meaning::Function {
            function,
            inputs,
            first,
            ..
        } = &self.variables.get(*variable)?.meaning
        else {
            return None;
        };
        let second = match inputs.get(1) {
            Some(second) => Some(second.as_constant()?),
            None => None,
        };
        if matches!(function, Function::Quotient(_)) && second? <= 0 {
            return None;
        }
        if matches!(function, Function::Product) {
            return None;
        }
        let (function, input, first) = (function.clone(), inputs.first()?.clone(), *first);
        let range = self.range(&input)?;
        // factor × v + constant >= 0, and the value is first + v.
        let rising = *factor > 0;
        let bound = if rising {
            first + ceiling(-sum.constant, *factor)
        } else {
            first + sum.constant.div_euclid(-*factor) + 1
        };
        let from = function.first_reaching(bound, range, second)?;
        let reached = self.at_least_zero(&input.shifted(-from)?);
        Some(if rising { reached } else { reached.not() })
    }
}

fn ceiling(over: i128, under: i128) -> i128 {
    -(-over).div_euclid(under)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_range_are_those_of_its_inputs() {
        let months = Function::Months {
            end: MonthEnd::LastDay,
            minutes: false,
        };
        assert_eq!(months.range(&[(0, 30), (1, 1)]), Some((31, 58)));
        assert_eq!(
            Function::Product.range(&[(-2, 3), (-5, 7)]),
            Some((-15, 21))
        );
        assert_eq!(
            Function::Quotient(Rounding::Down).range(&[(1, 9), (0, 3)]),
            None
        );
    }

    #[test]
    fn where_a_function_reaches_a_value_is_found_exactly() {
        let rounded = Function::Quotient(Rounding::HalfUp);
        assert_eq!(rounded.first_reaching(3, (-100, 100), Some(10)), Some(25));
        assert_eq!(rounded.first_reaching(11, (-100, 100), Some(10)), Some(101));
    }
}
