//! Polynomials in named sizes, with whole coefficients: how a count grows with n, `d_model` and `d_k`.

use std::{
    cmp::{Ordering, Reverse},
    fmt,
    rc::Rc,
};

/// A sum of terms such as 2·n²·`d_k`. Coefficients count something and are never negative.
///
/// The form is canonical: like terms are one, none is zero, and they stand in the order in which they are written.
/// So two polynomials are equal exactly if they are written alike. Arithmetic is exact below 2¹²⁸ and saturates there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Polynomial {
    terms: Vec<Term>,
}

/// A product of powers, so many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// How many times; never 0.
    pub coefficient: u128,
    /// The variables in the order in which they are written, each with its exponent, which is never 0.
    pub factors: Vec<(Rc<str>, u32)>,
}

/// The place of a variable: `n` and other single letters first, then long names before short ones, as sizes are
/// usually written: n, `d_model`, `d_k`, `d_v`.
fn place(variable: &str) -> (bool, Reverse<usize>, &str) {
    (variable.chars().nth(1).is_some(), Reverse(variable.len()), variable)
}

/// The factors of a product, each variable once.
fn product(left: &[(Rc<str>, u32)], right: &[(Rc<str>, u32)]) -> Vec<(Rc<str>, u32)> {
    let mut factors = left.to_vec();
    for (variable, exponent) in right {
        match factors.binary_search_by(|(other, _)| place(other).cmp(&place(variable))) {
            Ok(at) => factors[at].1 = factors[at].1.saturating_add(*exponent),
            Err(at) => factors.insert(at, (variable.clone(), *exponent)),
        }
    }
    factors
}

/// The higher power of the first variable first; a constant last.
fn order(left: &[(Rc<str>, u32)], right: &[(Rc<str>, u32)]) -> Ordering {
    for ((one, power), (other, exponent)) in left.iter().zip(right) {
        // What has the earlier variable has the higher power of it: the other one has none.
        let by_variable = place(one).cmp(&place(other));
        match by_variable.then_with(|| exponent.cmp(power)) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
    }
    right.len().cmp(&left.len())
}

impl Polynomial {
    /// A number.
    pub fn constant(value: u128) -> Self {
        let mut constant = Self::default();
        constant.add_term(Term { coefficient: value, factors: Vec::new() });
        constant
    }

    /// A variable.
    pub fn variable(name: impl Into<Rc<str>>) -> Self {
        Self { terms: vec![Term { coefficient: 1, factors: vec![(name.into(), 1)] }] }
    }

