//! What the lecturer opens, compares, moves and practises, in the audience's window beside his.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::json;
use thirtyfour::{Key, WindowHandle};

use crate::{
    claim::{Claims, claims},
    hands::{act_in, attribute, click_place, texts},
    practice::{begin, told},
    presenting::{close, shows, two_windows},
};

pub(crate) const CLAIMS: Claims = claims![
    drawings_and_parts_are_opened_for_the_audience,
    what_is_open_is_still_open_when_the_slide_comes_back,
    the_audience_sees_the_comparison,
    the_audience_sees_the_wiggle,
    the_audience_sees_the_blanks_of_an_exercise,
];

/// All that stands on the slide: numbers with their ranges, blanks with what is typed, drawings with what is chosen.
const SLIDE: &str = "JSON.stringify([
    [...document.querySelectorAll('#notebook td[data-row]')].map(td => [td.closest('table').dataset.name, td.dataset.row,
        td.dataset.col, td.dataset.value ?? '', td.classList.contains('has-range'),
        td.querySelector('[data-blank]')?.value ?? '', td.querySelector('[data-blank]')?.dataset.verdict ?? '']),
    [...document.querySelectorAll('#notebook canvas')].map(canvas => canvas.getAttribute('aria-label')),
    [...document.querySelectorAll('#notebook .geometry select')].map(list => list.selectedOptions[0].text),
    [...document.querySelectorAll('#notebook .bars__number, [data-dot]')].map(number => number.textContent)])";

/// Checks that the audience's window comes to show what the lecturer's does, and leads back to that.
async fn assert_followed(page: &Page, (lecturer, audience): &(WindowHandle, WindowHandle)) -> Result<()> {
    page.settle().await?;
    let slide = page.script(&format!("return {SLIDE}"), vec![]).await?;
    page.driver().switch_to_window(audience.clone()).await?;
    let followed = page.wait_for("the same slide", &format!("return {SLIDE} === {slide}")).await;
    if followed.is_err() {
        assert_eq!(page.script(&format!("return {SLIDE}"), vec![]).await?, slide);
    }
    page.driver().switch_to_window(lecturer.clone()).await?;
    Ok(())
}

/// To the slide of a name.
async fn go_to(page: &Page, name: &str, cells: &str) -> Result<()> {
    page.click(&format!(".strip [data-target='{name}']")).await?;
    shows(page, cells).await
}

async fn choose(page: &Page, list: &str, value: &str) -> Result<()> {
    let script = "const list = document.querySelector(arguments[0]); list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script(script, vec![json!(list), json!(value)]).await?;
    page.settle().await
}

async fn drawings_and_parts_are_opened_for_the_audience(page: &Page) -> Result<()> {
    let windows = two_windows(page).await?;
    go_to(page, "Q", "x w_q q").await?;
    act_in(page, "q", "geometry").await?;
    choose(page, "[data-geometry=Q] [data-action=dimension-x]", "2").await?;
    choose(page, "[data-geometry=Q] [data-action=choose-row]", "3").await?;
    page.driver().switch_to_window(windows.1.clone()).await?;
    page.wait_for("the arrows", "return !!document.querySelector('[data-geometry=Q] canvas')").await?;
    page.driver().switch_to_window(windows.0.clone()).await?;
    assert_followed(page, &windows).await?;
    go_to(page, "A", "m z a").await?;
    act_in(page, "a", "bars").await?;
    choose(page, "[data-bars=A] [data-action=choose-row]", "2").await?;
    act_in(page, "a", "parts").await?;
    assert!(texts(page, "#notebook .part").await?.len() + texts(page, ".bars__number").await?.len() > 4);
    assert_followed(page, &windows).await?;
    page.click("[data-action=close-part]").await?;
    act_in(page, "a", "bars").await?;
    assert_eq!(texts(page, "[data-bars]").await?, Vec::<String>::new());
    assert_followed(page, &windows).await?;
    close(page, windows).await
}

