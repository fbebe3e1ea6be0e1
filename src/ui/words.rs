//! Plain text with `code` and **bold** → HTML.

use yew::prelude::*;

/// A text with its marks turned into elements.
pub(super) fn words(text: &str) -> Html {
    let mut html = Vec::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            html.push(html! { <code>{ part.to_owned() }</code> });
            continue;
        }
        for (index, part) in part.split("**").enumerate() {
            html.push(if index % 2 == 1 {
                html! { <strong>{ part.to_owned() }</strong> }
            } else {
                html! { { part.to_owned() } }
            });
        }
    }
    html.into_iter().collect()
}
