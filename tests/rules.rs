//! The rules of absence: what no file of a layer may say. Each rule is a function from a file to what it breaks, and
//! `every_rule_can_fail` gives each a file that breaks it.

mod sources;

use sources::{Source, files, has_word};

/// What a file breaks.
type Rule = fn(&Source) -> Vec<String>;

/// Layers that never name the browser.
const PURE: &[&str] = &[
    "value", "formula", "ops", "notebook", "session", "plot", "i18n", "lessons", "lab", "library", "export",
    "import", "prose",
];

/// Files over the length, and why.
const LONG: &[(&str, &str)] = &[
    ("src/formula/parser.rs", "one grammar, with the table of what it refuses"),
    ("src/notebook/evaluate.rs", "one loop over the nodes, whose steps share its state"),
];
const LINES: usize = 400;

fn is_style(path: &str) -> bool {
    path.starts_with("styles/")
}

fn layer(source: &Source) -> &str {
    source.path.strip_prefix("src/").and_then(|path| path.split_once('/')).map_or("", |(layer, _)| layer)
}

fn words_of(source: &Source, words: &[&str]) -> Vec<String> {
    let code = source.code();
    words.iter().filter(|word| has_word(&code, word)).map(ToString::to_string).collect()
}

fn pure_layers_know_no_browser(source: &Source) -> Vec<String> {
    if !PURE.contains(&layer(source)) {
        return Vec::new();
    }
    words_of(source, &["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen"])
}

fn only_web_names_the_browser(source: &Source) -> Vec<String> {
    if layer(source) == "web" { Vec::new() } else { words_of(source, &["web_sys", "js_sys", "gloo"]) }
}

fn only_the_program_names_the_page(source: &Source) -> Vec<String> {
    let code = source.code().replace("pub mod ui;", "");
    let named = has_word(&code, "ui") && (code.contains("ui::") || code.contains("crate::ui"));
    let own = matches!(layer(source), "ui" | "bin");
    if named && !own { vec!["ui".to_owned()] } else { Vec::new() }
}

fn only_its_program_reads_markdown(source: &Source) -> Vec<String> {
    if layer(source) == "prose" || source.path == "src/bin/prose.rs" {
        return Vec::new();
    }
    words_of(source, &["markdown", "pulldown_cmark", "pulldown_latex"])
}

fn drawings_hold_no_words(source: &Source) -> Vec<String> {
    if layer(source) != "plot" {
        return Vec::new();
    }
    let mut found = words_of(source, &["i18n", "Language", "draw_text", "Text"]);
    found.extend(source.literals().into_iter().filter(|literal| is_sentence(literal) || has_han(literal)));
    found
}

fn words_are_in_the_catalogue(source: &Source) -> Vec<String> {
    if matches!(layer(source), "i18n" | "lessons") {
        return Vec::new();
    }
    let in_page = matches!(layer(source), "ui" | "web");
    let told = |literal: &String| has_han(literal) || (in_page && is_sentence(literal));
    source.literals().into_iter().filter(told).collect()
}

fn colours_are_in_the_palette(source: &Source) -> Vec<String> {
    if matches!(&*source.path, "styles/tokens.css" | "src/plot/palette.rs") {
        return Vec::new();
    }
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "hwb(", "lab(", "lch("];
    let texts = if is_style(&source.path) {
        vec![without_comments(&source.text)]
    } else {
        let number = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let code = source.code();
        if code.split("RGBColor(").skip(1).any(number) {
            return vec!["RGBColor(".to_owned()];
        }
        source.literals()
    };
    let mut found = Vec::new();
    for text in texts {
        found.extend(text.split('#').skip(1).filter_map(hexadecimal));
        let starts = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        let calls = functions.iter().filter(|call| text.match_indices(**call).any(|(at, _)| starts(at)));
        found.extend(calls.map(ToString::to_string));
    }
    found
}

fn files_say_what_they_are(source: &Source) -> Vec<String> {
    if source.text.starts_with("//! ") { Vec::new() } else { vec!["no //! at the top".to_owned()] }
}

fn names_say_something(source: &Source) -> Vec<String> {
    let vague = ["utils", "util", "helpers", "helper", "common", "manager", "misc"];
    let parts = source.path.split(['/', '.']).filter(|part| vague.contains(part));
    parts.map(str::to_owned).collect()
}

fn nothing_panics(source: &Source) -> Vec<String> {
    let code = source.code();
    let calls = [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];
    calls.iter().filter(|call| code.contains(**call)).map(ToString::to_string).collect()
}

fn files_are_short(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let excepted = LONG.iter().any(|(path, _)| *path == source.path);
    if lines > LINES && !excepted { vec![format!("{lines} lines")] } else { Vec::new() }
}

