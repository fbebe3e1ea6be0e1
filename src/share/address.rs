//! The address of a notebook: what stands behind `#`.

use super::{arrangement::write_arrangement, link::LinkError, link::encode, texts::Texts};
use crate::{notebook::Document, session::Arrangement};

/// The longest link that fits any message.
pub const SHORT: usize = 2_000;

/// What of a notebook a link says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// The name of a lesson that is as it came.
    Lesson(String),
    /// All of it.
    Whole(String),
}

impl Told {
    /// What a link says of a notebook; `lesson` is the one that it came from, as that came.
    ///
    /// # Errors
    /// It is too long.
    pub fn of(document: &Document, lesson: Option<(&Document, &Texts)>) -> Result<Self, LinkError> {
        match lesson {
            Some((unchanged, _)) if unchanged == document => {
                Ok(Self::Lesson(document.lesson.as_deref().unwrap_or_default().to_owned()))
            }
            Some((_, texts)) => encode(document, texts).map(Self::Whole),
            None => encode(document, &Texts::default()).map(Self::Whole),
        }
    }

    /// The whole link. `base` is the page's address without what stands behind `#`.
    pub fn link(&self, base: &str, arrangement: &Arrangement, language: Option<&str>) -> String {
        let mut link = match self {
            Self::Lesson(id) => format!("{base}#lesson={id}"),
            Self::Whole(notebook) => format!("{base}#nb={notebook}"),
        };
        if !arrangement.is_usual() {
            link.extend(["&view=", &write_arrangement(arrangement)]);
        }
        if let Some(language) = language {
            link.extend(["&lang=", language]);
        }
        link
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lessons, notebook::Action};

    #[test]
    fn an_untouched_lesson_is_named() {
        let lesson = lessons::first();
        let texts = Texts::of(&lesson);
        let from = Some((&lesson, &texts));
        let usual = Arrangement::default();
        let told = Told::of(&lesson, from).unwrap();
        assert_eq!(told.link("https://a.b/", &usual, None), "https://a.b/#lesson=xiaoming");
        let step = Arrangement { step: Some(2), ..usual.clone() };
        assert_eq!(
            told.link("https://a.b/", &step, Some("en")),
            "https://a.b/#lesson=xiaoming&view=1AAMA&lang=en"
        );
        let edit = Action::SetNumber { cell: "x".into(), row: 0, column: 0, value: 2.0 };
        let edited = edit.apply(&lesson).unwrap();
        let link = Told::of(&edited, from).unwrap().link("https://a.b/", &usual, None);
        assert!(link.starts_with("https://a.b/#nb=1") && link.len() < SHORT);
    }
}
