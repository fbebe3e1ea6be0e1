//! Pinned results beside the present ones, and one number moved to and fro.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{assert_focus, attribute, can_undo_and_redo, click_place, text, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    the_difference_is_present_minus_pinned,
    what_is_the_same_is_closed_and_still_there,
    swapping_goes_back_and_forth,
    weights_show_peak_and_entropy,
    other_shapes_are_said,
    a_wiggle_by_hand_shows_ranges_and_stops,
    a_wiggle_plays_and_pauses,
    a_wiggle_by_keyboard_is_kept_as_one_step,
    a_slider_wiggles_too,
];

/// Checks B − A of a grid against the numbers on screen.
async fn check_difference(page: &Page, name: &str) -> Result<f64> {
    let present = page.values(name).await?.concat();
    let pinned = page.values(&format!("A:{name}")).await?.concat();
    let difference = page.values(&format!("B-A:{name}")).await?.concat();
    assert_eq!(present.len(), difference.len());
    let mut greatest = 0_f64;
    for ((a, b), found) in pinned.iter().zip(&present).zip(&difference) {
        let expected = if a.to_bits() == b.to_bits() { 0.0 } else { b - a };
        assert!((found - expected).abs() < 1e-12, "{name}: {b} − {a} is {found}");
        greatest = greatest.max(found.abs());
    }
    Ok(greatest)
}

async fn state(page: &Page, name: &str) -> Result<String> {
    let selector = format!("section[data-defines='{name}'] [data-compared]");
    attribute(page, &selector, "data-compared").await?.context("nothing is compared")
}

async fn the_difference_is_present_minus_pinned(page: &Page) -> Result<()> {
    page.act("pin").await?;
    assert_eq!(attribute(page, "[data-action=pin]", "aria-pressed").await?.as_deref(), Some("true"));
    page.type_into("X", 2, 1, "0.25").await?;
    page.settle().await?;
    for name in ["X", "Q", "K", "V", "S", "Z", "A", "O"] {
        assert!(check_difference(page, name).await? > 0.0, "{name} does not differ");
        assert_eq!(state(page, name).await?, "differs");
    }
    assert!(text(page, ".pin__text").await?.contains('Q'));
    check_results(page).await.map(drop)
}

async fn what_is_the_same_is_closed_and_still_there(page: &Page) -> Result<()> {
    page.act("pin").await?;
    for name in ["X", "W_Q", "A", "temperature", "causal"] {
        assert!(check_difference(page, name).await?.to_bits() == 0);
        assert_eq!(state(page, name).await?, "same");
    }
    let open =
        page.script("return document.querySelectorAll('details.compared[open]').length", vec![]).await?;
    assert_eq!(open, json!(0));
    page.act("unpin").await?;
    let left =
        page.script("return document.querySelectorAll('[data-compared], [data-pin]').length", vec![]).await?;
    assert_eq!(left, json!(0));
    Ok(())
}

async fn swapping_goes_back_and_forth(page: &Page) -> Result<()> {
    let first = page.values("O").await?;
    page.act("pin").await?;
    write_formula(page, "z", "Z = S").await?;
    page.settle().await?;
    let second = page.values("O").await?;
    assert_ne!(first, second);
    page.act("swap").await?;
    assert_eq!((page.values("O").await?, page.values("A:O").await?), (first.clone(), second.clone()));
    check_difference(page, "O").await?;
    page.act("swap").await?;
    assert_eq!((page.values("O").await?, page.formula("Z").await?), (second.clone(), "Z = S".to_owned()));
    page.act("undo").await?;
    assert_eq!(page.values("O").await?, first);
    Ok(())
}

async fn weights_show_peak_and_entropy(page: &Page) -> Result<()> {
    page.act("pin").await?;
    page.type_into("X", 2, 1, "0").await?;
    page.settle().await?;
    let weights = page.values("A").await?;
    let row = "table[data-spread='A'] tr[data-row='2']";
    let number = async |name: &str| -> Result<f64> {
        Ok(attribute(page, row, name).await?.context("no row")?.parse::<f64>()?)
    };
    let entropy: f64 = weights[2].iter().map(|weight| -weight * weight.log2()).sum();
    assert!((number("data-entropy-b").await? - entropy).abs() < 1e-9);
    let peak = weights[2].iter().copied().fold(0.0, f64::max);
    assert!((number("data-peak-b").await? - peak).abs() < 1e-12);
    assert!((number("data-peak-a").await? - peak).abs() > 1e-3);
    Ok(())
}

async fn other_shapes_are_said(page: &Page) -> Result<()> {
    page.act("pin").await?;
    page.click("[data-action=grow][data-dimension=n]").await?;
    page.settle().await?;
    assert_eq!(state(page, "A").await?, "shape");
    assert_eq!((page.shape("A").await?, page.shape("A:A").await?), ((5, 5), (4, 4)));
    assert_eq!(state(page, "W_Q").await?, "same");
    Ok(())
}

/// The range that the panel tells of a cell.
async fn range(page: &Page, name: &str) -> Result<(f64, f64)> {
    let selector = format!("[data-reached='{name}']");
    let end = async |end: &str| -> Result<f64> {
        Ok(attribute(page, &selector, end).await?.context("no range")?.parse::<f64>()?)
    };
    Ok((end("data-low").await?, end("data-high").await?))
}