    /// The terms in the order in which they are written; none of zero.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty()
    }

    fn add_term(&mut self, term: Term) {
        if term.coefficient == 0 {
            return;
        }
        match self.terms.binary_search_by(|other| order(&other.factors, &term.factors)) {
            Ok(at) => {
                self.terms[at].coefficient = self.terms[at].coefficient.saturating_add(term.coefficient);
            }
            Err(at) => self.terms.insert(at, term),
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(mut self, other: &Self) -> Self {
        other.terms.iter().for_each(|term| self.add_term(term.clone()));
        self
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Self) -> Self {
        let mut result = Self::default();
        for left in &self.terms {
            for right in &other.terms {
                let coefficient = left.coefficient.saturating_mul(right.coefficient);
                result.add_term(Term { coefficient, factors: product(&left.factors, &right.factors) });
            }
        }
        result
    }

    /// The value where each variable has its `size`; 2¹²⁸ − 1 where it is larger than that.
    pub fn at(&self, size: impl Fn(&str) -> u128) -> u128 {
        let value = |term: &Term| {
            let factors = term.factors.iter().map(|(name, exponent)| size(name).saturating_pow(*exponent));
            // A zero anywhere wins, even beside what is too large.
            let factors: Vec<u128> = factors.collect();
            if factors.contains(&0) {
                0
            } else {
                factors.into_iter().fold(term.coefficient, u128::saturating_mul)
            }
        };
        self.terms.iter().map(value).fold(0, u128::saturating_add)
    }

    /// The highest power of a variable.
    pub fn degree(&self, variable: &str) -> u32 {
        self.terms.iter().map(|term| term.degree(variable)).max().unwrap_or(0)
    }

    /// The terms that are wanted.
    #[must_use]
    pub fn part(&self, wanted: impl Fn(&Term) -> bool) -> Self {
        Self { terms: self.terms.iter().filter(|term| wanted(term)).cloned().collect() }
    }
}

impl Term {
    /// The power of a variable in it.
    pub fn degree(&self, variable: &str) -> u32 {
        self.factors.iter().find(|(name, _)| **name == *variable).map_or(0, |factor| factor.1)
    }
}

/// `2·n²·d_k + 5·n²`
impl fmt::Display for Polynomial {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return formatter.write_str("0");
        }
        for (at, term) in self.terms.iter().enumerate() {
            formatter.write_str(if at > 0 { " + " } else { "" })?;
            write!(formatter, "{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.coefficient != 1 || self.factors.is_empty();
        if told {
            write!(formatter, "{}", self.coefficient)?;
        }
        for (at, (variable, exponent)) in self.factors.iter().enumerate() {
            let dot = if told || at > 0 { "·" } else { "" };
            write!(formatter, "{dot}{variable}")?;
            match exponent {
                1 => {}
                2 => formatter.write_str("²")?,
                3 => formatter.write_str("³")?,
                other => write!(formatter, "^{other}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 4] = ["n", "d_model", "d_k", "h"];

    fn polynomial() -> impl Strategy<Value = Polynomial> {
        let term = (0_u128..9, prop::collection::vec(0_usize..4, 0..4)).prop_map(|(coefficient, factors)| {
            let constant = Polynomial::constant(coefficient);
            factors.iter().fold(constant, |product, &at| product.times(&Polynomial::variable(NAMES[at])))
        });
        prop::collection::vec(term, 0..5)
            .prop_map(|terms| terms.iter().fold(Polynomial::default(), Polynomial::plus))
    }

    fn sizes() -> impl Strategy<Value = [u128; 4]> {
        prop::array::uniform4(0_u128..1000)
    }

    fn at(polynomial: &Polynomial, sizes: [u128; 4]) -> u128 {
        polynomial.at(|name| sizes[NAMES.iter().position(|other| *other == name).unwrap()])
    }

    proptest! {
        #[test]
        fn sums_and_products_are_those_of_the_values(p in polynomial(), q in polynomial(), sizes in sizes()) {
            prop_assert_eq!(at(&p.clone().plus(&q), sizes), at(&p, sizes) + at(&q, sizes));
            prop_assert_eq!(at(&p.times(&q), sizes), at(&p, sizes) * at(&q, sizes));
        }

        #[test]
        fn the_laws_of_a_ring_hold_in_writing(p in polynomial(), q in polynomial(), r in polynomial()) {
            let sum = |left: &Polynomial, right: &Polynomial| left.clone().plus(right);
            prop_assert_eq!(sum(&p, &q), sum(&q, &p));
            prop_assert_eq!(p.times(&q), q.times(&p));
            prop_assert_eq!(sum(&sum(&p, &q), &r), sum(&p, &sum(&q, &r)));
            prop_assert_eq!(p.times(&q).times(&r), p.times(&q.times(&r)));
            prop_assert_eq!(p.times(&sum(&q, &r)), sum(&p.times(&q), &p.times(&r)));
            prop_assert_eq!(p.times(&Polynomial::constant(1)), p.clone());
            prop_assert_eq!(sum(&p, &Polynomial::default()), p.clone());
            prop_assert!(p.times(&Polynomial::constant(0)).is_zero());
        }

        #[test]
        fn degrees_add_up(p in polynomial(), q in polynomial()) {
            prop_assume!(!p.is_zero() && !q.is_zero());
            for name in NAMES {
                prop_assert_eq!(p.times(&q).degree(name), p.degree(name) + q.degree(name));
            }
        }

        #[test]
        fn parts_make_up_the_whole(p in polynomial(), sizes in sizes()) {
            let steep = p.part(|term| term.degree("n") >= 2);
            let flat = p.part(|term| term.degree("n") < 2);
            prop_assert!(flat.degree("n") < 2);
            prop_assert_eq!(at(&steep, sizes) + at(&flat, sizes), at(&p, sizes));
            prop_assert_eq!(steep.plus(&flat), p);
        }
    }

    #[test]
    fn terms_are_written_as_in_a_book() {
        let product = |names: &[&str]| {
            names
                .iter()
                .fold(Polynomial::constant(1), |product, name| product.times(&Polynomial::variable(*name)))
        };
        let scores = product(&["d_k", "n", "n"]).times(&Polynomial::constant(2));
        let sum = [product(&["d_k", "d_model", "n"]), product(&["n", "n"]), Polynomial::constant(7), scores];
        let sum = sum.iter().fold(Polynomial::default(), Polynomial::plus);
        assert_eq!(sum.to_string(), "2·n²·d_k + n² + n·d_model·d_k + 7");
        assert_eq!(Polynomial::default().to_string(), "0");
        assert_eq!(Polynomial::constant(1).to_string(), "1");
        assert_eq!(product(&["n"; 3]).plus(&product(&["n"; 4])).to_string(), "n^4 + n³");
    }

    #[test]
    fn what_is_too_large_saturates() {
        let square = Polynomial::variable("n").times(&Polynomial::variable("n"));
        assert_eq!(square.at(|_| u128::MAX), u128::MAX);
        assert_eq!(
            square.times(&Polynomial::variable("h")).at(|name| if name == "h" { 0 } else { u128::MAX }),
            0
        );
    }
}
