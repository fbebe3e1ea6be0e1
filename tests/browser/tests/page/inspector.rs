//! Why a number is what it is: asked, followed and left, by mouse and by keyboard.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{assert_focus, attribute, click_place, text, texts},
};

pub(crate) const CLAIMS: Claims = claims![
    an_output_is_explained_down_to_typed_numbers_by_keyboard,
    operands_are_the_numbers_of_the_grids,
    the_explanation_stays_in_step_while_a_number_is_typed,
    escape_closes_and_returns_the_focus,
    the_question_follows_the_focus_while_it_is_open,
    weights_end_with_their_sum,
    marks_lead_forward_and_backward,
    the_explanation_says_what_was_masked,
    an_explanation_goes_with_its_cell,
];

/// Name, row, column and value of the number that is explained.
async fn explained(page: &Page) -> Result<Option<(String, usize, usize, f64)>> {
    let script = "const d = document.querySelector('[data-explain]')?.dataset;
        return d ? [d.name, +d.row, +d.col, +d.value] : null";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// Name, row, column and value of every operand.
async fn operands(page: &Page) -> Result<Vec<(String, usize, usize, f64)>> {
    let script =
        "return [...document.querySelectorAll('[data-explain] [data-operand-name]')].map(e => e.dataset)
        .map(d => [d.operandName, +d.operandRow, +d.operandCol, +d.operandValue])";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

async fn asked(page: &Page) -> Result<(String, usize, usize)> {
    explained(page).await?.map(|(name, row, col, _)| (name, row, col)).context("nothing is explained")
}

async fn an_output_is_explained_down_to_typed_numbers_by_keyboard(page: &Page) -> Result<()> {
    click_place(page, "O", 0, 0).await?;
    page.press(Key::Escape).await?;
    page.press(Key::Down + Key::Right).await?;
    assert_focus(page, "O", 1, 1).await?;
    page.press(Key::Enter).await?;
    page.settle().await?;
    let mut way = vec![asked(page).await?.0];
    let typed = "return document.querySelector('[data-explain] [data-action=go-to-number]') !== null";
    while page.script(typed, vec![]).await? != json!(true) {
        assert!(way.len() < 12, "{way:?} has no end");
        let focus = "return document.activeElement.dataset.operandName ?? null";
        let operand = page.script(focus, vec![]).await?;
        assert!(operand.is_string(), "after {way:?} no operand has the focus");
        // The mask decides whether a score counts; the score is the next one.
        if operand == json!("M") {
            page.press(Key::Tab).await?;
            page.settle().await?;
        }
        page.press(Key::Enter).await?;
        page.settle().await?;
        way.push(asked(page).await?.0);
    }
    assert_eq!(way, ["O", "A", "where(M, Z, -inf)", "Z", "S", "Q", "X"]);
    assert_eq!(texts(page, "[data-action='explain-back']").await?.len(), 5, "the first two are folded");
    page.press(Key::Backspace).await?;
    page.settle().await?;
    assert_eq!(Some(asked(page).await?.0), way.get(way.len() - 2).cloned());
    Ok(())
}

async fn operands_are_the_numbers_of_the_grids(page: &Page) -> Result<()> {
    for (name, row, col) in [("Q", 1, 2), ("S", 2, 3), ("O", 3, 1)] {
        click_place(page, name, row, col).await?;
        let found = explained(page).await?.context("nothing is explained")?;
        assert_eq!(found, (name.to_owned(), row, col, page.value(name, row, col).await?));
        let operands = operands(page).await?;
        assert!(operands.len() >= 6, "{operands:?}");
        for (name, row, col, value) in operands {
            assert_eq!(page.value(&name, row, col).await?.to_bits(), value.to_bits(), "{name}[{row}, {col}]");
        }
    }
    Ok(())
}

async fn the_explanation_stays_in_step_while_a_number_is_typed(page: &Page) -> Result<()> {
    click_place(page, "X", 0, 0).await?;
    page.act("explain").await?;
    for text in ["2", "5", "-"] {
        page.press(text).await?;
        let typed = page.value("X", 0, 0).await?;
        assert_eq!(explained(page).await?, Some(("X".to_owned(), 0, 0, typed)));
    }
    page.press(Key::Escape).await?;
    // What is edited without coming to another number changes the answer and not the question.
    click_place(page, "S", 2, 3).await?;
    let before = explained(page).await?.context("nothing is explained")?;
    page.script("document.querySelector('[data-action=grow][data-dimension=d_k]').click()", vec![]).await?;
    page.settle().await?;
    assert_eq!(operands(page).await?.len(), 8, "one more term on each side");
    assert_eq!(explained(page).await?.as_ref(), Some(&before), "the new term is 0");
    page.script("document.querySelector('[data-action=undo]').click()", vec![]).await?;
    page.settle().await?;
    assert_eq!(operands(page).await?.len(), 6);
    check_results(page).await?;
    Ok(())
}

async fn escape_closes_and_returns_the_focus(page: &Page) -> Result<()> {
    click_place(page, "A", 2, 1).await?;
    assert_focus(page, "A", 2, 1).await?;
    page.press(Key::Enter).await?;
    page.settle().await?;
    page.press(Key::Enter).await?;
    page.settle().await?;
    assert_ne!(asked(page).await?.0, "A");
    page.press(Key::Escape).await?;
    page.settle().await?;
    assert_eq!(explained(page).await?, None);
    assert_focus(page, "A", 2, 1).await?;
    page.press(Key::Enter).await?;
    page.settle().await?;
    page.act("close-explanation").await?;
    assert_eq!(explained(page).await?, None);
    assert_focus(page, "A", 2, 1).await
}

async fn the_question_follows_the_focus_while_it_is_open(page: &Page) -> Result<()> {
    click_place(page, "X", 0, 0).await?;
    assert_eq!(explained(page).await?, None, "a click on what is typed only edits");
    page.act("explain").await?;
    assert_eq!(asked(page).await?, ("X".to_owned(), 0, 0));
    assert_focus(page, "X", 0, 0).await?;
    page.press(Key::Enter).await?;
    assert_focus(page, "X", 1, 0).await?;
    assert_eq!(asked(page).await?, ("X".to_owned(), 1, 0));
    click_place(page, "K", 2, 2).await?;
    page.press(Key::Up).await?;
    assert_eq!(asked(page).await?, ("K".to_owned(), 1, 2));
    // Escape in the grid closes first, and the focus stays.
    page.press(Key::Escape).await?;
    assert_eq!(explained(page).await?, None);
    assert_focus(page, "K", 1, 2).await
}

async fn weights_end_with_their_sum(page: &Page) -> Result<()> {
    click_place(page, "A", 2, 3).await?;
    assert_eq!(text(page, "[data-explain] [data-row-sum]").await?, "1.0000");
    assert_eq!(operands(page).await?.len(), 4);
    Ok(())
}

async fn marks_lead_forward_and_backward(page: &Page) -> Result<()> {
    click_place(page, "S", 2, 3).await?;
    let marked =
        "return [...document.querySelectorAll(arguments[0])].map(e => e.closest('table').dataset.name)";
    let names = async |selector: &str| -> Result<Vec<String>> {
        let mut names: Vec<String> =
            serde_json::from_value(page.script(marked, vec![json!(selector)]).await?)?;
        names.dedup();
        Ok(names)
    };
    assert_eq!(names("table .is-source").await?, ["Q", "K"]);
    assert_eq!(names("table .is-dependent").await?, ["Z", "A", "O"]);
    assert_eq!(names("table .is-selected").await?, ["S"]);
    page.act("close-explanation").await?;
    assert!(names("table :is(.is-source, .is-dependent, .is-selected)").await?.is_empty());
    Ok(())
}

async fn the_explanation_says_what_was_masked(page: &Page) -> Result<()> {
    page.act("toggle").await?;
    click_place(page, "A", 0, 3).await?;
    let said = text(page, "[data-explain] .inspector__sentence").await?;
    assert!(said.contains("masked") && said.contains("weight is 0"), "{said}");
    Ok(())
}

async fn an_explanation_goes_with_its_cell(page: &Page) -> Result<()> {
    click_place(page, "O", 0, 0).await?;
    assert_eq!(attribute(page, "[data-explain]", "role").await?.as_deref(), Some("region"));
    page.script("document.querySelector('[data-cell-id=o] [data-action=cell-menu]').click()", vec![]).await?;
    page.settle().await?;
    page.script("document.querySelector('[data-cell-id=o] [data-action=delete-cell]').click()", vec![])
        .await?;
    page.settle().await?;
    assert_eq!(explained(page).await?, None);
    Ok(())
}
