//! What an edit changed, in words.

use yew::prelude::*;

use super::{effect::use_effect_on, page::use_page, piece::view_of, shared::Shared, state::use_kept};
use crate::{notebook::Run, web};

#[derive(PartialEq)]
pub(super) struct ConsequenceProps {
    pub(super) run: Shared<Run>,
}

view_of!(ConsequenceProps, use_consequence);

/// Says what an edit changed, for those who cannot see it: once the typing has paused.
#[hook]
fn use_consequence(props: &ConsequenceProps) -> Html {
    let said = use_kept(|| (0_u64, String::new()));
    let page = use_page();
    {
        let said = said.clone();
        use_effect_on((props.run.clone(), page), move |(run, page)| {
            let run = run.clone();
            let number = run.number;
            let sentence = page.as_ref().filter(|_| run.number > 1).and_then(|page| {
                let changed = run.results.iter().filter(|result| result.changed_in == run.number);
                let names: Vec<String> = changed
                    .filter_map(|result| match &result.formula {
                        Some(formula) => Some(formula.name.to_string()),
                        None => result.cell.name().map(ToString::to_string),
                    })
                    .collect();
                let said = page.language.fill("grid.consequence", &[("names", &page.language.join(&names))]);
                (!names.is_empty()).then_some(said)
            });
            let timer = sentence.map(|sentence| web::Timeout::new(800, move || said.set((number, sentence))));
            move || drop(timer)
        });
    }
    // A new element for each sentence: the same words said again would be no change, and not be spoken.
    html! { <div class="spoken" role="status" aria-live="polite"><p key={said.0}>{ said.1.clone() }</p></div> }
}
