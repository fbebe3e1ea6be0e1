//! From a typed number to every result.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::{Rows, check_results},
    claim::{Claims, claims},
    hands::{drag, texts},
};

pub(crate) const CLAIMS: Claims = claims![
    the_first_results_are_those_of_plain_arithmetic,
    a_number_of_x_changes_every_result,
    a_number_of_w_q_changes_what_it_reaches_and_nothing_else,
    every_keystroke_recomputes,
    numbers_of_any_keyboard_are_understood,
    a_number_can_be_dragged,
    a_change_is_told_to_those_who_cannot_see_it,
    the_flow_leads_to_each_cell,
];

fn changed(before: &[(&'static str, Rows)], after: &[(&'static str, Rows)]) -> Vec<&'static str> {
    before.iter().zip(after).filter(|(before, after)| before != after).map(|(before, _)| before.0).collect()
}

async fn the_first_results_are_those_of_plain_arithmetic(page: &Page) -> Result<()> {
    let results = check_results(page).await?;
    for (name, rows) in results {
        assert_eq!(page.shape(name).await?, (rows.len(), rows[0].len()), "{name}");
    }
    Ok(())
}

async fn a_number_of_x_changes_every_result(page: &Page) -> Result<()> {
    let before = check_results(page).await?;
    page.type_into("X", 2, 3, "-1.25").await?;
    assert_eq!(page.values("X").await?[2], [0.0, 1.0, 0.0, -1.25]);
    let after = check_results(page).await?;
    assert_eq!(changed(&before, &after), ["Q", "K", "V", "S", "Z", "A", "O"]);
    Ok(())
}

async fn a_number_of_w_q_changes_what_it_reaches_and_nothing_else(page: &Page) -> Result<()> {
    let before = check_results(page).await?;
    page.type_into("W_Q", 0, 0, "2").await?;
    page.press(Key::Enter).await?;
    let after = check_results(page).await?;
    assert_eq!(changed(&before, &after), ["Q", "S", "Z", "A", "O"]);
    Ok(())
}

async fn every_keystroke_recomputes(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "2").await?;
    check_results(page).await?;
    let mut seen = vec![page.value("Q", 0, 1).await?];
    for key in [".", "5", "0", "3"] {
        page.press(key).await?;
        check_results(page).await?;
        seen.push(page.value("Q", 0, 1).await?);
    }
    // X[0, 0] was typed as 2, 2., 2.5, 2.50, 2.503; W_Q[0, 1] is 1.5.
    let expected = [3.0, 3.0, 3.75, 3.75, 3.7545];
    for (seen, expected) in seen.iter().zip(expected) {
        assert!((seen - expected).abs() < 1e-12, "{seen} and not {expected}");
    }
    Ok(())
}

async fn numbers_of_any_keyboard_are_understood(page: &Page) -> Result<()> {
    for (typed, value) in [("１．５", 1.5), ("−2", -2.0), ("1/4", 0.25), ("1e-3", 0.001), ("。5", 0.5)]
    {
        page.type_into("X", 1, 0, typed).await?;
        assert!((page.value("X", 1, 0).await? - value).abs() < 1e-15, "{typed}");
        page.press(Key::Enter).await?;
    }
    check_results(page).await.map(drop)
}

async fn a_number_can_be_dragged(page: &Page) -> Result<()> {
    drag(page, "table[data-name=X] td[data-row='0'][data-col='0']", &[10, 10, 10]).await?;
    let dragged = page.value("X", 0, 0).await?;
    assert!(dragged > 1.0, "{dragged}");
    check_results(page).await?;
    page.act("undo").await?;
    assert!((page.value("X", 0, 0).await? - 1.0).abs() < 1e-15, "one drag is one step");
    Ok(())
}

async fn a_change_is_told_to_those_who_cannot_see_it(page: &Page) -> Result<()> {
    page.type_into("W_V", 0, 0, "3").await?;
    let said = "return [...document.querySelectorAll('[role=status][aria-live=polite]')]
        .some(e => /W_V, V, O/.test(e.textContent))";
    page.wait_for("the change to be told", said).await
}

async fn the_flow_leads_to_each_cell(page: &Page) -> Result<()> {
    for name in ["X", "W_Q", "A", "O"] {
        page.click(&format!("[data-action=go-to][data-target={name}]")).await?;
        let script = "const e = document.activeElement, box = e.getBoundingClientRect();
            return [e.dataset.defines, box.top < innerHeight && box.bottom > 0]";
        assert_eq!(page.script(script, vec![]).await?, serde_json::json!([name, true]));
    }
    assert!(texts(page, "[data-action=go-to]").await?.len() >= 12);
    Ok(())
}
