//! The numbers that texts claim of their notebook: those that are others now are marked, since no text is written anew.

use yew::prelude::*;

use super::{effect::use_effect_on, page::use_page, piece::view_of, shared::Shared};
use crate::{
    notebook::{Claim, Document, Program, Run},
    part::of_part,
    web,
};

#[derive(Clone, PartialEq)]
pub(super) struct ClaimsProps {
    pub(super) document: Shared<Document>,
    pub(super) program: Shared<Program>,
    pub(super) run: Shared<Run>,
    /// Whether the notebook is another than the texts were written for.
    pub(super) changed: bool,
    /// How many rows are drawn.
    pub(super) rows: usize,
}

view_of!(ClaimsProps, use_claims);

of_part!(
    answers,
    CLAIMS,
    /// Whether a number is that of the expression now.
    fn holds(props: &ClaimsProps, said: &str, expression: &str) -> bool {
        let claim = Claim { said, expression, when: None };
        claim.check_computed(&props.document, (&props.program, &props.run)).is_ok()
    }
);

#[hook]
fn use_claims(props: &ClaimsProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let title = if props.changed { page.text("text.outdated") } else { AttrValue::default() };
    use_effect_on((props.clone(), title), |(props, title)| {
        let (props, title) = (props.clone(), title.clone());
        web::spawn(async move {
            // As long as nothing has changed nothing is asked for.
            if !props.changed || CLAIMS.fetch().await {
                let holds = |said: &str, expression: &str| {
                    !props.changed || holds(&props, said, expression).unwrap_or(true)
                };
                web::prose::mark_claims(holds, &title);
            }
        });
    });
    html! {}
}
