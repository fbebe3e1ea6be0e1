//! What the lecturer's window and the audience's say to each other, on one computer.
//!
//! The lecturer's says everything that the audience sees: the notebook, when it has changed, and how it is looked at.
//! The audience's says that it is there, and which notebook it has; so a message that was lost is said again. Notes of
//! the speaker are never sent. Any page of the site can speak on a channel: what is not understood is no message.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Grain, Guess, Number, Prospect, talk::Press};
use crate::{
    notebook::{Cell, CellId, Document, decode, encode, limits::MAX_CELLS},
    plot::Theme,
};

/// What the `format` field says.
const FORMAT: &str = "attention-notebook-audience";
/// What the `version` field says: windows of two versions of the page do not understand each other, and say so.
const VERSION: u32 = 1;
/// Bytes of a message; a notebook at every limit is smaller.
const MAX_BYTES: usize = 16 << 20;
/// Bytes of an id, a language's tag, a typed answer.
const MAX_WORD: usize = 1000;

/// What the lecturer's window says.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// What it shows.
    Shown {
        /// How often the notebook has changed.
        revision: u64,
        /// The notebook, where it is said.
        document: Option<Rc<Document>>,
        /// How it is looked at.
        scene: Box<Scene>,
    },
    /// It goes.
    Left,
}

/// What the audience's window says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It is there, and has the notebook of this revision; 0 for none.
    Here(u64),
    /// A key of the talk was pressed there: a clicker speaks to the window that has the focus.
    Pressed(Press),
    /// It goes.
    Left,
}

/// How a notebook is looked at.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scene {
    /// The tag of the language.
    pub language: String,
    /// Whether the ground is dark.
    pub dark: bool,
    /// The cells that are shown.
    pub cells: Vec<CellId>,
    /// The key of what a step computes.
    pub grain: String,
    /// How many steps are done, where somebody steps.
    pub step: Option<usize>,
    /// The number that is explained: its cell, the node of its formula, its place.
    pub asked: Option<(CellId, Option<usize>, (usize, usize, usize))>,
    /// What was answered to the questions.
    pub answers: Vec<Given>,
    /// What covers the screen.
    pub blank: Option<Blank>,
    /// Where the pointer is, while it is to be seen.
    pub spot: Option<Spot>,
    /// How far what is too long for the screen is scrolled, from 0 to 1.
    pub scrolled: f64,
}

/// A screen without anything on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Blank {
    /// Black.
    Black,
    /// White.
    White,
}

/// The pointer, over a cell: two windows of other sizes show the cell elsewhere.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// The cell.
    pub cell: CellId,
    /// Which of the numbers of the cell it is on.
    pub number: Option<usize>,
    /// How far it is to the right in the cell or on the number: from 0 to 1.
    pub x: f64,
    /// How far down.
    pub y: f64,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// The question.
    pub cell: CellId,
    /// The choice.
    pub choice: Option<usize>,
    /// The number, as typed.
    pub number: Option<String>,
    /// Whether the right answer is shown.
    pub revealed: bool,
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
    /// What the lecturer shows, or the audience has; neither for who goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revision: Option<u64>,
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
        let (scene, notebook, revision, key) = (None, None, None, None);
        Self { format: FORMAT.to_owned(), version: VERSION, scene, notebook, revision, key, from }
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
            Self::Shown { revision, document, scene } => {
                let notebook = document.as_ref().map(|document| encode(&without_notes(document)));
                let (revision, scene) = (Some(*revision), Some((**scene).clone()));
                Message { revision, scene, notebook, ..Message::of(Side::Presenter) }.write()
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
        let document = match &message.notebook {
            Some(notebook) => Some(Rc::new(without_notes(&decode(notebook).ok()?))),
            None => None,
        };
        scene.is_sound().then(|| Self::Shown { revision, document, scene: Box::new(scene) })
    }
}

impl Answered {
    /// As it is sent.
    pub fn write(self) -> String {
        let (revision, key) = match self {
            Self::Here(revision) => (Some(revision), None),
            Self::Pressed(key) => (None, Some(key)),
            Self::Left => (None, None),
        };
        Message { revision, key, ..Message::of(Side::Audience) }.write()
    }

    /// Reads what was sent; `None` where it is no message of an audience's window.
    pub fn read(text: &str) -> Option<Self> {
        let message = Message::read(text, Side::Audience)?;
        let pressed = message.key.map_or(Self::Left, Self::Pressed);
        Some(message.revision.map_or(pressed, Self::Here))
    }
}

impl Scene {
    fn is_sound(&self) -> bool {
        let short = |text: &str| text.len() <= MAX_WORD;
        let within = |part: f64| (0.0..=1.0).contains(&part);
        let spot =
            self.spot.as_ref().is_none_or(|spot| short(&spot.cell) && within(spot.x) && within(spot.y));
        let given = |given: &Given| short(&given.cell) && given.number.as_deref().is_none_or(short);
        short(&self.language)
            && short(&self.grain)
            && self.cells.len().max(self.answers.len()) <= MAX_CELLS
            && self.cells.iter().all(|cell| short(cell))
            && self.answers.iter().all(given)
            && self.asked.as_ref().is_none_or(|(cell, ..)| short(cell))
            && spot
            && within(self.scrolled)
    }

    /// The ground.
    pub fn theme(&self) -> Theme {
        if self.dark { Theme::Dark } else { Theme::Light }
    }

    /// What a step computes, and how many are done.
    pub fn step(&self) -> (Grain, Option<usize>) {
        (Grain::of_key(&self.grain).unwrap_or_default(), self.step)
    }

    /// The number that is explained.
    pub fn number(&self) -> Option<Number> {
        let (cell, node, at) = self.asked.clone()?;
        Some(Number { cell, node, at })
    }

    /// The answers to the questions.
    pub fn prospects(&self) -> Vec<(CellId, Prospect)> {
        let prospect = |given: &Given| {
            let guess = match (given.choice, &given.number) {
                (Some(choice), _) => Guess::Choice(choice),
                (None, Some(number)) => Guess::Number(number.clone()),
                (None, None) => Guess::None,
            };
            (given.cell.clone(), Prospect { guess, revealed: given.revealed })
        };
        self.answers.iter().map(prospect).collect()
    }
}

impl Given {
    /// An answer to a question.
    pub fn of(cell: &CellId, prospect: &Prospect) -> Self {
        let (choice, number) = match &prospect.guess {
            Guess::None => (None, None),
            Guess::Choice(choice) => (Some(*choice), None),
            Guess::Number(number) => (None, Some(number.chars().take(MAX_WORD / 4).collect())),
        };
        Self { cell: cell.clone(), choice, number, revealed: prospect.revealed }
    }
}

fn without_notes(document: &Document) -> Document {
    let without = |cell: &Rc<Cell>| match cell.speaker_notes {
        None => cell.clone(),
        Some(_) => Rc::new(Cell { speaker_notes: None, ..(**cell).clone() }),
    };
    Document { cells: document.cells.iter().map(without).collect(), ..document.clone() }
}
