//! Numbers that a text claims of its notebook: `[0.69](=A[0,1])`, `[0.22](=A[2,3]?X[2,1]=0)`.

use super::{Cell, CellKind, Document, Program, Run, State, change::changed, compile, run};

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The number as the text writes it.
    pub said: &'a str,
    /// The expression whose value it is.
    pub expression: &'a str,
    /// The changes after which it is.
    pub when: Option<&'a str>,
}

/// Why a claim does not hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Untrue {
    /// What the text writes is no number.
    NotANumber,
    /// The changes cannot be made.
    Changes,
    /// The expression has no value, or not one number.
    Expression,
    /// It is another number.
    Other(f64),
}

impl Claim<'_> {
    /// Whether the claim is true of the notebook: its number is the expression's value, rounded as it is written.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, document: &Document) -> Result<(), Untrue> {
        self.check_computed(document, (&Program::default(), &Run::default()))
    }

    /// The same of a notebook that has been computed: only the expression is computed anew.
    ///
    /// # Errors
    /// Why not.
    pub fn check_computed(&self, document: &Document, computed: (&Program, &Run)) -> Result<(), Untrue> {
        let (said, unit) = number(self.said).ok_or(Untrue::NotANumber)?;
        let document = match self.when {
            Some(changes) => changed(document, changes).map_err(|_| Untrue::Changes)?,
            None => document.clone(),
        };
        let value = value_of(&document, computed, self.expression).ok_or(Untrue::Expression)?;
        let same = said.to_bits() == value.to_bits();
        // Half a unit either way, and what f64 cannot say.
        let close = (said - value).abs() <= unit * (0.5 + 1e-9) + 1e-12;
        if same || close { Ok(()) } else { Err(Untrue::Other(value)) }
    }
}

/// The number that a text writes, and one unit of its last digit.
fn number(said: &str) -> Option<(f64, f64)> {
    let plain: String = said.chars().filter(|sign| !matches!(sign, ',' | '`' | '*' | ' ')).collect();
    let plain = plain.replace('−', "-").replace('∞', "inf");
    let (plain, percent) = match plain.strip_suffix('%') {
        Some(plain) => (plain, true),
        None => (plain.as_str(), false),
    };
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let value: f64 = plain.parse().ok()?;
    let hundredth = if percent { 0.01 } else { 1.0 };
    Some((value * hundredth, 0.1_f64.powi(decimals as i32) * hundredth))
}

/// The value of an expression of the notebook's names, where it is one number.
fn value_of(document: &Document, (program, computed): (&Program, &Run), expression: &str) -> Option<f64> {
    let mut document = document.clone();
    let name = document.free_name("claim");
    let source = format!("{name} = {expression}").into();
    let id = document.free_id();
    let kind = CellKind::Formula { source };
    document.cells.push(Cell::new(id.clone(), kind).into());
    let results = run(&compile(&document, program), computed).results;
    let result = results.iter().find(|result| result.cell.id == id)?;
    let value = result.value.as_ref().filter(|_| result.state == State::Fresh)?;
    value.as_number()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    #[test]
    fn claims_are_checked_to_the_digits_they_show() {
        let document = lessons::first();
        let check = |said, expression, when| Claim { said, expression, when }.check(&document);
        assert_eq!(check("0.69", "A[0,1]", None), Ok(()));
        assert_eq!(check("69%", "A[0,1]", None), Ok(()));
        assert_eq!(check("0.6917", "A[0,1]", None), Ok(()));
        assert!(matches!(check("0.68", "A[0,1]", None), Err(Untrue::Other(_))));
        assert_eq!(check("1", "A[0,0]", Some("causal=1")), Ok(()));
        assert_eq!(check("−1", "-A[0,0]", Some("causal=1")), Ok(()));
        assert_eq!(check("−∞", "log(0)", None), Ok(()));
        assert_eq!(check("x", "A[0,0]", None), Err(Untrue::NotANumber));
        assert_eq!(check("1", "A[0]", None), Err(Untrue::Expression));
        assert_eq!(check("1", "A[0,0]", Some("nothing=1")), Err(Untrue::Changes));
    }

    #[test]
    fn what_is_computed_already_gives_the_same_answers() {
        let document = lessons::first();
        let program = compile(&document, &Program::default());
        let computed = run(&program, &Run::default());
        for (said, expression) in
            [("0.69", "A[0,1]"), ("0.68", "A[0,1]"), ("2", "sum(A[0]) + n / 4"), ("1", "A[0]")]
        {
            let claim = Claim { said, expression, when: None };
            assert_eq!(claim.check_computed(&document, (&program, &computed)), claim.check(&document));
        }
    }
}
