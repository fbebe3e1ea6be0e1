//! What the components say, as HTML, natively: the default notebook in every language, and a broken formula.
//!
//! Where a change of the page is meant, accept the new texts with `INSTA_UPDATE=always cargo test --test snapshots`,
//! and read the difference.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod shelf;

use attention_notebook::{
    i18n::Language,
    notebook::{Action, Document, decode},
    plot::Theme,
    ui::{AppProps, Piece},
};
use yew::LocalServerRenderer;

/// The whole page as it is first sent to the screen; effects do not run here.
async fn page(document: Document, language: &str) -> String {
    let language = Language::of_tag(language).unwrap();
    let props = AppProps { notebook: Some(document), ..AppProps::new(language, Theme::Light) };
    LocalServerRenderer::<Piece>::with_props(props.into()).hydratable(false).render().await
}

/// One element a line, indented by its depth; text beside its element.
fn tidy(html: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for part in html.split('<').filter(|part| !part.is_empty()) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
            if !text.trim().is_empty() {
                lines.push(format!("{}{text}", "  ".repeat(depth)).trim_end().to_owned());
            }
            continue;
        }
        lines.push(format!("{}<{}>{text}", "  ".repeat(depth), rounded(tag)).trim_end().to_owned());
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        depth += usize::from(!matches!(name, "input" | "br" | "hr" | "img" | "link") && !tag.ends_with('/'));
    }
    assert_eq!(depth, 0, "an element is not closed");
    lines.join("\n")
}

/// The tag without the last digits of its value, in which machines differ.
fn rounded(tag: &str) -> String {
    let Some((before, rest)) = tag.split_once("data-value=\"") else { return tag.to_owned() };
    let (value, after) = rest.split_once('"').unwrap_or((rest, ""));
    let value: f64 = value.parse().unwrap();
    format!("{before}data-value=\"{}\"{after}", (value * 1e9).round() / 1e9)
}

/// The section of a cell.
fn section(tidy: &str, cell: &str) -> String {
    let start = format!("id=\"cell-{cell}\"");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lines = tidy.lines().skip_while(|line| !line.contains(&start));
    let first = lines.next().unwrap();
    let rest = lines.take_while(|line| indent(line) > indent(first));
    [first].into_iter().chain(rest).map(|line| &line[indent(first)..]).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_default_notebook_in_chinese() {
    insta::assert_snapshot!("xiaoming-zh-CN", tidy(&page(shelf::lesson("xiaoming"), "zh-CN").await));
}

#[tokio::test]
async fn the_default_notebook_in_english() {
    insta::assert_snapshot!("xiaoming-en", tidy(&page(shelf::lesson("xiaoming"), "en").await));
}

/// What is wrong, marked in its place, and who waits.
#[tokio::test]
async fn a_broken_formula() {
    let (cell, source) = ("s".into(), "S = Q @ K".to_owned());
    let document = Action::SetSource { cell, source }.apply(&shelf::lesson("xiaoming")).unwrap();
    for language in ["zh-CN", "en"] {
        let tidy = tidy(&page(document.clone(), language).await);
        let (broken, waiting) = (section(&tidy, "s"), section(&tidy, "z"));
        insta::assert_snapshot!(format!("broken-{language}"), format!("{broken}\n\n{waiting}"));
    }
}

/// What a notebook asks its reader.
#[tokio::test]
async fn an_exercise_and_questions() {
    let document = decode(include_str!("data/practice.json")).unwrap();
    for language in ["zh-CN", "en"] {
        let tidy = tidy(&page(document.clone(), language).await);
        let sections = ["task", "lost", "which", "how-much"].map(|cell| section(&tidy, cell));
        insta::assert_snapshot!(format!("practice-{language}"), sections.join("\n\n"));
    }
}

#[tokio::test]
async fn rendering_twice_gives_the_same() {
    assert_eq!(
        page(shelf::lesson("three-inputs"), "en").await,
        page(shelf::lesson("three-inputs"), "en").await
    );
}

#[tokio::test]
async fn a_section_is_cut_out_whole() {
    let tidy = tidy(&page(shelf::lesson("blank"), "en").await);
    let section = section(&tidy, "y");
    assert!(section.starts_with("<section") && section.contains("Y = X.T"), "{section}");
    assert!(!section.contains("id=\"cell-x\""), "{section}");
}
