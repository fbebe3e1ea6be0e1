//! A notebook as a link's body. `text`, `count` and `number` are those of bytes.rs.
//!
//! ```text
//! body       = lesson:text title:phrase dimensions cells
//! dimensions = count { name:text size:count { item:phrase } }
//! cells      = count { cell }
//! phrase     = 0 text | 1 count { tag:text words } | 2 hash:4 bytes
//! words      = 0 text | 1 hash:4 bytes
//! cell       = flags:byte kind:byte id:text content [ note:phrase ] [ speaker notes:phrase ]
//! flags      = 1 with a note + 2 beside + 4 folded + 8 with a heat map + 16 with speaker notes
//! content    = 0 text       phrase
//!            | 1 matrix     name rows columns:text { number }           as many as the dimensions say
//!            | 2 sentence   name rows columns:text phrase embedding words:count { phrase { number } }
//!            | 3 slider     name:text value minimum maximum step:number
//!            | 4 switch     name:text 0 or 1
//!            | 5 formula    source:text
//!            | 6 exercise   phrase of:text slice:count blanks base2:0 or 1
//!            | 7 laboratory
//!            | 8 question   phrase answer reveal:phrase
//! embedding  = 0 table | 1 one-hot | 2 random seed:signed
//! blanks     = 0 all | 1 row:count | 2 count seed:count | 3 count { row:count column:count }
//! answer     = 0 right:count count { phrase } | 1 name:text slice row column:count tolerance:number
//! ```

use std::rc::Rc;

use super::{bytes::Writer, texts::Texts};
use crate::notebook::{Answer, Blanks, Cell, CellKind, Chart, Document, Embedding, Phrase};

pub(super) const NOTE: u8 = 1;
pub(super) const BESIDE: u8 = 2;
pub(super) const FOLDED: u8 = 4;
pub(super) const HEATMAP: u8 = 8;
pub(super) const SPEAKER: u8 = 16;

struct DocumentWriter<'a> {
    writer: Writer,
    document: &'a Document,
    texts: &'a Texts,
}

/// The body of a notebook.
pub(super) fn write(document: &Document, texts: &Texts) -> Vec<u8> {
    let mut body = DocumentWriter { writer: Writer::default(), document, texts };
    body.text(&document.lesson.clone().unwrap_or_default());
    body.phrase(&document.title);
    body.writer.size(document.dimensions.len());
    for dimension in &document.dimensions {
        body.text(&dimension.name);
        body.writer.size(dimension.items.len());
        dimension.items.iter().for_each(|item| body.label(item));
    }
    body.writer.size(document.cells.len());
    document.cells.iter().for_each(|cell| body.cell(cell));
    body.writer.bytes
}