fn has_han(text: &str) -> bool {
    text.chars().any(|character| matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

/// `Add a row`; not `grid cell`, `Ctrl + Z` or `{} = {}`.
fn is_sentence(text: &str) -> bool {
    let mut words = text.split(' ');
    let capital = words.next().is_some_and(|word| {
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word[1..].chars().all(|c| c.is_ascii_lowercase())
    });
    capital && words.any(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase()))
}

fn hexadecimal(rest: &str) -> Option<String> {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    let digits = &rest[..end];
    let colour = matches!(end, 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit());
    colour.then(|| format!("#{digits}"))
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// The rules, the files that they are for, and a file that breaks each.
const RULES: &[(&str, Rule, &str, &str)] = &[
    ("pure layers know no browser", pure_layers_know_no_browser, "src/plot/x.rs", "use web_sys::Window;"),
    ("only web names the browser", only_web_names_the_browser, "src/ui/x.rs", "use gloo::timers;"),
    (
        "only the program names the page",
        only_the_program_names_the_page,
        "src/web/x.rs",
        "use crate::ui::Piece;",
    ),
    (
        "only its program reads Markdown",
        only_its_program_reads_markdown,
        "src/ui/x.rs",
        "use crate::prose::markdown;",
    ),
    (
        "drawings hold no words",
        drawings_hold_no_words,
        "src/plot/x.rs",
        "const A: &str = \"Rows are queries\";",
    ),
    ("words are in the catalogue", words_are_in_the_catalogue, "src/ui/x.rs", "const A: &str = \"撤销\";"),
    ("words are in the catalogue", words_are_in_the_catalogue, "src/ui/x.rs", "html! { \"Undo the edit\" }"),
    ("colours are in the palette", colours_are_in_the_palette, "src/ui/x.rs", "let a = \"fill: #FfEe00;\";"),
    ("colours are in the palette", colours_are_in_the_palette, "src/plot/x.rs", "RGBColor(1, 2, 3)"),
    ("colours are in the palette", colours_are_in_the_palette, "styles/x.css", "a { color: #fff; }"),
    ("colours are in the palette", colours_are_in_the_palette, "styles/x.css", "a { color: rgb(0 0 0); }"),
    ("files say what they are", files_say_what_they_are, "src/ui/x.rs", "use std::rc::Rc;"),
    ("names say something", names_say_something, "src/ui/utils.rs", ""),
    ("nothing panics", nothing_panics, "src/ui/x.rs", "fn f() { a.unwrap(); }"),
    ("files are short", files_are_short, "src/ui/x.rs", include_str!("data/cases.json")),
];

#[test]
fn no_file_breaks_a_rule() {
    let mut sources = files("src", ".rs");
    sources.extend(files("styles", ".css"));
    let mut broken = Vec::new();
    for source in &sources {
        for (name, rule, sample, _) in RULES {
            let same_kind = is_style(&source.path) == is_style(sample);
            let found = if same_kind { rule(source) } else { Vec::new() };
            if !found.is_empty() {
                broken.push(format!("{}: {name}: {found:?}", source.path));
            }
        }
    }
    broken.dedup();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_rule_can_fail() {
    for (name, rule, path, text) in RULES {
        let bad = Source { path: (*path).to_owned(), text: (*text).to_owned() };
        assert!(!rule(&bad).is_empty(), "{name} lets {path} pass");
    }
}

#[test]
fn every_rule_lets_good_files_pass() {
    let text = "//! A file that names yew and 撤销 here only.\nuse yewtiful::it; // web_sys, .unwrap()\n\
                const KEY: &str = \"action.undo\"; const CLASS: &str = \"grid cell\"; const LINK: &str = \"#cell-1\";\n\
                \n#[cfg(test)]\nmod tests {\n    fn f() { web_sys::x().unwrap(); \"撤销\" }\n}\n";
    for (name, rule, path, _) in RULES.iter().filter(|(_, _, path, _)| !path.contains("utils")) {
        let text = if is_style(path) { "/* #fff */ #fed-up { color: var(--ink); }" } else { text };
        let good = Source { path: (*path).to_owned(), text: text.to_owned() };
        assert_eq!(rule(&good), Vec::<String>::new(), "{name} for {path}");
    }
}

#[test]
fn every_exception_is_needed() {
    let sources = files("src", ".rs");
    for (path, reason) in LONG {
        let long = sources.iter().any(|source| source.path == *path && source.text.lines().count() > LINES);
        assert!(long && !reason.is_empty(), "{path} is no longer an exception");
    }
}
