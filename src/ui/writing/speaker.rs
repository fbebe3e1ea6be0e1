//! What a lecturer says at a cell, as it is written.

use yew::prelude::*;

use super::field::text_field;
use crate::{
    notebook::{Action, Cell},
    ui::{page::use_page, piece::view_of, shared::Shared},
};

/// The notes of the speaker, of a cell.
#[derive(PartialEq)]
pub(super) struct SpeakerProps {
    pub(super) cell: Shared<Cell>,
}

view_of!(SpeakerProps, use_speaker, write);

#[hook]
fn use_speaker(props: &SpeakerProps) -> Html {
    let Some(page) = use_page() else { return html! {} };
    let language = page.language.tag();
    let text = props.cell.speaker_notes.as_ref().map_or("", |notes| notes.text(language)).to_owned();
    let cell = props.cell.id.clone();
    let edit = Callback::from(move |text| {
        Some(Action::SetSpeakerNotes { cell: cell.clone(), language: language.into(), text })
    });
    text_field(&page, (page.text("present.write"), "speaker-notes", 4), &text, edit)
}
