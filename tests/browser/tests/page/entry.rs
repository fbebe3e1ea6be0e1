//! What is not a number, or not yet.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{assert_focus, attribute, error_in, focus_is_kept, keep_focus, shown, text},
};

pub(crate) const CLAIMS: Claims = claims![
    a_half_typed_number_keeps_value_focus_and_input,
    a_half_typed_number_that_is_left_is_forgotten,
    a_wrong_number_says_what_is_expected_and_keeps_the_value,
    typing_on_takes_the_complaint_away,
    infinity_can_be_typed,
    focus_shows_every_digit,
];

async fn is_one(page: &Page) -> Result<()> {
    let found = page.value("X", 0, 0).await?;
    assert!((found - 1.0).abs() < 1e-15, "X[0, 0] is {found}");
    check_results(page).await.map(drop)
}

async fn a_half_typed_number_keeps_value_focus_and_input(page: &Page) -> Result<()> {
    for (beginning, rest, value) in
        [("-", "3", -3.0), ("1e", "2", 100.0), (".", "25", 0.25), ("1/", "8", 0.125)]
    {
        page.go("").await?;
        page.click("table[data-name=X] td[data-row='0'][data-col='0']").await?;
        keep_focus(page).await?;
        page.press(beginning).await?;
        // "1e" is 1 on its way; 1 is also what stood there.
        is_one(page).await?;
        assert_eq!(shown(page).await?, beginning);
        assert_eq!(error_in(page, "x").await?, None, "{beginning}");
        assert!(focus_is_kept(page).await?, "{beginning}");
        page.press(rest).await?;
        assert!((page.value("X", 0, 0).await? - value).abs() < 1e-15, "{beginning}{rest}");
        assert_eq!(shown(page).await?, format!("{beginning}{rest}"));
        assert!(focus_is_kept(page).await?, "{beginning}{rest}");
        assert_focus(page, "X", 0, 0).await?;
        check_results(page).await?;
    }
    Ok(())
}

async fn a_half_typed_number_that_is_left_is_forgotten(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "-").await?;
    page.press(Key::Enter).await?;
    page.press(Key::Up).await?;
    assert_eq!(shown(page).await?, "1");
    is_one(page).await
}

async fn a_wrong_number_says_what_is_expected_and_keeps_the_value(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "two").await?;
    is_one(page).await?;
    assert_eq!(error_in(page, "x").await?.as_deref(), Some("number"));
    let said = text(page, "section[data-cell-id=x] [data-error]").await?;
    assert!(said.contains("two") && said.contains("0.5") && said.contains("stays 1"), "{said}");
    assert_eq!(shown(page).await?, "two");
    assert_focus(page, "X", 0, 0).await
}

async fn typing_on_takes_the_complaint_away(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "5x").await?;
    assert_eq!(error_in(page, "x").await?.as_deref(), Some("number"));
    page.press(Key::Backspace).await?;
    assert_eq!(error_in(page, "x").await?, None);
    assert!((page.value("X", 0, 0).await? - 5.0).abs() < 1e-15);
    page.press("x").await?;
    page.press(Key::Escape).await?;
    assert_eq!(error_in(page, "x").await?, None);
    assert_eq!(shown(page).await?, "1");
    is_one(page).await
}

async fn infinity_can_be_typed(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "inf").await?;
    assert!(page.value("X", 0, 0).await?.is_infinite());
    assert_eq!(error_in(page, "x").await?, None);
    let remark = attribute(page, "section[data-cell-id=q] [data-remark]", "data-remark").await?;
    assert_eq!(remark.as_deref(), Some("nan"), "∞ · 0 is named where it arises");
    assert!(page.value("Q", 0, 0).await?.is_nan());
    Ok(())
}

async fn focus_shows_every_digit(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "0.123456789012").await?;
    page.press(Key::Enter).await?;
    let at_rest = text(page, "table[data-name=X] td[data-row='0'][data-col='0'] input").await?;
    assert!(at_rest.len() <= 8, "{at_rest}");
    page.press(Key::Up).await?;
    assert_eq!(shown(page).await?, "0.123456789012");
    assert!((page.value("X", 0, 0).await? - 0.123_456_789_012).abs() < 1e-17);
    Ok(())
}
