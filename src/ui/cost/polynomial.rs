//! A polynomial as mathematics.

use yew::prelude::*;

use crate::{
    ui::math,
    value::{Polynomial, Term},
};

/// `n²·d_k + 5·n²`, each term by itself, so that a line can end between two.
pub(super) fn polynomial(polynomial: &Polynomial) -> Html {
    let terms = polynomial.terms();
    let set = |(at, term): (usize, &Term)| {
        html! {
            <>
                { if at > 0 { " + " } else { "" } }
                <math class="math" display="inline"><mrow>
                    { self::term(term) }
                </mrow></math>
            </>
        }
    };
    html! {
        <>
            if terms.is_empty() { { "0" } }
            { for terms.iter().enumerate().map(set) }
        </>
    }
}

fn term(term: &Term) -> Html {
    let told = term.coefficient != 1 || term.factors.is_empty();
    let factor = |(at, (variable, exponent)): (usize, &(std::rc::Rc<str>, u32))| {
        let base = math::name(variable);
        html! {
            <>
                if told || at > 0 { <mo>{ "·" }</mo> }
                if *exponent > 1 { <msup>{ base }<mn>{ *exponent }</mn></msup> } else { { base } }
            </>
        }
    };
    html! {
        <>
            if told { <mn>{ term.coefficient.to_string() }</mn> }
            { for term.factors.iter().enumerate().map(factor) }
        </>
    }
}
