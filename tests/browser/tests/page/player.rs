//! Step by step: by buttons, by keys, by itself.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::{attribute, text},
};

pub(crate) const CLAIMS: Claims = claims![
    nothing_moves_on_load,
    buttons_go_from_the_start_to_the_end,
    what_is_not_reached_has_no_value,
    the_caption_has_the_real_numbers,
    keys_step_where_nothing_else_has_the_focus,
    a_clicker_steps_from_everywhere,
    the_scrub_bar_takes_pointer_and_keys,
    another_grain_keeps_the_place,
    it_plays_by_itself_and_pauses,
    columns_stay_as_wide_while_their_numbers_come,
    reduced_motion_steps_without_animation,
];

/// The step, and how many there are.
async fn place(page: &Page) -> Result<(usize, usize)> {
    let number = async |key: &str| -> Result<usize> {
        Ok(attribute(page, "[data-player]", key).await?.context("no player")?.parse()?)
    };
    Ok((number("data-step").await?, number("data-steps").await?))
}

async fn caption(page: &Page) -> Result<String> {
    text(page, ".player [role=status][aria-live=polite]").await
}

async fn count(page: &Page, selector: &str) -> Result<u64> {
    let script = "return document.querySelectorAll(arguments[0]).length";
    page.script(script, vec![json!(selector)]).await?.as_u64().context("no number")
}

async fn choose(page: &Page, action: &str, value: &str) -> Result<()> {
    page.click(&format!("select[data-action={action}] option[value='{value}']")).await
}

/// Opens the notebook at the start of its steps, by number.
async fn start_by_number(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    choose(page, "grain", "number").await?;
    page.act("step-first").await
}

async fn nothing_moves_on_load(page: &Page) -> Result<()> {
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let (step, steps) = place(page).await?;
    assert_eq!((step, steps), (8, 8));
    for key in [Key::Space, Key::Left, Key::PageUp, Key::Home] {
        page.press(key).await?;
        assert_eq!(place(page).await?, (8, 8), "a key that scrolls");
    }
    assert_eq!(attribute(page, "[data-player]", "data-playing").await?.as_deref(), Some("false"));
    assert_eq!((count(page, ".is-veiled").await?, count(page, "[data-action=scrub]").await?), (0, 0));
    Ok(())
}

async fn buttons_go_from_the_start_to_the_end(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    page.act("step-first").await?;
    assert_eq!(place(page).await?, (0, 8));
    for step in 1..=8 {
        page.act("step-forward").await?;
        assert_eq!(place(page).await?, (step, 8));
        assert!(!caption(page).await?.is_empty());
    }
    page.act("step-forward").await?;
    assert_eq!((place(page).await?, count(page, ".is-veiled").await?), ((8, 8), 0));
    page.act("step-last").await?;
    assert_eq!((place(page).await?, count(page, "[data-action=scrub]").await?), ((8, 8), 0));
    assert_eq!(attribute(page, ":focus", "data-action").await?.as_deref(), Some("play"), "the focus is kept");
    Ok(())
}

async fn what_is_not_reached_has_no_value(page: &Page) -> Result<()> {
    start_by_number(page).await?;
    let computed = "section[data-kind=formula]";
    assert_eq!(count(page, &format!("{computed} td[data-value]")).await?, 0);
    assert_eq!(count(page, "section[data-kind=matrix] td.is-veiled").await?, 0);
    let label = attribute(page, "table[data-name=A] td.is-veiled", "aria-label").await?;
    assert_eq!(label.as_deref(), Some("not reached yet"));
    for _ in 0..4 {
        page.act("step-forward").await?;
    }
    assert_eq!(count(page, &format!("{computed} td[data-value]")).await?, 4);
    assert_eq!(count(page, "table[data-name=Q] td[data-row='1'][data-value].is-computed").await?, 1);
    assert_eq!(count(page, "table[data-name=X] tr.is-source").await?, 1);
    Ok(())
}

async fn the_caption_has_the_real_numbers(page: &Page) -> Result<()> {
    start_by_number(page).await?;
    assert!(caption(page).await?.contains("X, W_Q, W_K, W_V"));
    page.act("step-forward").await?;
    page.act("step-forward").await?;
    let said = caption(page).await?;
    assert!(said.contains("Q[Xiaoming, feeling] = 1 · 1.5 + 0 · 0 + 0 · 0 + 0 · 0 = 1.5"), "{said}");
    page.act("language").await?;
    let said = caption(page).await?;
    assert!(said.contains("Q[小明, 感情] = 1 · 1.5"), "{said}");
    // The numbers may change in the middle of it.
    page.type_into("X", 0, 0, "3").await?;
    let said = caption(page).await?;
    assert!(said.contains("= 3 · 1.5 + 0 · 0 + 0 · 0 + 0 · 0 = 4.5"), "{said}");
    assert_eq!(place(page).await?.0, 2);
    Ok(())
}

