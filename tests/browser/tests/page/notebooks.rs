//! The built-in notebooks, and the way back to them.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::{assert_close, check_results, transposed},
    claim::{Claims, claims},
    hands::{act_in, attribute, texts},
    lessons::open,
};

pub(crate) const CLAIMS: Claims = claims![
    the_menu_opens_each_notebook,
    the_famous_example_gives_its_unrounded_numbers,
    opening_another_notebook_can_be_undone,
    an_address_opens_a_notebook,
    reset_returns_to_the_beginning_and_can_be_undone,
    the_menu_closes_with_escape,
];

async fn the_menu_opens_each_notebook(page: &Page) -> Result<()> {
    page.act("notebooks").await?;
    assert_eq!(texts(page, "[data-lesson]").await?.len(), 15);
    page.act("notebooks").await?;
    open(page, "blank").await?;
    assert_eq!(page.values("X").await?, [[0.0; 3]; 3]);
    page.type_into("X", 0, 2, "4").await?;
    assert_close("Y", &page.values("Y").await?, &transposed(&page.values("X").await?));
    open(page, "three-inputs").await?;
    assert_eq!(page.shape("O").await?, (3, 3));
    open(page, "xiaoming").await?;
    check_results(page).await.map(drop)
}

async fn the_famous_example_gives_its_unrounded_numbers(page: &Page) -> Result<()> {
    page.go("lesson=three-inputs").await?;
    let first = page.values("O").await?[0].clone();
    for (found, printed) in first.iter().zip([1.9366, 6.6831, 1.5951]) {
        assert!((found - printed).abs() < 5e-5, "{found}, articles' formula gives {printed}");
    }
    act_in(page, "scaled", "toggle").await?;
    assert!((page.value("O", 0, 0).await? - 1.863_87).abs() < 5e-6);
    act_in(page, "scaled", "toggle").await?;
    assert_eq!(page.values("O").await?[0], first);
    Ok(())
}

async fn opening_another_notebook_can_be_undone(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "3").await?;
    page.press(Key::Enter).await?;
    open(page, "blank").await?;
    page.act("undo").await?;
    assert!((page.value("X", 0, 0).await? - 3.0).abs() < 1e-15);
    check_results(page).await.map(drop)
}

async fn an_address_opens_a_notebook(page: &Page) -> Result<()> {
    page.go("lesson=three-inputs&lang=zh-CN").await?;
    assert_eq!((page.shape("X").await?, page.language().await?.as_str()), ((3, 4), "zh-CN"));
    page.go("lesson=there-is-none").await?;
    check_results(page).await.map(drop)
}

async fn reset_returns_to_the_beginning_and_can_be_undone(page: &Page) -> Result<()> {
    let start = check_results(page).await?;
    page.type_into("X", 2, 2, "8").await?;
    page.press(Key::Enter).await?;
    page.click("[data-action=grow][data-dimension=n]").await?;
    act_in(page, "causal", "toggle").await?;
    let changed = check_results(page).await?;
    page.act("reset").await?;
    assert_eq!(check_results(page).await?, start);
    page.act("undo").await?;
    assert_eq!(check_results(page).await?, changed);
    Ok(())
}

async fn the_menu_closes_with_escape(page: &Page) -> Result<()> {
    page.act("notebooks").await?;
    assert_eq!(attribute(page, "[data-action=notebooks]", "aria-expanded").await?.as_deref(), Some("true"));
    page.press(Key::Escape).await?;
    assert_eq!(attribute(page, "[data-action=notebooks]", "aria-expanded").await?.as_deref(), Some("false"));
    Ok(())
}
