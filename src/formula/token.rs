//! Text → tokens, with winnow.

use winnow::{
    LocatingSlice, ModalResult, Parser,
    ascii::digit1,
    combinator::{alt, opt, repeat},
    error::{ContextError, ErrMode},
    token::{any, literal, one_of, take_while},
};

use crate::value::decimal;

use super::{Span, SyntaxProblem, SyntaxProblemKind, names};

/// A token with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Name(String),
    /// An operator or a bracket, in its plain form.
    Symbol(&'static str),
}

/// The symbols, longest first; the forms of a Chinese keyboard mean the same as the plain ones.
const SYMBOLS: &[(&str, &str)] = &[
    ("**", "**"),
    ("==", "=="),
    ("!=", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("+", "+"),
    ("-", "-"),
    ("*", "*"),
    ("/", "/"),
    ("@", "@"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    (",", ","),
    (":", ":"),
    (".", "."),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("\u{ff0a}\u{ff0a}", "**"),
    ("\u{ff1d}\u{ff1d}", "=="),
    ("\u{ff01}\u{ff1d}", "!="),
    ("\u{ff1c}\u{ff1d}", "<="),
    ("\u{ff1e}\u{ff1d}", ">="),
    ("\u{ff0b}", "+"),
    ("\u{ff0d}", "-"),
    ("\u{ff0a}", "*"),
    ("\u{ff0f}", "/"),
    ("\u{ff20}", "@"),
    ("\u{ff08}", "("),
    ("\u{ff09}", ")"),
    ("\u{ff3b}", "["),
    ("\u{ff3d}", "]"),
    ("\u{ff0c}", ","),
    ("\u{ff1a}", ":"),
    ("\u{ff0e}", "."),
    ("\u{ff1d}", "="),
    ("\u{ff1c}", "<"),
    ("\u{ff1e}", ">"),
    ("\u{2212}", "-"),
    ("\u{3010}", "["),
    ("\u{3011}", "]"),
    ("\u{3001}", ","),
    ("\u{2264}", "<="),
    ("\u{2265}", ">="),
    ("\u{2260}", "!="),
    ("\u{d7}", "*"),
    ("\u{b7}", "*"),
    ("\u{f7}", "/"),
];

/// What to write for a character that mathematics has and the language has not.
const INSTEAD: &[(char, &str)] = &[
    ('^', "**"),
    ('√', "sqrt(…)"),
    ('ᵀ', ".T"),
    ('⊤', ".T"),
    ('′', ".T"),
    ('\'', ".T"),
    ('∞', "inf"),
    ('{', "("),
    ('}', ")"),
    ('²', "**2"),
    ('³', "**3"),
    ('|', "abs(…)"),
    ('∑', "sum(…)"),
    ('Σ', "sum(…)"),
];

type Input<'a> = LocatingSlice<&'a str>;

/// The tokens of the text, or its first character that the language does not have.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, SyntaxProblem> {
    let mut input = LocatingSlice::new(source);
    let tokens = repeat(0.., token).parse_next(&mut input);
    let _ = space(&mut input);
    let Ok(found) = any::<_, ErrMode<ContextError>>.with_span().parse_next(&mut input) else {
        return Ok(tokens.unwrap_or_default());
    };
    let (found, place) = found;
    let instead =
        INSTEAD.iter().find(|(character, _)| *character == found).map(|(_, instead)| (*instead).to_owned());
    let instead = instead.or_else(|| half_width(found).map(String::from));
    Err(SyntaxProblem {
        span: Span::new(place.start, place.end),
        kind: SyntaxProblemKind::Character { found, instead },
    })
}

/// The plain form of a full-width character.
fn half_width(character: char) -> Option<char> {
    let code = u32::from(character);
    (0xff01..=0xff5e).contains(&code).then(|| char::from_u32(code - 0xfee0)).flatten()
}

fn token(input: &mut Input<'_>) -> ModalResult<Token> {
    space(input)?;
    let (kind, place) = alt((number, name, symbol)).with_span().parse_next(input)?;
    Ok(Token { kind, span: Span::new(place.start, place.end) })
}

fn space(input: &mut Input<'_>) -> ModalResult<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

fn number(input: &mut Input<'_>) -> ModalResult<Kind> {
    let mantissa = alt(((digit1, opt(('.', opt(digit1)))).void(), ('.', digit1).void()));
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-'])), digit1);
    (mantissa, opt(exponent)).take().verify_map(decimal::parse).map(Kind::Number).parse_next(input)
}

fn name(input: &mut Input<'_>) -> ModalResult<Kind> {
    (any.verify(|first: &char| names::starts_name(*first)), take_while(0.., names::continues_name))
        .take()
        .map(|text: &str| Kind::Name(text.to_owned()))
        .parse_next(input)
}

fn symbol(input: &mut Input<'_>) -> ModalResult<Kind> {
    for (form, plain) in SYMBOLS {
        if opt(literal::<_, _, ErrMode<ContextError>>(*form)).parse_next(input)?.is_some() {
            return Ok(Kind::Symbol(plain));
        }
    }
    Err(ErrMode::Backtrack(ContextError::new()))
}

#[cfg(test)]
mod tests {

    use super::*;

    fn kinds(source: &str) -> Vec<Kind> {
        tokens(source).unwrap().into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn numbers_take_every_python_form() {
        for (text, value) in [("1", 1.0), ("1.", 1.0), (".5", 0.5), ("1.5e-3", 1.5e-3), ("2E+2", 200.0)] {
            assert_eq!(kinds(text), [Kind::Number(value)], "{text}");
        }
        assert_eq!(kinds("1e"), [Kind::Number(1.0), Kind::Name("e".into())], "a half-typed exponent");
    }

    #[test]
    fn a_chinese_keyboard_types_the_same_symbols() {
        assert_eq!(
            kinds("softmax\u{ff08}S\u{ff0c}axis\u{ff1d}\u{ff0d}1\u{ff09}"),
            kinds("softmax(S,axis=-1)")
        );
    }

    #[test]
    fn a_foreign_character_is_placed_and_answered() {
        let problem = tokens("Y = x ^ 2").unwrap_err();
        assert_eq!(problem.span, Span::new(6, 7));
        assert_eq!(problem.kind, SyntaxProblemKind::Character { found: '^', instead: Some("**".into()) });
        assert!(tokens("Y = 文 # 1").is_err());
    }
}
