//! Words that are not in the program: with the feature `parts` it begins without any, and the edge fills this table with
//! what it fetches ([`crate::web::words`]). `xtask/src/words.rs` writes the files.
//!
//! A language has its words in two files: the first is what the first screens say. A text that is asked for and has not
//! come is empty until it is there.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

use super::Language;

/// One of the two files of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What the first screens say.
    First,
    /// Everything else.
    Rest,
}

/// The texts of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Texts(Vec<(&'static str, &'static str)>);

impl Texts {
    /// Reads a file: a key, a tab and a text on each line, in the order of the keys. `None` for any other file. The texts
    /// stay for as long as the page does.
    pub fn read(file: String) -> Option<Self> {
        pairs(&file)?;
        pairs(file.leak()).map(Self)
    }

    /// The text of a key.
    pub fn text(&self, key: &str) -> Option<&'static str> {
        let at = self.0.binary_search_by(|(found, _)| (*found).cmp(key)).ok()?;
        self.0.get(at).map(|(_, text)| *text)
    }
}

fn pairs(file: &str) -> Option<Vec<(&str, &str)>> {
    let texts: Vec<_> = file.lines().map(|line| line.split_once('\t')).collect::<Option<_>>()?;
    let ordered = texts.is_sorted_by(|(before, _), (after, _)| before < after);
    (ordered && !texts.is_empty()).then_some(texts)
}

struct Words {
    tag: &'static str,
    name: &'static str,
    first: Option<Texts>,
    rest: Option<Texts>,
}

impl Words {
    fn part(&mut self, extent: Extent) -> &mut Option<Texts> {
        match extent {
            Extent::First => &mut self.first,
            Extent::Rest => &mut self.rest,
        }
    }
}

/// What is called when a text is missing.
type Call = Box<dyn FnOnce()>;

thread_local! {
    static ALL: RefCell<Vec<Words>> = const { RefCell::new(Vec::new()) };
    static MISSING: Cell<Option<Call>> = const { Cell::new(None) };
}

/// Says which languages there are: their tags, and their names for themselves.
pub fn introduce(languages: impl IntoIterator<Item = (String, String)>) {
    let words =
        |(tag, name): (String, String)| Words { tag: tag.leak(), name: name.leak(), first: None, rest: None };
    ALL.set(languages.into_iter().map(words).collect());
}

/// Fills in a file; whether it is one.
pub fn fill(language: Language, extent: Extent, file: String) -> bool {
    let texts = Texts::read(file);
    ALL.with_borrow_mut(|all| match (all.get_mut(usize::from(language.0)), texts) {
        (Some(words), Some(texts)) => {
            *words.part(extent) = Some(texts);
            true
        }
        _ => false,
    })
}

/// Whether a file has been filled in.
pub fn has(language: Language, extent: Extent) -> bool {
    let has = |words: &mut Words| words.part(extent).is_some();
    ALL.with_borrow_mut(|all| all.get_mut(usize::from(language.0)).is_some_and(has))
}

/// How many files have been filled in.
pub fn count() -> usize {
    let of = |words: &Words| usize::from(words.first.is_some()) + usize::from(words.rest.is_some());
    ALL.with_borrow(|all| all.iter().map(of).sum())
}

/// Calls back once, when a text is next asked for that has not come yet.
pub fn when_missing(call: impl FnOnce() + 'static) {
    MISSING.set(Some(Box::new(call)));
}

/// How many languages there are.
pub fn languages() -> usize {
    ALL.with_borrow(Vec::len)
}

/// The tag of a language, by its place among all.
pub fn tag(index: u8) -> Option<&'static str> {
    ALL.with_borrow(|all| all.get(usize::from(index)).map(|words| words.tag))
}

/// A language's name for itself.
pub fn name(index: u8) -> Option<&'static str> {
    ALL.with_borrow(|all| all.get(usize::from(index)).map(|words| words.name))
}

/// The text of a key that may be none, as far as texts have come.
pub fn known(index: u8, key: &str) -> Option<Cow<'static, str>> {
    ALL.with_borrow(|all| {
        let words = all.get(usize::from(index))?;
        [&words.first, &words.rest].into_iter().flatten().find_map(|texts| texts.text(key)).map(Cow::Borrowed)
    })
}

/// The text of a key; empty while it has not come.
pub fn text(index: u8, key: &str) -> Cow<'static, str> {
    let missing = || {
        if let Some(call) = MISSING.take() {
            call();
        }
        Cow::Borrowed("")
    };
    known(index, key).unwrap_or_else(missing)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    const FIRST: &str = "action.redo\tRedo\naction.undo\tUndo\nlist.separator\t, \n";

    #[test]
    fn a_file_is_a_text_for_each_key() {
        let texts = Texts::read(FIRST.to_owned()).unwrap();
        assert_eq!(texts.text("action.redo"), Some("Redo"));
        assert_eq!(texts.text("list.separator"), Some(", "));
        for absent in ["action", "action.und", "action.undo_", ""] {
            assert_eq!(texts.text(absent), None);
        }
    }

    #[test]
    fn another_file_is_refused() {
        for file in ["", "<!doctype html>\n<title>404</title>", "b\tB\na\tA\n", "a\tA\na\tB\n", "a\tA\nb"] {
            assert_eq!(Texts::read(file.to_owned()), None, "{file:?}");
        }
    }

    #[test]
    fn texts_come_when_they_are_filled_in() {
        introduce(
            [("en", "English"), ("zh-CN", "中文")].map(|(tag, name)| (tag.to_owned(), name.to_owned())),
        );
        let (english, chinese) = (Language(0), Language(1));
        assert_eq!((languages(), tag(1), name(1), tag(2)), (2, Some("zh-CN"), Some("中文"), None));
        assert!(fill(english, Extent::First, FIRST.to_owned()));
        assert!(!fill(english, Extent::Rest, "no words".to_owned()) && !has(english, Extent::Rest));
        assert!(has(english, Extent::First) && !has(chinese, Extent::First));

        let missed = Rc::new(Cell::new(0));
        let count_missed = {
            let missed = missed.clone();
            move || missed.set(missed.get() + 1)
        };
        when_missing(count_missed.clone());
        // To look for a name asks for nothing.
        assert_eq!((known(0, "action.undo").as_deref(), known(0, "quantity.causal")), (Some("Undo"), None));
        assert_eq!((&*text(0, "action.undo"), missed.get()), ("Undo", 0));
        assert_eq!((&*text(0, "explain.why"), &*text(1, "action.undo"), missed.get()), ("", "", 1));
        assert!(fill(english, Extent::Rest, "explain.why\tWhy\n".to_owned()));
        when_missing(count_missed);
        assert_eq!((&*text(0, "explain.why"), missed.get(), count()), ("Why", 1, 2));
    }
}
