//! Arithmetic of several lines, each with the name of its number.

use yew::prelude::*;

use super::{
    line::{brief, sign},
    pieces::{element, words},
    teller::Teller,
};
use crate::{
    ops::explanation::{Derivation, DerivationLine},
    session::{MOST_LINES, Written, written},
};

impl Teller<'_> {
    pub(super) fn derivation(&self, derivation: &Derivation) -> Html {
        let line = |line: &DerivationLine| {
            let piece = |piece: Written| match piece {
                Written::Sign(text) => sign(text),
                Written::Operand(operand) => self.card(&operand),
                Written::Number(number, None) => sign(&brief(number)),
                Written::Number(number, Some(symbol)) => {
                    let name = element("code", "", vec![words(symbol)]);
                    element("span", "card", vec![sign(&brief(number)), name])
                }
            };
            let mut parts = vec![element("code", "line__symbol", vec![words(line.symbol)]), sign("=")];
            parts.extend(written(&line.part, &derivation.lines).into_iter().map(piece));
            parts.push(sign("="));
            parts.push(element("strong", "", vec![words(brief(line.value))]));
            element("p", "line", parts)
        };
        // The last line is the number itself, the one before it often a half of that.
        let (first, last) = derivation.lines.split_at(derivation.lines.len().saturating_sub(3));
        let more = self.more(first.len().saturating_sub(MOST_LINES), None);
        first.iter().take(MOST_LINES).map(line).chain([more]).chain(last.iter().map(line)).collect()
    }
}
