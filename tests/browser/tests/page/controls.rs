//! Switches, sliders, theme.

use anyhow::Result;
use browser_tests::Page;
use serde_json::json;
use thirtyfour::{Key, prelude::*};

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{act_in, attribute, error_in, focus_is_kept, keep_focus, text},
};

pub(crate) const CLAIMS: Claims = claims![
    the_causal_switch_hides_every_later_token,
    a_switch_works_with_the_space_key,
    the_temperature_spreads_the_weights,
    a_sliders_number_can_be_typed,
    a_slider_is_kept_between_its_bounds,
    the_theme_changes_the_ground,
];

async fn the_causal_switch_hides_every_later_token(page: &Page) -> Result<()> {
    act_in(page, "causal", "toggle").await?;
    let weights = page.values("A").await?;
    for (row, values) in weights.iter().enumerate() {
        assert!(values[row + 1..].iter().all(|weight| weight.to_bits() == 0), "row {row}: {values:?}");
        assert!((values.iter().sum::<f64>() - 1.0).abs() < 1e-14, "row {row}: {values:?}");
    }
    assert_eq!(weights[0], [1.0, 0.0, 0.0, 0.0]);
    check_results(page).await?;
    act_in(page, "causal", "toggle").await?;
    assert!(page.value("A", 0, 3).await? > 0.0);
    check_results(page).await.map(drop)
}

async fn a_switch_works_with_the_space_key(page: &Page) -> Result<()> {
    let switch = page.driver().find(By::Css("section[data-cell-id=causal] [role=switch]")).await?;
    switch.focus().await?;
    keep_focus(page).await?;
    page.press(" ").await?;
    assert_eq!(attribute(page, "[role=switch]", "aria-checked").await?.as_deref(), Some("true"));
    assert!(focus_is_kept(page).await?);
    check_results(page).await.map(drop)
}

async fn the_temperature_spreads_the_weights(page: &Page) -> Result<()> {
    let spread =
        async || -> Result<f64> { Ok(page.values("A").await?[3].iter().copied().fold(0.0, f64::max)) };
    let cool = spread().await?;
    let slider = page.driver().find(By::Css("section[data-cell-id=temperature] input[type=range]")).await?;
    slider.focus().await?;
    for _ in 0..10 {
        page.press(Key::Right).await?;
    }
    assert!((page.value("temperature", 0, 0).await? - 2.0).abs() < 1e-9);
    check_results(page).await?;
    page.press(Key::End).await?;
    assert!((page.value("temperature", 0, 0).await? - 5.0).abs() < 1e-9);
    check_results(page).await?;
    assert!(spread().await? < cool);
    Ok(())
}

async fn a_sliders_number_can_be_typed(page: &Page) -> Result<()> {
    page.type_into("temperature", 0, 0, "2.25").await?;
    assert!((page.value("temperature", 0, 0).await? - 2.25).abs() < 1e-15);
    check_results(page).await?;
    page.press(Key::Escape).await?;
    assert!((page.value("temperature", 0, 0).await? - 1.0).abs() < 1e-15);
    page.type_into("temperature", 0, 0, "hot").await?;
    assert_eq!(error_in(page, "temperature").await?.as_deref(), Some("number"));
    assert!((page.value("temperature", 0, 0).await? - 1.0).abs() < 1e-15);
    check_results(page).await.map(drop)
}

async fn a_slider_is_kept_between_its_bounds(page: &Page) -> Result<()> {
    page.type_into("temperature", 0, 0, "1000").await?;
    page.press(Key::Enter).await?;
    assert!((page.value("temperature", 0, 0).await? - 5.0).abs() < 1e-15);
    assert_eq!(text(page, "table[data-name=temperature] input").await?, "5");
    check_results(page).await.map(drop)
}

async fn the_theme_changes_the_ground(page: &Page) -> Result<()> {
    let seen = async || {
        let script = "return [document.documentElement.dataset.theme, getComputedStyle(document.documentElement).backgroundColor,
            document.querySelector('canvas').toDataURL()]";
        page.script(script, vec![]).await
    };
    page.go("theme=light").await?;
    let light = seen().await?;
    page.act("theme").await?;
    let dark = seen().await?;
    assert_eq!((&light[0], &dark[0]), (&json!("light"), &json!("dark")));
    assert_ne!(light[1], dark[1]);
    assert_ne!(light[2], dark[2], "drawings follow the theme");
    page.act("theme").await?;
    assert_eq!(seen().await?, light);
    Ok(())
}