async fn keys_step_where_nothing_else_has_the_focus(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    for (key, step) in
        [(Key::Left, 6), (Key::Right, 7), (Key::Home, 0), (Key::Left, 0), (Key::Right, 1), (Key::End, 8)]
    {
        page.press(key).await?;
        assert_eq!(place(page).await?, (step, 8));
    }
    assert_eq!(count(page, "[data-action=scrub]").await?, 0);
    // Open again, and the focus nowhere in particular.
    page.act("step-back").await?;
    page.script("document.activeElement.blur()", vec![]).await?;
    page.press(" ").await?;
    assert_eq!(attribute(page, "[data-player]", "data-playing").await?.as_deref(), Some("true"));
    page.press(" ").await?;
    assert_eq!(attribute(page, "[data-player]", "data-playing").await?.as_deref(), Some("false"));
    // On a button Space presses the button.
    page.press(Key::Home).await?;
    page.act("step-forward").await?;
    let (step, _) = place(page).await?;
    page.press(" ").await?;
    assert_eq!(place(page).await?.0, step + 1);
    assert_eq!(attribute(page, "[data-player]", "data-playing").await?.as_deref(), Some("false"));
    Ok(())
}

async fn a_clicker_steps_from_everywhere(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    assert_eq!(place(page).await?, (7, 8));
    page.click("table[data-name=Q] td[data-row='0'][data-col='0']").await?;
    page.press(Key::PageUp).await?;
    page.press(Key::PageUp).await?;
    page.press(Key::PageDown).await?;
    assert_eq!(place(page).await?, (6, 8));
    page.click("table[data-name=X] td[data-row='0'][data-col='0']").await?;
    page.press(Key::PageDown).await?;
    page.press(" ").await?;
    assert_eq!(place(page).await?, (7, 8));
    assert_eq!(attribute(page, "[data-player]", "data-playing").await?.as_deref(), Some("false"));
    Ok(())
}

async fn the_scrub_bar_takes_pointer_and_keys(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    page.click("[data-action=scrub]").await?;
    assert_eq!(place(page).await?, (4, 8));
    for (key, step) in [(Key::Up, 5), (Key::Right, 6), (Key::Down, 5), (Key::Left, 4), (Key::PageDown, 5)] {
        page.press(key).await?;
        assert_eq!(place(page).await?.0, step);
    }
    let spoken = attribute(page, "[data-action=scrub]", "aria-valuetext").await?;
    assert_eq!(spoken.as_deref(), Some("step 5 of 8"));
    page.press(Key::Home).await?;
    assert_eq!(place(page).await?.0, 0);
    page.press(Key::End).await?;
    assert_eq!(count(page, "[data-action=scrub]").await?, 0);
    Ok(())
}

async fn another_grain_keeps_the_place(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    page.act("step-first").await?;
    page.act("step-forward").await?;
    choose(page, "grain", "number").await?;
    assert_eq!(place(page).await?, (12, 104));
    page.act("step-forward").await?;
    choose(page, "grain", "row").await?;
    assert_eq!(place(page).await?, (5, 32));
    assert_eq!(count(page, "table[data-name=K] tr.is-computed").await?, 1);
    choose(page, "grain", "cell").await?;
    assert_eq!(place(page).await?, (2, 8));
    Ok(())
}

async fn it_plays_by_itself_and_pauses(page: &Page) -> Result<()> {
    page.act("step-back").await?;
    page.act("step-first").await?;
    choose(page, "speed", "4").await?;
    page.act("play").await?;
    page.wait_for("the second step", "return +document.querySelector('[data-player]').dataset.step >= 2")
        .await?;
    page.act("pause").await?;
    let (step, _) = place(page).await?;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    assert_eq!(place(page).await?.0, step);
    page.act("play").await?;
    let ended = "const {step, steps, playing} = document.querySelector('[data-player]').dataset;
        return step === steps && playing === 'false'";
    page.wait_for("the end", ended).await?;
    assert_eq!(count(page, "[data-action=scrub]").await?, 1, "the last caption can be read");
    Ok(())
}

async fn columns_stay_as_wide_while_their_numbers_come(page: &Page) -> Result<()> {
    let widths = async || {
        let script = "return [...document.querySelectorAll('section[data-kind=formula] table')]
            .map(table => [table.offsetWidth, table.closest('.grid').offsetHeight])";
        page.script(script, vec![]).await
    };
    let all = widths().await?;
    start_by_number(page).await?;
    assert_eq!(widths().await?, all);
    choose(page, "grain", "row").await?;
    for _ in 0..4 {
        page.act("step-forward").await?;
        assert_eq!(widths().await?, all);
    }
    Ok(())
}

async fn reduced_motion_steps_without_animation(page: &Page) -> Result<()> {
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    page.cdp("Emulation.setEmulatedMedia", features).await?;
    page.cdp(
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": 900, "height": 500, "deviceScaleFactor": 1, "mobile": false }),
    )
    .await?;
    page.act("step-back").await?;
    page.settle().await?;
    let script = "return [document.getAnimations().length, document.querySelector('section.is-computed').getBoundingClientRect().top]";
    let seen = page.script(script, vec![]).await?;
    page.settle().await?;
    assert_eq!(page.script(script, vec![]).await?, seen, "it is where it goes at once");
    assert_eq!(seen[0], json!(0));
    let top = seen[1].as_f64().context("no top")?;
    assert!((0.0..500.0).contains(&top), "in view: {top}");
    page.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await?;
    page.cdp("Emulation.setEmulatedMedia", json!({ "features": [] })).await.map(drop)
}