async fn slide(page: &Page, position: f64) -> Result<()> {
    let script = "const slider = document.querySelector('[data-action=wiggle-slide]');
        slider.value = arguments[0]; slider.dispatchEvent(new Event('input', { bubbles: true }))";
    page.script(script, vec![json!(position)]).await?;
    page.settle().await
}

/// Whether the page moves by itself; a wiggle begun at rest is as good for what follows.
async fn pause(page: &Page) -> Result<()> {
    if attribute(page, "[data-action=wiggle-play]", "aria-pressed").await?.as_deref() == Some("true") {
        page.act("wiggle-play").await?;
    }
    Ok(())
}

async fn a_wiggle_by_hand_shows_ranges_and_stops(page: &Page) -> Result<()> {
    let before = page.values("O").await?;
    click_place(page, "X", 2, 1).await?;
    page.act("wiggle").await?;
    pause(page).await?;
    slide(page, 1.0).await?;
    assert_eq!(page.value("X", 2, 1).await?.to_bits(), 2_f64.to_bits());
    let (low, high) = range(page, "Q").await?;
    // Q[eats, action/thing] is −1.5 x.
    assert!((low + 3.0).abs() < 1e-9 && high.abs() < 1e-9, "{low} … {high}");
    assert!((page.value("Q", 2, 2).await? + 3.0).abs() < 1e-9);
    for name in ["K", "V", "S", "Z", "A", "O"] {
        let (low, high) = range(page, name).await?;
        assert!(low < high, "{name} does not move");
    }
    let bars = "return document.querySelectorAll(\"table[data-name='Q'] td.has-range\").length";
    assert_eq!(page.script(bars, vec![]).await?, json!(2));
    check_results(page).await?;
    page.act("wiggle-stop").await?;
    page.settle().await?;
    assert_eq!((page.value("X", 2, 1).await?.to_bits(), page.values("O").await?), (1_f64.to_bits(), before));
    assert_eq!(can_undo_and_redo(page).await?, (false, false));
    let left = "return document.querySelectorAll('.has-range, [data-wiggle]').length";
    assert_eq!(page.script(left, vec![]).await?, json!(0));
    Ok(())
}

async fn a_wiggle_plays_and_pauses(page: &Page) -> Result<()> {
    click_place(page, "X", 0, 0).await?;
    page.act("wiggle").await?;
    if attribute(page, "[data-action=wiggle-play]", "aria-pressed").await?.as_deref() != Some("true") {
        page.act("wiggle-play").await?;
    }
    let moved = "return Math.abs(document.querySelector('[data-wiggle]').dataset.value - 1) > 0.2";
    page.wait_for("the number to move", moved).await?;
    pause(page).await?;
    page.settle().await?;
    let resting = page.value("X", 0, 0).await?;
    assert!((0.0..=2.0).contains(&resting));
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(page.value("X", 0, 0).await?.to_bits(), resting.to_bits());
    // Another edit gives the number back.
    page.type_into("X", 1, 1, "3").await?;
    assert_eq!(page.value("X", 0, 0).await?.to_bits(), 1_f64.to_bits());
    check_results(page).await.map(drop)
}

async fn a_wiggle_by_keyboard_is_kept_as_one_step(page: &Page) -> Result<()> {
    click_place(page, "X", 0, 0).await?;
    page.press("~").await?;
    page.wait_for(
        "the slider to have the focus",
        "return document.activeElement.dataset.action === 'wiggle-slide'",
    )
    .await?;
    page.press(Key::Home).await?;
    assert_eq!(page.value("X", 0, 0).await?.to_bits(), 0_f64.to_bits());
    page.act("wiggle-keep").await?;
    assert_focus(page, "X", 0, 0).await?;
    assert_eq!(can_undo_and_redo(page).await?, (true, false));
    page.act("undo").await?;
    assert_eq!(page.value("X", 0, 0).await?.to_bits(), 1_f64.to_bits());
    // Escape gives it back.
    click_place(page, "X", 0, 0).await?;
    page.press("~").await?;
    page.wait_for(
        "the slider to have the focus",
        "return document.activeElement.dataset.action === 'wiggle-slide'",
    )
    .await?;
    page.press(Key::End).await?;
    page.press(Key::Escape).await?;
    assert_focus(page, "X", 0, 0).await?;
    assert_eq!(page.value("X", 0, 0).await?.to_bits(), 1_f64.to_bits());
    Ok(())
}

async fn a_slider_wiggles_too(page: &Page) -> Result<()> {
    page.click("section[data-defines=temperature] [data-action=wiggle]").await?;
    pause(page).await?;
    slide(page, -1.0).await?;
    let low = page.value("temperature", 0, 0).await?;
    assert!(low < 1.0);
    let (least, most) = range(page, "Z").await?;
    assert!(least < most);
    slide(page, 0.0).await?;
    assert_eq!(page.value("temperature", 0, 0).await?.to_bits(), 1_f64.to_bits());
    page.act("wiggle-stop").await?;
    check_results(page).await.map(drop)
}
