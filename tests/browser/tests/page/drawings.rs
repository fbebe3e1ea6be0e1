//! Rows as arrows whose tips can be moved, and weights as bars.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::{Key, prelude::*};

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{act_in, attribute, can_undo_and_redo, press_with, text, texts},
};

pub(crate) const CLAIMS: Claims = claims![
    a_dragged_tip_changes_both_numbers_in_one_step,
    escape_takes_a_drag_back,
    arrow_keys_move_a_tip,
    a_press_that_does_not_move_changes_nothing,
    queries_are_drawn_with_keys_and_their_angle,
    an_output_is_drawn_inside_its_values,
    the_bars_of_a_query_are_the_numbers_of_the_grids,
];

const HANDLE: &str = "[data-geometry=X] [data-handle-row='0']";

async fn first_row(page: &Page) -> Result<Vec<f64>> {
    let mut row = Vec::new();
    for column in 0..4 {
        row.push(page.value("X", 0, column).await?);
    }
    Ok(row)
}

/// Presses on a tip and moves it, without letting go.
async fn drag_tip(page: &Page, x: i64, y: i64) -> Result<()> {
    let handle = page.driver().find(By::Css(HANDLE)).await?;
    handle.scroll_into_view().await?;
    let chain = page.driver().action_chain().move_to_element_center(&handle).click_and_hold();
    chain.move_by_offset(x, y).move_by_offset(x, y).perform().await?;
    page.settle().await
}

async fn release(page: &Page) -> Result<()> {
    page.driver().action_chain().release().perform().await?;
    page.settle().await
}

async fn a_dragged_tip_changes_both_numbers_in_one_step(page: &Page) -> Result<()> {
    act_in(page, "x", "geometry").await?;
    let before = first_row(page).await?;
    drag_tip(page, -40, -30).await?;
    let during = first_row(page).await?;
    assert!(during[0] < before[0] - 0.1 && during[1] > before[1] + 0.1, "{during:?}");
    assert_eq!(during[2..], before[2..]);
    for number in &during {
        assert!((number * 100.0 - (number * 100.0).round()).abs() < 1e-9, "two decimals: {during:?}");
    }
    release(page).await?;
    assert_eq!(first_row(page).await?, during);
    check_results(page).await?;
    page.act("undo").await?;
    assert_eq!(first_row(page).await?, before);
    assert_eq!(can_undo_and_redo(page).await?, (false, true));
    Ok(())
}

async fn escape_takes_a_drag_back(page: &Page) -> Result<()> {
    act_in(page, "x", "geometry").await?;
    let before = first_row(page).await?;
    drag_tip(page, -40, -30).await?;
    page.press(Key::Escape).await?;
    assert_eq!(first_row(page).await?, before);
    page.driver().action_chain().move_by_offset(-20, 0).perform().await?;
    release(page).await?;
    assert_eq!(first_row(page).await?, before, "the tip is let go");
    assert_eq!(can_undo_and_redo(page).await?, (false, false));
    Ok(())
}

async fn arrow_keys_move_a_tip(page: &Page) -> Result<()> {
    act_in(page, "x", "geometry").await?;
    let before = first_row(page).await?;
    let focus = "document.querySelector(arguments[0]).focus()";
    page.script(focus, vec![HANDLE.into()]).await?;
    page.press(Key::Right).await?;
    page.press(Key::Up).await?;
    page.press(Key::Up).await?;
    let near = |row: Vec<f64>, x: f64, y: f64| (row[0] - x).abs() < 1e-12 && (row[1] - y).abs() < 1e-12;
    assert!(near(first_row(page).await?, 1.1, 0.2));
    press_with(page, Key::Shift, Key::Down).await?;
    assert!(near(first_row(page).await?, 1.1, -0.8));
    check_results(page).await?;
    let label = attribute(page, HANDLE, "aria-label").await?;
    assert!(label.is_some_and(|label| label.contains("1.1") && label.contains("−0.8")));
    page.press(Key::Enter).await?;
    page.press(Key::Left).await?;
    page.press(Key::Escape).await?;
    assert!(near(first_row(page).await?, 1.1, -0.8), "Escape takes back what came after Enter");
    page.act("undo").await?;
    assert_eq!(first_row(page).await?, before);
    Ok(())
}

