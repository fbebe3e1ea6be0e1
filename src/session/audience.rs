//! What the lecturer's window and the audience's say to each other, on one computer.
//!
//! The lecturer's says everything that the audience sees: the notebook, when it has changed, and how it is looked at.
//! The audience's says that it is there, and which notebook it has; so a message that was lost is said again. Notes of
//! the speaker are never sent. Any page of the site can speak on a channel: what is not understood is no message.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

pub use super::scene::{Asked, Blank, Exercised, Given, Moved, Scene, Spot};
use super::talk::Press;
use crate::notebook::{Cell, Document, decode, encode};

/// What the `format` field says.
const FORMAT: &str = "attention-notebook-audience";
/// What the `version` field says: windows of two versions of the page do not understand each other, and say so.
const VERSION: u32 = 2;
/// Bytes of a message; two notebooks at every limit are smaller.
const MAX_BYTES: usize = 32 << 20;

/// What the lecturer's window says.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// What it shows.
    Shown {
        /// How often the notebook has changed.
        revision: u64,
        /// The notebook, where it is said.
        document: Option<Rc<Document>>,
        /// The notebook that was pinned, where it is said.
        pinned: Option<Rc<Document>>,
        /// How it is looked at.
        scene: Box<Scene>,
    },
    /// It goes.
    Left,
}

/// What the audience's window says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It is there, and says what it has.
    Here {
        /// The notebook of this revision; 0 for none.
        revision: u64,
        /// The pinned notebook of this number; 0 for none.
        pin: u64,
    },
    /// A key of the talk was pressed there: a clicker speaks to the window that has the focus.
    Pressed(Press),
    /// It goes.
    Left,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    format: String,
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scene: Option<Scene>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notebook: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pinned: Option<String>,
    /// What the lecturer shows, or the audience has; neither for who goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revision: Option<u64>,
    /// The pinned notebook that the audience has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pin: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<Press>,
    from: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Presenter,
    Audience,
}

impl Message {
    /// One that says nothing: who sends it goes.
    fn of(from: Side) -> Self {
        let (scene, notebook, pinned, revision, pin, key) = (None, None, None, None, None, None);
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            scene,
            notebook,
            pinned,
            revision,
            pin,
            key,
            from,
        }
    }

    fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn read(text: &str, from: Side) -> Option<Self> {
        let message: Self = serde_json::from_str(Some(text).filter(|text| text.len() <= MAX_BYTES)?).ok()?;
        (message.format == FORMAT && message.version == VERSION && message.from == from).then_some(message)
    }
}

impl Told {
    /// As it is sent.
    pub fn write(&self) -> String {
        match self {
            Self::Left => Message::of(Side::Presenter).write(),
            Self::Shown { revision, document, pinned, scene } => {
                let text = |document: &Rc<Document>| encode(&without_notes(document));
                let (notebook, pinned) = (document.as_ref().map(text), pinned.as_ref().map(text));
                let (revision, scene) = (Some(*revision), Some((**scene).clone()));
                Message { scene, notebook, pinned, revision, ..Message::of(Side::Presenter) }.write()
            }
        }
    }

    /// Reads what was sent; `None` where it is no message of a lecturer's window.
    pub fn read(text: &str) -> Option<Self> {
        let message = Message::read(text, Side::Presenter)?;
        let (revision, scene) = match (message.revision, message.scene) {
            (Some(revision), Some(scene)) => (revision, scene),
            (None, None) => return Some(Self::Left),
            _ => return None,
        };
        let read = |text: &String| Some(Rc::new(without_notes(&decode(text).ok()?)));
        let document = message.notebook.as_ref().map(read);
        let pinned = message.pinned.as_ref().map(read);
        if document == Some(None) || pinned == Some(None) || !scene.is_sound() {
            return None;
        }
        let (document, pinned) = (document.flatten(), pinned.flatten());
        Some(Self::Shown { revision, document, pinned, scene: Box::new(scene) })
    }
}

impl Answered {
    /// As it is sent.
    pub fn write(self) -> String {
        let (revision, pin, key) = match self {
            Self::Here { revision, pin } => (Some(revision), Some(pin), None),
            Self::Pressed(key) => (None, None, Some(key)),
            Self::Left => (None, None, None),
        };
        Message { revision, pin, key, ..Message::of(Side::Audience) }.write()
    }

    /// Reads what was sent; `None` where it is no message of an audience's window.
    pub fn read(text: &str) -> Option<Self> {
        let message = Message::read(text, Side::Audience)?;
        let pressed = message.key.map_or(Self::Left, Self::Pressed);
        let pin = message.pin.unwrap_or_default();
        Some(message.revision.map_or(pressed, |revision| Self::Here { revision, pin }))
    }
}

fn without_notes(document: &Document) -> Document {
    let without = |cell: &Rc<Cell>| match cell.speaker_notes {
        None => cell.clone(),
        Some(_) => Rc::new(Cell { speaker_notes: None, ..(**cell).clone() }),
    };
    Document { cells: document.cells.iter().map(without).collect(), ..document.clone() }
}