async fn what_is_open_is_still_open_when_the_slide_comes_back(page: &Page) -> Result<()> {
    let windows = two_windows(page).await?;
    go_to(page, "Q", "x w_q q").await?;
    act_in(page, "q", "geometry").await?;
    choose(page, "[data-geometry=Q] [data-action=dimension-y]", "2").await?;
    let label = attribute(page, "[data-geometry=Q] canvas", "aria-label").await?;
    page.press(Key::PageDown).await?;
    shows(page, "x w_k k").await?;
    page.press(Key::PageUp).await?;
    shows(page, "x w_q q").await?;
    page.wait_for("the arrows", "return !!document.querySelector('[data-geometry=Q] canvas')").await?;
    assert_eq!(attribute(page, "[data-geometry=Q] canvas", "aria-label").await?, label);
    assert_followed(page, &windows).await?;
    close(page, windows).await
}

async fn the_audience_sees_the_comparison(page: &Page) -> Result<()> {
    page.act("pin").await?;
    let windows = two_windows(page).await?;
    go_to(page, "Q", "x w_q q").await?;
    page.type_into("X", 2, 1, "2").await?;
    assert_eq!(page.shape("B-A:Q").await?, (4, 3));
    assert_followed(page, &windows).await?;
    page.act("swap").await?;
    assert_followed(page, &windows).await?;
    page.act("unpin").await?;
    assert_eq!(texts(page, "table[data-name='A:Q']").await?, Vec::<String>::new());
    assert_followed(page, &windows).await?;
    close(page, windows).await
}

async fn the_audience_sees_the_wiggle(page: &Page) -> Result<()> {
    let windows = two_windows(page).await?;
    go_to(page, "Q", "x w_q q").await?;
    click_place(page, "X", 2, 1).await?;
    page.act("wiggle").await?;
    if attribute(page, "[data-action=wiggle-play]", "aria-pressed").await?.as_deref() == Some("true") {
        page.act("wiggle-play").await?;
    }
    let slide = "const slider = document.querySelector('[data-action=wiggle-slide]');
        slider.value = arguments[0]; slider.dispatchEvent(new Event('input', { bubbles: true }))";
    page.script(slide, vec![json!(0.5)]).await?;
    page.settle().await?;
    assert!((page.value("X", 2, 1).await? - 1.5).abs() < 1e-12);
    assert_eq!(texts(page, "table[data-name='Q'] td.has-range").await?.len(), 2);
    assert_followed(page, &windows).await?;
    choose(page, "[data-action=wiggle-amplitude]", "5").await?;
    assert_followed(page, &windows).await?;
    page.act("wiggle-stop").await?;
    assert!((page.value("X", 2, 1).await? - 1.0).abs() < 1e-12);
    assert_followed(page, &windows).await?;
    close(page, windows).await
}

async fn the_audience_sees_the_blanks_of_an_exercise(page: &Page) -> Result<()> {
    let windows = two_windows(page).await?;
    go_to(page, "S", "q k s").await?;
    let script = "return [...document.querySelectorAll(\"table[data-name=S] td[data-row='1'][data-value]\")]
        .map(place => [place.dataset.value, place.innerText.trim()]).flat().filter(text => text.length > 3)";
    let numbers: Vec<String> = serde_json::from_value(page.script(script, vec![]).await?)?;
    begin(page, "s", "row 1", false).await?;
    assert_followed(page, &windows).await?;
    let (lecturer, audience) = windows.clone();
    page.driver().switch_to_window(audience.clone()).await?;
    let blanks = "return [document.querySelectorAll('table[data-name=S] td.blank').length,
        document.querySelectorAll(\"table[data-name=S] td[data-row='1'][data-value]\").length]";
    assert_eq!(page.script(blanks, vec![]).await?, json!([4, 0]));
    assert_eq!(told(page, &numbers, "section[data-cell-id='s'], .strip, .dock").await?, Vec::<String>::new());
    page.driver().switch_to_window(lecturer.clone()).await?;
    // Wrong, with its hint.
    page.press("77").await?;
    page.press(Key::Enter).await?;
    assert_followed(page, &windows).await?;
    let hint = texts(page, ".practice__hints").await?.pop().context("no hint")?;
    page.driver().switch_to_window(audience).await?;
    assert_eq!(texts(page, ".practice__hints").await?, [hint]);
    page.driver().switch_to_window(lecturer).await?;
    // One is shown; then all are.
    page.act("give-up").await?;
    assert_followed(page, &windows).await?;
    page.act("end-exercise").await?;
    assert_followed(page, &windows).await?;
    close(page, windows).await
}