impl DocumentWriter<'_> {
    fn text(&mut self, text: &Rc<str>) {
        self.writer.text(text);
    }

    /// A text that may be the lesson's own.
    fn phrase(&mut self, phrase: &Phrase) {
        if let Some(hash) = self.texts.name_of(phrase) {
            self.writer.byte(2);
            self.writer.bytes.extend_from_slice(&hash);
            return;
        }
        self.said(phrase, Texts::name_of_words);
    }

    /// A text that is always in the link: numbers hang on it.
    fn label(&mut self, phrase: &Phrase) {
        self.said(phrase, |_, _| None);
    }

    fn said(&mut self, phrase: &Phrase, name: impl Fn(&Texts, &Rc<str>) -> Option<[u8; 4]>) {
        match phrase {
            Phrase::Own(text) => {
                self.writer.byte(0);
                self.text(text);
            }
            Phrase::Each(texts) => {
                self.writer.byte(1);
                self.writer.size(texts.len());
                for (tag, words) in texts.iter() {
                    self.text(&tag.as_str().into());
                    if let Some(hash) = name(self.texts, words) {
                        self.writer.byte(1);
                        self.writer.bytes.extend_from_slice(&hash);
                    } else {
                        self.writer.byte(0);
                        self.text(words);
                    }
                }
            }
        }
    }

    fn numbers(&mut self, numbers: &[f64], count: usize) {
        for at in 0..count {
            self.writer.number(numbers.get(at).copied().unwrap_or(0.0));
        }
    }

    fn cell(&mut self, cell: &Cell) {
        let flags = [
            (cell.note.is_some(), NOTE),
            (cell.beside, BESIDE),
            (cell.folded, FOLDED),
            (cell.chart == Some(Chart::Heatmap), HEATMAP),
            (cell.speaker_notes.is_some(), SPEAKER),
        ];
        let flags: u8 = flags.iter().filter(|(is_set, _)| *is_set).map(|(_, bit)| bit).sum();
        self.writer.byte(flags);
        self.writer.byte(kind_of(&cell.kind));
        self.text(&cell.id);
        self.content(&cell.kind);
        for note in cell.note.iter().chain(&cell.speaker_notes) {
            self.phrase(note);
        }
    }

    fn content(&mut self, kind: &CellKind) {
        match kind {
            CellKind::Text { text } => self.phrase(text),
            CellKind::Matrix(matrix) => {
                for text in [&matrix.name, &matrix.rows, &matrix.columns] {
                    self.text(text);
                }
                let columns = self.document.size(&matrix.columns);
                for row in 0..self.document.size(&matrix.rows) {
                    self.numbers(matrix.values.get(row).map_or(&[], Vec::as_slice), columns);
                }
            }
            CellKind::Sentence(sentence) => {
                for text in [&sentence.name, &sentence.rows, &sentence.columns] {
                    self.text(text);
                }
                self.label(&sentence.text);
                match sentence.embedding {
                    Embedding::Table => self.writer.byte(0),
                    Embedding::OneHot => self.writer.byte(1),
                    Embedding::Random(seed) => {
                        self.writer.byte(2);
                        self.writer.signed(seed);
                    }
                }
                let columns = self.document.size(&sentence.columns);
                self.writer.size(sentence.vocabulary.len());
                for word in sentence.vocabulary.iter() {
                    self.label(&word.token);
                    self.numbers(&word.values, columns);
                }
            }
            CellKind::Slider(slider) => {
                self.text(&slider.name);
                for number in [slider.value, slider.minimum, slider.maximum, slider.step] {
                    self.writer.number(number);
                }
            }
            CellKind::Switch { name, value } => {
                self.text(name);
                self.writer.byte(u8::from(*value));
            }
            CellKind::Formula { source } => self.text(source),
            CellKind::Exercise(exercise) => {
                self.phrase(&exercise.text);
                self.text(&exercise.of);
                self.writer.size(exercise.slice);
                self.blanks(&exercise.blanks);
                self.writer.byte(u8::from(exercise.base2));
            }
            CellKind::Laboratory => {}
            CellKind::Predict(prediction) => {
                self.phrase(&prediction.question);
                self.answer(&prediction.answer);
                self.phrase(&prediction.reveal);
            }
        }
    }

    fn blanks(&mut self, blanks: &Blanks) {
        match blanks {
            Blanks::All => self.writer.byte(0),
            Blanks::Row(row) => {
                self.writer.byte(1);
                self.writer.size(*row);
            }
            Blanks::Random { count, seed } => {
                self.writer.byte(2);
                self.writer.size(*count);
                self.writer.count(*seed);
            }
            Blanks::Chosen(places) => {
                self.writer.byte(3);
                self.writer.size(places.len());
                for (row, column) in places {
                    self.writer.size(*row);
                    self.writer.size(*column);
                }
            }
        }
    }

    fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Choice { choices, right } => {
                self.writer.byte(0);
                self.writer.size(*right);
                self.writer.size(choices.len());
                for choice in choices {
                    self.phrase(choice);
                }
            }
            Answer::Number(number) => {
                self.writer.byte(1);
                self.text(&number.name);
                for size in [number.slice, number.row, number.column] {
                    self.writer.size(size);
                }
                self.writer.number(number.tolerance);
            }
        }
    }
}

fn kind_of(kind: &CellKind) -> u8 {
    match kind {
        CellKind::Text { .. } => 0,
        CellKind::Matrix(_) => 1,
        CellKind::Sentence(_) => 2,
        CellKind::Slider(_) => 3,
        CellKind::Switch { .. } => 4,
        CellKind::Formula { .. } => 5,
        CellKind::Exercise(_) => 6,
        CellKind::Laboratory => 7,
        CellKind::Predict(_) => 8,
    }
}
