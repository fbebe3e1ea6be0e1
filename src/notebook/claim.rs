//! Numbers that a text claims of its notebook: `[0.69](=A[0,1])`, `[0.22](=A[2,3]?X[2,1]=0)`.

use super::{Cell, CellKind, Document, Program, Run, State, change::changed, compile, run};

/// A link of a text, by its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLink<'a> {
    /// The text that is shown.
    pub text: &'a str,
    /// Where it leads.
    pub address: &'a str,
}

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

/// The links of a Markdown text, in order.
pub fn links(text: &str) -> Vec<TextLink<'_>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(middle) = text[from..].find("](").map(|at| from + at) {
        let Some(start) = opening(&text[..middle]) else {
            from = middle + 2;
            continue;
        };
        let end = closing(&text[middle + 2..]).map(|end| middle + 2 + end);
        if let Some(end) = end {
            links.push(TextLink { text: &text[start..middle], address: &text[middle + 2..end] });
        }
        from = end.unwrap_or(middle + 2);
    }
    links
}

/// Where the text of a link begins that ends here: after the bracket that is not closed.
fn opening(before: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, sign) in before.char_indices().rev() {
        match sign {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at + 1),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where an address ends: at the parenthesis that was not opened in it, before any space.
fn closing(address: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, sign) in address.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            sign if sign.is_whitespace() => return None,
            _ => {}
        }
    }
    None
}

impl<'a> TextLink<'a> {
    /// The changes that it proposes.
    pub fn proposal(self) -> Option<&'a str> {
        self.address.strip_prefix("try:")
    }

    /// The claim that it makes.
    pub fn claim(self) -> Option<Claim<'a>> {
        let claim = self.address.strip_prefix('=')?;
        let (expression, when) = match claim.split_once('?') {
            Some((expression, when)) => (expression, Some(when)),
            None => (claim, None),
        };
        Some(Claim { said: self.text, expression, when })
    }
}

impl Claim<'_> {
    /// Whether the claim is true of the notebook: its number is the expression's value, rounded as it is written.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, document: &Document) -> Result<(), Untrue> {
        let (said, unit) = number(self.said).ok_or(Untrue::NotANumber)?;
        let document = match self.when {
            Some(changes) => changed(document, changes).map_err(|_| Untrue::Changes)?,
            None => document.clone(),
        };
        let value = value_of(&document, self.expression).ok_or(Untrue::Expression)?;
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
pub fn value_of(document: &Document, expression: &str) -> Option<f64> {
    let mut document = document.clone();
    let name = document.free_name("claim");
    let source = format!("{name} = {expression}").into();
    let id = document.free_id();
    let kind = CellKind::Formula { source };
    document.cells.push(Cell::new(id.clone(), kind).into());
    let program = compile(&document, &Program::default());
    let results = run(&program, &Run::default()).results;
    let result = results.iter().find(|result| result.cell.id == id)?;
    let value = result.value.as_ref().filter(|_| result.state == State::Fresh)?;
    value.as_number()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons;

    #[test]
    fn links_are_found() {
        let text = "a [1](=sum(A[0])) b [set `X[2, 1]` to 0](try:X[2,1]=0;Z=S/(2+1)) [c] (d) [e](f g) [0.5](=A[0,1]?s=1)";
        let found: Vec<_> = links(text).iter().map(|link| (link.text, link.address)).collect();
        let expected =
            [("1", "=sum(A[0])"), ("set `X[2, 1]` to 0", "try:X[2,1]=0;Z=S/(2+1)"), ("0.5", "=A[0,1]?s=1")];
        assert_eq!(found, expected);
        let claim = links(text)[2].claim().unwrap();
        assert_eq!((claim.said, claim.expression, claim.when), ("0.5", "A[0,1]", Some("s=1")));
        assert_eq!(links(text)[1].proposal(), Some("X[2,1]=0;Z=S/(2+1)"));
    }

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
}
