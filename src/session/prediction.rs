//! What the reader answers to a question before looking.

use crate::{
    notebook::{Answer, AskedNumber, Entry, Explainer, Prediction, Program, Run},
    value::decimal,
};

/// The reader's answer to a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prospect {
    /// What was answered.
    pub guess: Guess,
    /// Whether the right answer is shown.
    pub revealed: bool,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Guess {
    /// Not yet.
    #[default]
    None,
    /// The position among the choices.
    Choice(usize),
    /// A number, as typed.
    Number(String),
}

/// The right answer, as it is now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Truth {
    /// The position among the choices.
    Choice(usize),
    /// The number, and how far from it an answer may be; `None` where it has no value now.
    Number(Option<f64>, f64),
}

impl Truth {
    /// The right answer to a question; a number is read from the run.
    pub fn of(program: &Program, run: &Run, prediction: &Prediction) -> Self {
        match &prediction.answer {
            Answer::Choice { right, .. } => Self::Choice(*right),
            Answer::Number(AskedNumber { name, slice, row, column, tolerance }) => {
                let value = Explainer::new(program, run).value_of(name);
                Self::Number(value.and_then(|value| value.get(*slice, *row, *column)), *tolerance)
            }
        }
    }

    /// Whether a guess is right; `None` where nothing can be said: no answer, or no number to compare with.
    pub fn holds(self, guess: &Guess) -> Option<bool> {
        match (self, guess) {
            (Self::Choice(right), Guess::Choice(choice)) => Some(right == *choice),
            (Self::Number(Some(value), tolerance), Guess::Number(text)) => match Entry::read(text) {
                // The decimals that are typed and those of the tolerance need not meet exactly in binary.
                Entry::Number(guess) => {
                    let apart = (guess - value).abs();
                    Some(guess.to_bits() == value.to_bits() || apart <= tolerance * (1.0 + 1e-9) + 1e-12)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The number as it is said.
    pub fn number(self) -> Option<String> {
        match self {
            Self::Number(Some(value), _) => Some(decimal::Format::of(&[value]).text(value)),
            _ => None,
        }
    }
}

impl Guess {
    /// Whether it is an answer: a choice, or a text that is a number.
    pub fn is_given(&self) -> bool {
        match self {
            Self::None => false,
            Self::Choice(_) => true,
            Self::Number(text) => matches!(Entry::read(text), Entry::Number(_)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_are_held_against_the_truth() {
        let number = |text: &str| Guess::Number(text.to_owned());
        let truth = Truth::Number(Some(0.3), 0.05);
        for (guess, right) in
            [("0.35", Some(true)), ("1/4", Some(true)), ("0.36", Some(false)), ("", None), ("x", None)]
        {
            assert_eq!(truth.holds(&number(guess)), right, "{guess}");
        }
        let infinite = Truth::Number(Some(f64::NEG_INFINITY), 0.1);
        assert_eq!(
            (infinite.holds(&number("−∞")), infinite.holds(&number("inf"))),
            (Some(true), Some(false))
        );
        assert_eq!(Truth::Number(None, 0.1).holds(&number("1")), None);
        assert_eq!(Truth::Choice(1).holds(&Guess::Choice(1)), Some(true));
        assert_eq!(Truth::Choice(1).holds(&Guess::None), None);
        assert!(number("−1/3").is_given() && !number("1/").is_given() && !Guess::None.is_given());
        assert_eq!(truth.number().as_deref(), Some("0.3"));
    }
}
