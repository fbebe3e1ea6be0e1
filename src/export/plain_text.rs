//! Texts of a notebook outside of the page: links that only the page can follow become their words, and nothing in them
//! can end a comment.

use crate::prose::Address;

/// Markdown without the claims and the proposed changes of the page: their words stay.
pub(super) fn outside(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let address = enclosed(&rest[middle + 2..]);
        let start = opening(&rest[..middle]);
        match (start, address) {
            (Some(start), Some(address)) if is_of_page(address) => {
                out.push_str(&rest[..start]);
                out.push_str(&rest[start + 1..middle]);
                rest = &rest[middle + 3 + address.len()..];
            }
            _ => {
                out.push_str(&rest[..middle + 2]);
                rest = &rest[middle + 2..];
            }
        }
    }
    out.push_str(rest);
    printable(&out)
}

fn is_of_page(address: &str) -> bool {
    matches!(Address::read(address), Some(Address::Claim { .. } | Address::Try(_)))
}

/// What stands before the parenthesis that closes an address.
fn enclosed(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return text.get(..at),
            ')' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// Where the bracket opens that closes behind a text.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices().rev() {
        match character {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Without characters that no text has: they end lines of Python, or the file.
fn printable(text: &str) -> String {
    let ends_line =
        |character: char| matches!(character, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\r');
    let kept = text.replace("\r\n", "\n");
    let kept = kept.chars().map(|character| if ends_line(character) { '\n' } else { character });
    kept.filter(|character| *character == '\n' || *character == '\t' || !character.is_control()).collect()
}

/// A text in one line.
pub(super) fn in_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a comment of Python.
pub(super) fn comment(text: &str) -> String {
    let lines = printable(text);
    let lines = lines.lines().map(|line| format!("# {line}").trim_end().to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_of_the_page_become_words() {
        assert_eq!(outside("a [0.31](=A[0,1]) b [try](try:X[0,0]=1) c"), "a 0.31 b try c");
        assert_eq!(outside("[1](=sum(A[0])), [x](https://a.example/)"), "1, [x](https://a.example/)");
        assert_eq!(outside("`x[0](1)` [a"), "`x[0](1)` [a");
        assert_eq!(outside("[**0.5**](=A[0,0]?c=1)"), "**0.5**");
    }

    #[test]
    fn nothing_ends_a_comment() {
        assert_eq!(comment("a\r\nb\u{2028}import os\u{0}\n\nc"), "# a\n# b\n# import os\n#\n# c");
        assert_eq!(in_line(" a\n b\u{c}c "), "a b c");
    }
}