async fn a_press_that_does_not_move_changes_nothing(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "0.12345").await?;
    page.press(Key::Enter).await?;
    act_in(page, "x", "geometry").await?;
    page.click(HANDLE).await?;
    assert!((page.value("X", 0, 0).await? - 0.12345).abs() < 1e-15);
    Ok(())
}

async fn queries_are_drawn_with_keys_and_their_angle(page: &Page) -> Result<()> {
    act_in(page, "q", "geometry").await?;
    let line = text(page, "[data-geometry=Q] [data-dot]").await?;
    assert!(line.starts_with("q · k = |q| |k| cos θ = 1.8028 × 2.2361 × cos 7.1° = 4"), "{line}");
    let dots = texts(page, "[data-geometry=Q] [data-action=choose-arrow]").await?;
    assert_eq!(dots.len(), 4);
    for key in 0..4 {
        page.click(&format!("[data-geometry=Q] [data-action=choose-arrow][data-row='{key}']")).await?;
        let dot = attribute(page, "[data-geometry=Q] [data-dot]", "data-dot").await?;
        let dot: f64 = dot.unwrap_or_default().parse()?;
        assert!((dot - page.value("S", 0, key).await?).abs() < 1e-12, "{dot}");
    }
    let label = attribute(page, "[data-geometry=Q] canvas", "aria-label").await?;
    assert_eq!(label.as_deref(), Some("The rows of Q and K as arrows: who to the right, feeling upwards"));
    let handles = texts(page, "[data-geometry=Q] [data-handle-row]").await?;
    assert!(handles.is_empty(), "what is computed cannot be dragged");
    // The dimensions change places where the other axis has the chosen one.
    page.script(
        "const list = document.querySelector('[data-geometry=Q] [data-action=dimension-x]');
        list.value = '1'; list.dispatchEvent(new Event('change', { bubbles: true }))",
        vec![],
    )
    .await?;
    page.settle().await?;
    let label = attribute(page, "[data-geometry=Q] canvas", "aria-label").await?;
    assert_eq!(label.as_deref(), Some("The rows of Q and K as arrows: feeling to the right, who upwards"));
    act_in(page, "q", "geometry").await?;
    assert_eq!(attribute(page, "[data-geometry]", "class").await?, None, "a second press closes it");
    Ok(())
}

async fn an_output_is_drawn_inside_its_values(page: &Page) -> Result<()> {
    act_in(page, "o", "geometry").await?;
    let likes =
        texts(page, "[data-geometry=O] [data-action=choose-arrow][data-row='1'] span").await?.join(" ");
    assert!(likes.contains("0.6917"), "the weight of likes: {likes}");
    let notes = texts(page, "[data-geometry=O] p").await?.join(" ");
    assert!(notes.contains("inside the area that the values span"), "{notes}");
    Ok(())
}

async fn the_bars_of_a_query_are_the_numbers_of_the_grids(page: &Page) -> Result<()> {
    act_in(page, "causal", "toggle").await?;
    act_in(page, "a", "bars").await?;
    page.script(
        "const list = document.querySelector('[data-bars=A] [data-action=choose-row]');
        list.value = '1'; list.dispatchEvent(new Event('change', { bubbles: true }))",
        vec![],
    )
    .await?;
    page.settle().await?;
    let numbers = texts(page, "[data-bars=A] .bars__number").await?;
    let shown = |text: &str| text.replace('−', "-").replace('∞', "inf").parse::<f64>().unwrap_or(f64::NAN);
    let found: Vec<f64> = numbers.iter().map(|text| shown(text)).collect();
    let (s, z, a) = (page.values("S").await?, page.values("Z").await?, page.values("A").await?);
    let scaled = z[1].iter().enumerate().map(|(key, z)| if key > 1 { f64::NEG_INFINITY } else { *z });
    let expected: Vec<f64> = s[1].iter().copied().chain(scaled).chain(a[1].iter().copied()).collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(&expected) {
        assert!(found.total_cmp(expected).is_eq() || (found - expected).abs() < 6e-5, "{found} {expected}");
    }
    Ok(())
}
