//! The catalogues of words: the same keys and blanks in each, none missing, none left over.

mod sources;

use std::collections::{BTreeMap, BTreeSet};

use attention_notebook::i18n::Language;
use sources::{Piece, Source, files, pieces};

type Catalogue = BTreeMap<String, String>;

/// Reads the subset of YAML that the catalogues are in: names with two spaces for each level, one text a line.
fn catalogue(text: &str) -> Catalogue {
    let mut texts = Catalogue::new();
    let mut path: Vec<&str> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with('#')) {
        let level = (line.len() - line.trim_start().len()) / 2;
        let Some((name, value)) = line.trim().split_once(':') else {
            panic!("not a name and a text: {line}")
        };
        assert!(level <= path.len(), "too far to the right: {line}");
        path.truncate(level);
        path.push(name);
        if !value.trim().is_empty() {
            let old = texts.insert(path.join("."), value.trim().trim_matches('"').to_owned());
            assert_eq!(old, None, "{} is there twice", path.join("."));
        }
    }
    texts.remove("_version");
    texts
}

fn catalogues() -> Vec<(String, Catalogue)> {
    files("src/i18n", ".yml").into_iter().map(|file| (file.path, catalogue(&file.text))).collect()
}

fn english() -> Catalogue {
    let found = catalogues().into_iter().find(|(path, _)| path.ends_with("/en.yml"));
    found.map(|(_, catalogue)| catalogue).unwrap_or_default()
}

/// The names in `%{…}`.
fn blanks(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).map(|rest| rest.split('}').next().unwrap_or_default()).collect()
}

/// Where the page's code asks for words: the text before a string, the string, and the text after it.
fn uses() -> Vec<(String, String, String)> {
    files("src", ".rs").iter().flat_map(uses_of).collect()
}

fn uses_of(source: &Source) -> Vec<(String, String, String)> {
    let pieces = source.pieces();
    let text = |piece: Option<&Piece>| match piece {
        Some(Piece::Code(code)) => code.trim().to_owned(),
        _ => String::new(),
    };
    let mut uses = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let Piece::Literal(literal) = piece {
            let after: Vec<String> = pieces[at + 1..]
                .iter()
                .take(40)
                .map(|piece| match piece {
                    Piece::Code(code) => code.clone(),
                    Piece::Literal(literal) => format!("\"{literal}\""),
                    Piece::Comment(_) => String::new(),
                })
                .collect();
            uses.push((
                text(at.checked_sub(1).and_then(|at| pieces.get(at))),
                literal.clone(),
                after.concat(),
            ));
        }
    }
    uses
}

/// Whether a string of the code stands for the key: the key itself, or with something put in: `expected.{key}`.
fn stands_for(literal: &str, key: &str) -> bool {
    match literal.split_once('{') {
        None => literal == key,
        Some((before, rest)) => {
            let after = rest.split_once('}').map_or("", |(_, after)| after);
            let middle = key.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            before.contains('.') && middle.is_some_and(|middle| !middle.is_empty() && !middle.contains('.'))
        }
    }
}

/// Whether a string of the code is meant as a key.
fn is_key(literal: &str, sections: &BTreeSet<&str>) -> bool {
    let plain = literal
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.' | '{' | '}'));
    literal
        .split_once('.')
        .is_some_and(|(section, rest)| plain && sections.contains(section) && !rest.is_empty())
}

#[test]
fn all_languages_have_the_same_keys_and_blanks() {
    let english = english();
    assert!(english.len() > 100);
    for (path, other) in catalogues() {
        let keys = |catalogue: &Catalogue| catalogue.keys().cloned().collect::<BTreeSet<_>>();
        let apart: Vec<_> = keys(&english).symmetric_difference(&keys(&other)).cloned().collect();
        assert!(apart.is_empty(), "in one of en.yml and {path} only: {apart:?}");
        for (key, text) in &english {
            assert_eq!(blanks(text), blanks(&other[key]), "{key} in {path}");
            assert!(!other[key].is_empty());
        }
    }
}

#[test]
fn the_catalogues_are_what_the_page_says() {
    for (path, catalogue) in catalogues() {
        let language = Language::all().find(|language| path.ends_with(&format!("/{}.yml", language.tag())));
        for (key, text) in catalogue {
            assert_eq!(
                language.map(|language| language.text(&key).into_owned()),
                Some(text),
                "{key} in {path}"
            );
        }
    }
}

#[test]
fn every_key_that_the_code_asks_for_is_there() {
    let english = english();
    let sections = english.keys().filter_map(|key| key.split('.').next()).collect();
    for (before, literal, _) in uses() {
        if is_key(&literal, &sections) {
            assert!(english.keys().any(|key| stands_for(&literal, key)), "no text for {literal}");
        }
        if before.ends_with("hinted(") {
            assert!(english.contains_key(&format!("{literal}_hint")), "no hint for {literal}");
        }
        if ["language.text(", "fill(", "plain("].iter().any(|call| before.ends_with(call)) {
            assert!(english.contains_key(&literal), "no text for {literal}");
        }
    }
}

#[test]
fn no_key_is_left_over() {
    let uses = uses();
    let asked_for = |key: &str| {
        uses.iter().any(|(before, literal, _)| {
            let hint = before.ends_with("hinted(") && format!("{literal}_hint") == *key;
            hint || stands_for(literal, key)
        })
    };
    let left: Vec<String> = english().into_keys().filter(|key| !asked_for(key)).collect();
    assert!(left.is_empty(), "nothing in src asks for {left:?}");
}

#[test]
fn the_code_fills_every_blank() {
    let english = english();
    let mut checked = 0;
    for (before, literal, after) in uses() {
        let Some(text) = english.get(&literal) else { continue };
        let values = after.trim_start().trim_start_matches(',').trim_start();
        let Some(values) = values.strip_prefix("&[") else { continue };
        let values = values.split(']').next().unwrap_or_default();
        let name = |text: &&str| text.chars().all(|character| character.is_ascii_alphanumeric());
        let names = values.split("(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let given: BTreeSet<&str> = names.filter(name).collect();
        assert_eq!(blanks(text), given, "{literal}");
        if before.ends_with("hinted(") {
            assert!(blanks(&english[&format!("{literal}_hint")]).is_subset(&given), "the hint of {literal}");
        }
        checked += 1;
    }
    assert!(checked > 60, "only {checked} places were found");
}

#[test]
fn the_check_can_fail() {
    let sample =
        "fn f(l: Language) { l.text(\"a.b\"); say.fill(&format!(\"a.{x}\"), &[(\"y\", &1)]) } // \"a.c\"";
    let source = Source { path: "sample.rs".into(), text: sample.into() };
    let literals: Vec<String> = uses_of(&source).into_iter().map(|(_, literal, _)| literal).collect();
    assert_eq!(literals, ["a.b", "a.{x}", "y"]);
    assert!(stands_for("a.{x}", "a.c") && !stands_for("a.{x}", "b.c") && !stands_for("a.{x}", "a.c.d"));
    assert_eq!(blanks("%{a} and %{b}"), BTreeSet::from(["a", "b"]));
    assert_eq!(catalogue("_version: 1\na:\n  b: \"C: d\"\n  e:\n    f: g\n").len(), 2);
    assert_eq!(pieces("'\"' \"a\\\"b\" r#\"c\"# 'x").len(), 5);
}
