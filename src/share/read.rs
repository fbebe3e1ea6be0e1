//! A link's body as a notebook: write.rs backwards.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    bytes::Reader,
    texts::Texts,
    write::{BESIDE, FOLDED, HEATMAP, NOTE, SPEAKER},
};
use crate::notebook::{
    Answer, AskedNumber, Blanks, Cell, CellKind, Chart, Dimension, Document, Embedding, Exercise, Matrix,
    Phrase, Prediction, Sentence, Slider, Word,
    limits::{MAX_CELLS, MAX_SIDE},
};

struct DocumentReader<'a> {
    reader: Reader<'a>,
    dimensions: Vec<Rc<Dimension>>,
    texts: &'a Texts,
    /// How many of the lesson's texts are not there.
    lost: usize,
}

/// The lesson of a body, empty where it came from none.
pub(super) fn read_lesson(body: &[u8]) -> Option<Rc<str>> {
    Reader::new(body).text()
}

/// The notebook of a body, which keeps no promise yet, and how many texts of the lesson are not there any more.
pub(super) fn read(body: &[u8], texts: &Texts) -> Option<(Document, usize)> {
    let mut body = DocumentReader { reader: Reader::new(body), dimensions: Vec::new(), texts, lost: 0 };
    let lesson = Some(body.text()?).filter(|lesson| !lesson.is_empty());
    let title = body.phrase()?;
    for _ in 0..body.reader.size()? {
        let name = body.text()?;
        let count = body.size_up_to(MAX_SIDE)?;
        let items = (0..count).map(|_| body.phrase()).collect::<Option<_>>()?;
        body.dimensions.push(Rc::new(Dimension { name, items }));
    }
    let count = body.size_up_to(MAX_CELLS)?;
    let cells = (0..count).map(|_| body.cell().map(Rc::new)).collect::<Option<_>>()?;
    let document = Document { title, lesson, dimensions: body.dimensions, cells };
    body.reader.is_done().then_some((document, body.lost))
}

impl DocumentReader<'_> {
    fn text(&mut self) -> Option<Rc<str>> {
        self.reader.text()
    }

    fn size_up_to(&mut self, most: usize) -> Option<usize> {
        self.reader.size().filter(|size| *size <= most)
    }

    fn flag(&mut self) -> Option<bool> {
        match self.reader.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn phrase(&mut self) -> Option<Phrase> {
        Some(match self.reader.byte()? {
            0 => Phrase::Own(self.text()?),
            1 => {
                let mut texts = BTreeMap::new();
                for _ in 0..self.reader.size()? {
                    let tag = self.text()?;
                    texts.insert(tag.to_string(), self.words()?);
                }
                Phrase::Each(Rc::new(texts))
            }
            2 => {
                let found = self.texts.phrase(self.reader.array()?).cloned();
                self.lost += usize::from(found.is_none());
                found.unwrap_or_default()
            }
            _ => return None,
        })
    }

    fn words(&mut self) -> Option<Rc<str>> {
        if !self.flag()? {
            return self.text();
        }
        let found = self.texts.words(self.reader.array()?).cloned();
        self.lost += usize::from(found.is_none());
        Some(found.unwrap_or_default())
    }

    fn size(&self, name: &str) -> usize {
        self.dimensions.iter().find(|dimension| *dimension.name == *name).map_or(0, |found| found.size())
    }

    fn numbers(&mut self, count: usize) -> Option<Vec<f64>> {
        self.reader.several(count, Reader::number)
    }

    fn cell(&mut self) -> Option<Cell> {
        let flags = self.reader.byte()?;
        // What a later version has written is not read as something else.
        if flags & !(NOTE | BESIDE | FOLDED | HEATMAP | SPEAKER) != 0 {
            return None;
        }
        let has = |flag: u8| flags & flag != 0;
        let kind = self.reader.byte()?;
        let id = self.text()?;
        let kind = self.content(kind)?;
        let note = if has(NOTE) { Some(self.phrase()?) } else { None };
        let speaker_notes = if has(SPEAKER) { Some(self.phrase()?) } else { None };
        let chart = has(HEATMAP).then_some(Chart::Heatmap);
        Some(Cell {
            note,
            speaker_notes,
            beside: has(BESIDE),
            folded: has(FOLDED),
            chart,
            ..Cell::new(id, kind)
        })
    }

    fn content(&mut self, kind: u8) -> Option<CellKind> {
        Some(match kind {
            0 => CellKind::Text { text: self.phrase()? },
            1 => {
                let (name, rows, columns) = (self.text()?, self.text()?, self.text()?);
                let (height, width) = (self.size(&rows), self.size(&columns));
                let values = (0..height).map(|_| self.numbers(width)).collect::<Option<_>>()?;
                CellKind::Matrix(Matrix { name, rows, columns, values: Rc::new(values) })
            }
            2 => self.sentence()?,
            3 => {
                let name = self.text()?;
                let mut number = || self.reader.number();
                let (value, minimum, maximum, step) = (number()?, number()?, number()?, number()?);
                CellKind::Slider(Slider { name, value, minimum, maximum, step })
            }
            4 => CellKind::Switch { name: self.text()?, value: self.flag()? },
            5 => CellKind::Formula { source: self.text()? },
            6 => CellKind::Exercise(Exercise {
                text: self.phrase()?,
                of: self.text()?,
                slice: self.reader.size()?,
                blanks: self.blanks()?,
                base2: self.flag()?,
            }),
            7 => CellKind::Laboratory,
            8 => CellKind::Predict(Prediction {
                question: self.phrase()?,
                answer: self.answer()?,
                reveal: self.phrase()?,
            }),
            _ => return None,
        })
    }

    fn sentence(&mut self) -> Option<CellKind> {
        let (name, rows, columns) = (self.text()?, self.text()?, self.text()?);
        let text = self.phrase()?;
        let embedding = match self.reader.byte()? {
            0 => Embedding::Table,
            1 => Embedding::OneHot,
            2 => Embedding::Random(self.reader.signed()?),
            _ => return None,
        };
        let width = self.size(&columns);
        let mut vocabulary = Vec::new();
        for _ in 0..self.reader.size()? {
            let token = self.phrase()?;
            vocabulary.push(Word { token, values: self.numbers(width)? });
        }
        let vocabulary = Rc::new(vocabulary);
        Some(CellKind::Sentence(Sentence { name, rows, columns, text, embedding, vocabulary }))
    }

    fn blanks(&mut self) -> Option<Blanks> {
        Some(match self.reader.byte()? {
            0 => Blanks::All,
            1 => Blanks::Row(self.reader.size()?),
            2 => Blanks::Random { count: self.reader.size()?, seed: self.reader.count()? },
            3 => {
                let count = self.reader.size()?;
                let place = |reader: &mut Reader<'_>| Some((reader.size()?, reader.size()?));
                Blanks::Chosen(self.reader.several(count, place)?)
            }
            _ => return None,
        })
    }

    fn answer(&mut self) -> Option<Answer> {
        if self.flag()? {
            let name = self.text()?;
            let mut size = || self.reader.size();
            let (slice, row, column) = (size()?, size()?, size()?);
            let tolerance = self.reader.number()?;
            return Some(Answer::Number(AskedNumber { name, slice, row, column, tolerance }));
        }
        let right = self.reader.size()?;
        let count = self.reader.size()?;
        let choices = (0..count).map(|_| self.phrase()).collect::<Option<_>>()?;
        Some(Answer::Choice { choices, right })
    }
}
