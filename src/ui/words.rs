//! Words with `code` and **bold**, claims and tries → HTML.

use yew::prelude::*;

use crate::prose;

/// A line of words with its marks turned into elements.
pub(super) fn words(text: &str) -> Html {
    Html::from_html_unchecked(prose::spans(&prose::line(text)).into())
}
