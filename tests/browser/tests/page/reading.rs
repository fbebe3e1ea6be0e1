//! Formulas that are read: their parts, their symbols, their shapes, and the notes on what few mean.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::{By, Key};

use crate::{
    arithmetic::{assert_close, product},
    claim::{Claims, claims},
    hands::{act_in, attribute, text, texts, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    every_part_of_a_formula_opens_in_place,
    a_click_on_a_part_opens_it_alone,
    parts_follow_the_numbers_and_close_with_another_formula,
    pointing_at_a_symbol_lights_its_cell_and_the_reverse,
    shapes_stand_under_symbols_on_demand,
    a_doubt_appears_and_goes_with_its_formula,
];

const A: &str = "A = softmax(Q @ K.T / sqrt(d_k))";
const PARTS: &str = "section[data-cell-id=a] .part table";

fn transposed(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = matrix.first().map_or(0, Vec::len);
    (0..columns).map(|column| matrix.iter().map(|row| row[column]).collect()).collect()
}

async fn names(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.dataset.name)";
    Ok(serde_json::from_value(page.script(script, vec![PARTS.into()]).await?)?)
}

async fn every_part_of_a_formula_opens_in_place(page: &Page) -> Result<()> {
    write_formula(page, "a", A).await?;
    act_in(page, "a", "parts").await?;
    assert_eq!(names(page).await?, ["K.T", "Q @ K.T", "sqrt(d_k)", "Q @ K.T / sqrt(d_k)"]);
    let scores = product(&page.values("Q").await?, &transposed(&page.values("K").await?));
    assert_close("Q @ K.T", &page.values("Q @ K.T").await?, &scores);
    assert!((page.value("sqrt(d_k)", 0, 0).await? - 3_f64.sqrt()).abs() < 1e-12);
    act_in(page, "a", "parts").await?;
    assert_eq!(names(page).await?, [""; 0]);
    Ok(())
}

async fn a_click_on_a_part_opens_it_alone(page: &Page) -> Result<()> {
    page.click("section[data-cell-id=s] .cell__math [data-node]").await?;
    assert_eq!(texts(page, "section[data-cell-id=s] .part .cell__quantity").await?, ["3 × 4 (d_k × n)"]);
    assert_close("K.T", &page.values("K.T").await?, &transposed(&page.values("K").await?));
    act_in(page, "s", "close-part").await?;
    assert_eq!(texts(page, ".part").await?, [""; 0]);
    Ok(())
}

async fn parts_follow_the_numbers_and_close_with_another_formula(page: &Page) -> Result<()> {
    act_in(page, "s", "parts").await?;
    page.type_into("X", 0, 0, "3").await?;
    assert_close("K.T", &page.values("K.T").await?, &transposed(&page.values("K").await?));
    write_formula(page, "s", "S = Q @ K.T + 0").await?;
    assert_eq!(texts(page, ".part").await?, [""; 0]);
    Ok(())
}

async fn pointing_at_a_symbol_lights_its_cell_and_the_reverse(page: &Page) -> Result<()> {
    let symbol = page.driver().find(By::Css("section[data-cell-id=s] [data-symbol=K]")).await?;
    page.driver().action_chain().move_to_element_center(&symbol).perform().await?;
    let lit =
        "return [...document.querySelectorAll('section[data-pointed]')].map(e => e.dataset.defines).join()";
    assert_eq!(page.script(lit, vec![]).await?, "K");
    page.click("section[data-cell-id=v] [data-formula]").await?;
    assert_eq!(page.script(lit, vec![]).await?, "V", "the focus points too");
    let symbols =
        "return [...document.querySelectorAll('[data-symbol][data-pointed]')].map(e => e.dataset.symbol)";
    let symbols: Vec<String> = serde_json::from_value(page.script(symbols, vec![]).await?)?;
    assert!(symbols.len() > 2 && symbols.iter().all(|symbol| symbol == "V"), "{symbols:?}");
    Ok(())
}

async fn shapes_stand_under_symbols_on_demand(page: &Page) -> Result<()> {
    let shape = "section[data-cell-id=s] .math__shape";
    assert_eq!(texts(page, shape).await?, [""; 0]);
    page.act("shapes").await?;
    assert_eq!(attribute(page, "[data-action=shapes]", "aria-pressed").await?.as_deref(), Some("true"));
    let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)";
    let shapes: Vec<String> = serde_json::from_value(page.script(script, vec![shape.into()]).await?)?;
    assert_eq!(shapes, ["n×n", "n×dk", "dk×n"]);
    Ok(())
}

async fn a_doubt_appears_and_goes_with_its_formula(page: &Page) -> Result<()> {
    let doubt = "section[data-cell-id=a] [data-doubt]";
    assert_eq!(texts(page, "[data-doubt]").await?, [""; 0], "the notebook itself raises none");
    write_formula(page, "a", "A = softmax(Z, axis=0)").await?;
    assert_eq!(attribute(page, doubt, "data-doubt").await?.as_deref(), Some("softmax-axis"));
    assert!(text(page, doubt).await?.contains("each column adds up to 1"));
    assert_eq!(attribute(page, doubt, "role").await?.as_deref(), Some("note"), "no error");
    // The focus is still in the formula: Escape takes it back.
    page.press(Key::Escape).await?;
    assert_eq!(texts(page, "[data-doubt]").await?, [""; 0]);
    Ok(())
}
