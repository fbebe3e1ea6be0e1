//! A number as a person types it into a cell.

/// What the text in a cell means so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry {
    /// A number: finite, ∞ or −∞, never NaN.
    Number(f64),
    /// The beginning of a number, such as `-` or `1e`: not an error, and not yet a value.
    Unfinished,
    /// No number begins like this.
    Wrong,
}

impl Entry {
    /// Reads what was typed: a decimal number, `inf`, `∞`, or a fraction such as `1/3`; digits and signs of any
    /// keyboard (`１．５`, `1。5`, `−1`).
    pub fn read(text: &str) -> Self {
        if text.len() > LONGEST {
            return Self::Wrong;
        }
        let plain: String = text.trim().chars().map(from_any_keyboard).collect();
        match plain.split_once('/') {
            None => number(&plain),
            Some((over, under)) => fraction(number(over.trim_end()), number(under.trim_start())),
        }
    }
}

/// In bytes. Every f64 written out in full has fewer than 1,100 characters.
const LONGEST: usize = 1_200;

/// The ASCII character that was meant: an input method for Chinese leaves full-width signs and 。 behind.
pub(super) fn from_any_keyboard(typed: char) -> char {
    match typed {
        '−' | '–' | '﹣' => '-',
        '。' | '｡' => '.',
        '、' => ',',
        '／' | '⁄' => '/',
        '\u{3000}' | '\u{a0}' => ' ',
        // The full-width forms mirror ASCII in order.
        '！'..='～' => char::from_u32(typed as u32 - '！' as u32 + '!' as u32).unwrap_or(typed),
        _ => typed,
    }
}

fn number(text: &str) -> Entry {
    let (sign, unsigned) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    match magnitude(unsigned) {
        Entry::Number(value) => Entry::Number(sign * value),
        other => other,
    }
}

fn magnitude(text: &str) -> Entry {
    let word = text.to_ascii_lowercase();
    if word == "inf" || word == "infinity" || word == "∞" {
        return Entry::Number(f64::INFINITY);
    }
    // "" as well: nothing typed yet is the beginning of everything.
    if "infinity".starts_with(&word) {
        return Entry::Unfinished;
    }
    let (mantissa, exponent) = match word.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (word.as_str(), None),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let power = exponent.map(|power| power.strip_prefix(['-', '+']).unwrap_or(power));
    if ![whole, decimals, power.unwrap_or("")].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return Entry::Wrong;
    }
    match (whole.is_empty() && decimals.is_empty(), power) {
        (true, None) | (false, Some("")) => Entry::Unfinished,
        (true, Some(_)) => Entry::Wrong,
        // Out of range is refused: ∞ has to be meant.
        (false, _) => match crate::value::decimal::parse(&word) {
            Some(value) if value.is_finite() => Entry::Number(value),
            _ => Entry::Wrong,
        },
    }
}

fn fraction(over: Entry, under: Entry) -> Entry {
    match (over, under) {
        (Entry::Number(over), _) if over.is_infinite() => Entry::Wrong,
        (Entry::Number(_), Entry::Number(under)) if under.is_infinite() => Entry::Wrong,
        // `1/0` is on the way to `1/0.5`.
        (Entry::Number(_), Entry::Number(0.0) | Entry::Unfinished) => Entry::Unfinished,
        (Entry::Number(over), Entry::Number(under)) if (over / under).is_finite() => {
            Entry::Number(over / under)
        }
        _ => Entry::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Entry;

    #[test]
    fn numbers_of_any_keyboard() {
        for (text, value) in [
            ("0", 0.0),
            (" 12 ", 12.0),
            ("+.5", 0.5),
            ("5.", 5.0),
            ("-1.5e-3", -0.0015),
            ("1E3", 1000.0),
            ("１２３", 123.0),
            ("－１．５", -1.5),
            ("−2", -2.0),
            ("0。5", 0.5),
            ("\u{3000}7\u{a0}", 7.0),
            ("1/3", 1.0 / 3.0),
            ("-3 / 4", -0.75),
            ("１／２", 0.5),
            ("inf", f64::INFINITY),
            ("-Infinity", f64::NEG_INFINITY),
            ("−∞", f64::NEG_INFINITY),
        ] {
            assert_eq!(Entry::read(text), Entry::Number(value), "{text}");
        }
    }

    #[test]
    fn beginnings_are_not_errors() {
        for text in [
            "", " ", "-", "+", ".", "-.", "1e", "1e-", "1.5E+", "i", "-in", "infin", "1/", "1/0", "1/0.",
            "1/-",
        ] {
            assert_eq!(Entry::read(text), Entry::Unfinished, "{text}");
        }
    }

    #[test]
    fn the_rest_is_wrong() {
        for text in [
            "x", "nan", "1,5", "1 2", "--1", "e", ".e1", "1.2.3", "1e5.5", "1e400", "1//2", "/2", "1/2/3",
            "inf/2", "١",
        ] {
            assert_eq!(Entry::read(text), Entry::Wrong, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".*") {
            if let Entry::Number(value) = Entry::read(&text) {
                prop_assert!(!value.is_nan());
            }
        }

        #[test]
        fn what_is_shown_can_be_typed(value in any::<f64>().prop_filter("a number", |value| !value.is_nan())) {
            prop_assert_eq!(Entry::read(&crate::value::decimal::shortest(value)), Entry::Number(value));
            prop_assert_eq!(Entry::read(&crate::value::decimal::full(value)), Entry::Number(value));
        }

        #[test]
        fn every_beginning_of_a_number_is_fine(value in prop::num::f64::NORMAL) {
            let text = crate::value::decimal::shortest(value);
            for end in 0..text.len() {
                prop_assert_ne!(Entry::read(&text[..end]), Entry::Wrong);
            }
        }
    }
}
