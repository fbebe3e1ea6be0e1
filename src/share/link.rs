//! The text of a link, its limits, and what can be wrong with it.

use std::rc::Rc;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use miniz_oxide::{deflate, inflate};

use super::{read, texts::Texts, write::write};
use crate::notebook::{CodecError, Document, sound};

/// Characters of `nb=…`: browsers take many more, but mail and chat programs begin to break lines and links. Above it the
/// page offers the file.
pub const MAX_LINK: usize = 8_000;
/// Bytes of a body: what the longest link that is meant as one can hold. A link that would unfold to more is refused
/// before it is unfolded.
pub const MAX_BODY: usize = 256 * 1024;
/// What a link begins with.
pub(super) const VERSION: char = '1';
/// The slowest and smallest.
const LEVEL: u8 = 10;

/// Why a link is not read, or not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// It is cut off, or something else has happened to it.
    Broken,
    /// Made by a later version of the page, or by nobody.
    Version(char),
    /// So many characters, or unfolded so many that are not counted.
    TooLong(Option<usize>),
    /// What is in it contradicts itself or goes over a limit; the cell or dimension concerned.
    Contents(String),
}

/// What a link holds, before the texts of its lesson are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    body: Vec<u8>,
    lesson: Option<Rc<str>>,
}

/// A notebook from a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The notebook, which keeps every promise of its types.
    pub document: Document,
    /// How many texts of the lesson are not there any more.
    pub lost: usize,
}

/// What stands behind `nb=` for a notebook; `texts` are those of its lesson.
///
/// # Errors
/// It is too long.
pub fn encode(document: &Document, texts: &Texts) -> Result<String, LinkError> {
    let body = write(document, texts);
    if body.len() > MAX_BODY {
        return Err(LinkError::TooLong(None));
    }
    let mut link = VERSION.to_string();
    BASE64_URL_SAFE_NO_PAD.encode_string(deflate::compress_to_vec(&body, LEVEL), &mut link);
    if link.len() > MAX_LINK { Err(LinkError::TooLong(Some(link.len()))) } else { Ok(link) }
}

/// A notebook with all of its texts, neither folded nor spelt in letters.
pub fn pack(document: &Document) -> Vec<u8> {
    write(document, &Texts::default())
}

/// What [`pack`] has made.
pub fn unpack(body: &[u8]) -> Option<Document> {
    read::read(body, &Texts::default()).map(|(document, _)| document)
}

impl Packed {
    /// Unfolds what stands behind `nb=`.
    ///
    /// # Errors
    /// Every [`LinkError`], but for those of the contents.
    pub fn read(link: &str) -> Result<Self, LinkError> {
        if link.len() > MAX_LINK {
            return Err(LinkError::TooLong(Some(link.len())));
        }
        let mut signs = link.chars();
        match signs.next() {
            Some(VERSION) => {}
            Some(version) => return Err(LinkError::Version(version)),
            None => return Err(LinkError::Broken),
        }
        let packed = BASE64_URL_SAFE_NO_PAD.decode(signs.as_str()).map_err(|_| LinkError::Broken)?;
        let body = inflate::decompress_to_vec_with_limit(&packed, MAX_BODY).map_err(|error| {
            let long = error.status == inflate::TINFLStatus::HasMoreOutput;
            if long { LinkError::TooLong(None) } else { LinkError::Broken }
        })?;
        let lesson = read::read_lesson(&body).ok_or(LinkError::Broken)?;
        let lesson = Some(lesson).filter(|lesson| !lesson.is_empty());
        Ok(Self { body, lesson })
    }

    /// The lesson whose texts are needed.
    pub fn lesson(&self) -> Option<&Rc<str>> {
        self.lesson.as_ref()
    }

    /// The notebook; `texts` are those of its lesson, or none where it is not to be had.
    ///
    /// # Errors
    /// [`LinkError::Broken`] and [`LinkError::Contents`].
    pub fn open(&self, texts: &Texts) -> Result<Opened, LinkError> {
        let (document, lost) = read::read(&self.body, texts).ok_or(LinkError::Broken)?;
        match sound(document) {
            Ok(document) => Ok(Opened { document, lost }),
            Err(CodecError::Contents(place)) => Err(LinkError::Contents(place)),
            Err(_) => Err(LinkError::Broken),
        }
    }
}
