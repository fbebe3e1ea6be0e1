//! Formulas that are changed, broken and mended.

use anyhow::Result;
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::{assert_close, check_results, product},
    claim::{Claims, claims},
    hands::{attribute, error_in, focus_is_kept, keep_focus, text, waiting_in, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    a_changed_formula_computes,
    a_shape_that_does_not_fit_names_the_sizes_and_a_remedy,
    a_broken_formula_keeps_its_last_value_and_marks_it,
    cells_below_a_broken_one_say_what_they_wait_for,
    cells_beside_a_broken_one_keep_working,
    a_mended_formula_takes_every_complaint_away,
    every_kind_of_error_has_its_code,
    a_cycle_is_refused_in_its_own_cells,
    a_name_defined_twice_is_said_in_its_cell,
    writing_a_formula_keeps_its_input,
    escape_takes_a_formula_back,
    the_first_nan_is_explained_where_it_arises,
    the_first_infinity_is_explained_where_it_arises,
    a_row_with_everything_masked_is_explained,
    a_stack_shows_each_of_its_matrices,
];

async fn a_changed_formula_computes(page: &Page) -> Result<()> {
    write_formula(page, "o", "O = A @ V * 10").await?;
    let expected: Vec<Vec<f64>> = product(&page.values("A").await?, &page.values("V").await?)
        .iter()
        .map(|row| row.iter().map(|value| value * 10.0).collect())
        .collect();
    assert_close("O", &page.values("O").await?, &expected);
    Ok(())
}

async fn a_shape_that_does_not_fit_names_the_sizes_and_a_remedy(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    assert_eq!(error_in(page, "s").await?.as_deref(), Some("shape"));
    let said = text(page, "section[data-cell-id=s] [data-error]").await?;
    for part in ["Q is 4 × 3 (n × d_k)", "K is 4 × 3 (n × d_k)", "inner sizes 3 and 4", "Did you mean K.T?"]
    {
        assert!(said.contains(part), "{part} is not in: {said}");
    }
    assert_eq!(text(page, "section[data-cell-id=s] [data-error] mark").await?, "Q @ K");
    Ok(())
}

async fn a_broken_formula_keeps_its_last_value_and_marks_it(page: &Page) -> Result<()> {
    let before = page.values("S").await?;
    assert!(!text(page, "section[data-cell-id=s]").await?.contains("Last good value"));
    page.click("section[data-cell-id=s] [data-formula]").await?;
    page.press(Key::End).await?;
    page.press("+").await?;
    assert_eq!(error_in(page, "s").await?.as_deref(), Some("parse"));
    assert_eq!(page.values("S").await?, before);
    for cell in ["s", "z", "a", "o"] {
        let said = text(page, &format!("section[data-cell-id={cell}]")).await?;
        assert!(said.contains("Last good value"), "{cell}: {said}");
    }
    assert!(!text(page, "section[data-cell-id=v]").await?.contains("Last good value"));
    Ok(())
}

async fn cells_below_a_broken_one_say_what_they_wait_for(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    for (cell, name) in [("z", "S"), ("a", "Z"), ("o", "A")] {
        let waits = waiting_in(page, cell).await?;
        assert!(
            waits.as_deref() == Some(name) || waits.as_deref() == Some("S"),
            "{cell} waits for {waits:?}"
        );
        assert_eq!(error_in(page, cell).await?, None, "{cell}");
    }
    for cell in ["q", "k", "v", "m"] {
        assert_eq!((waiting_in(page, cell).await?, error_in(page, cell).await?), (None, None), "{cell}");
    }
    Ok(())
}

async fn cells_beside_a_broken_one_keep_working(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    page.type_into("X", 1, 1, "2.5").await?;
    for (name, projection) in [("Q", "W_Q"), ("K", "W_K"), ("V", "W_V")] {
        let expected = product(&page.values("X").await?, &page.values(projection).await?);
        assert_close(name, &page.values(name).await?, &expected);
    }
    write_formula(page, "s", "S = Q @ K.T").await?;
    check_results(page).await.map(drop)
}

async fn a_mended_formula_takes_every_complaint_away(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    page.press(".T").await?;
    let left = "section[data-cell-id] :is([data-error], [data-waiting])";
    assert_eq!(attribute(page, left, "class").await?, None);
    let said = text(page, "main").await?;
    assert!(!said.contains("Last good value"));
    check_results(page).await.map(drop)
}

async fn every_kind_of_error_has_its_code(page: &Page) -> Result<()> {
    for (source, code) in [
        ("S = Q @ L.T", "unknown-name"),
        ("S = sofmax(Q)", "unknown-function"),
        ("S = (Q", "parse"),
        ("S = softmax(Q, axes=1)", "argument"),
        ("S = zeros((200, 2))", "limit"),
        ("S = Q + V", "shape"),
        ("sqrt = Q", "reserved-name"),
    ] {
        write_formula(page, "s", source).await?;
        assert_eq!(error_in(page, "s").await?.as_deref(), Some(code), "{source}");
        let said = text(page, "section[data-cell-id=s] [data-error]").await?;
        assert!(said.len() > source.len() + 10, "{source}: {said}");
    }
    write_formula(page, "s", "S = Q @ K.T / temperatur").await?;
    let said = text(page, "section[data-cell-id=s] [data-error]").await?;
    assert!(said.contains("Did you mean temperature?"), "{said}");
    Ok(())
}

async fn a_cycle_is_refused_in_its_own_cells(page: &Page) -> Result<()> {
    write_formula(page, "q", "Q = O @ W_Q").await?;
    assert_eq!(error_in(page, "q").await?.as_deref(), Some("cycle"));
    let said = text(page, "section[data-cell-id=q] [data-error]").await?;
    assert!(said.contains('Q') && said.contains('O'), "{said}");
    // K and V are on no cycle.
    assert_eq!((error_in(page, "k").await?, error_in(page, "v").await?), (None, None));
    page.type_into("W_V", 0, 0, "4").await?;
    assert!((page.value("V", 0, 0).await? - 4.0).abs() < 1e-15);
    page.press(Key::Enter).await?;
    write_formula(page, "q", "Q = X @ W_Q").await?;
    check_results(page).await.map(drop)
}

async fn a_name_defined_twice_is_said_in_its_cell(page: &Page) -> Result<()> {
    write_formula(page, "v", "K = X @ W_V").await?;
    assert_eq!(error_in(page, "v").await?.as_deref(), Some("duplicate-name"));
    assert_eq!(error_in(page, "k").await?, None, "the first one stays in force");
    Ok(())
}

async fn writing_a_formula_keeps_its_input(page: &Page) -> Result<()> {
    page.click("section[data-cell-id=z] [data-formula]").await?;
    keep_focus(page).await?;
    page.press(Key::End).await?;
    for (key, code) in [("+", Some("parse")), ("b", Some("unknown-name"))] {
        page.press(key).await?;
        assert!(focus_is_kept(page).await?, "{key}");
        assert_eq!(error_in(page, "z").await?.as_deref(), code, "{key}");
    }
    page.press(Key::Home).await?;
    for _ in 0..4 {
        page.press(Key::Right).await?;
    }
    // The caret stays where it is, in the middle of the text.
    page.press("1").await?;
    page.press("+").await?;
    assert!(focus_is_kept(page).await?);
    assert_eq!(page.formula("Z").await?, "Z = 1+S / (sqrt(d_k) * temperature)+b");
    Ok(())
}

async fn escape_takes_a_formula_back(page: &Page) -> Result<()> {
    write_formula(page, "z", "Z = S").await?;
    page.press(Key::Escape).await?;
    assert_eq!(page.formula("Z").await?, "Z = S / (sqrt(d_k) * temperature)");
    check_results(page).await.map(drop)
}

async fn remark_in(page: &Page, cell: &str) -> Result<(Option<String>, String)> {
    let remark = format!("section[data-cell-id={cell}] [data-remark]");
    Ok((attribute(page, &remark, "data-remark").await?, text(page, &remark).await?))
}

async fn the_first_nan_is_explained_where_it_arises(page: &Page) -> Result<()> {
    write_formula(page, "z", "Z = sqrt(S * 0 - 1) + 0").await?;
    assert!(page.value("Z", 0, 0).await?.is_nan());
    let (code, said) = remark_in(page, "z").await?;
    assert_eq!(code.as_deref(), Some("nan"));
    assert!(said.starts_with("sqrt(S * 0 - 1)") && said.contains("root of a negative number"), "{said}");
    // Below, it is passed on and not remarked again.
    assert!(page.value("O", 0, 0).await?.is_nan());
    assert_eq!(attribute(page, "section[data-cell-id=o] [data-remark]", "data-remark").await?, None);
    Ok(())
}

async fn the_first_infinity_is_explained_where_it_arises(page: &Page) -> Result<()> {
    write_formula(page, "z", "Z = log(S * 0)").await?;
    let found = page.value("Z", 0, 0).await?;
    assert!(found.is_infinite() && found < 0.0, "{found}");
    assert_eq!(remark_in(page, "z").await?.0.as_deref(), Some("infinity"));
    Ok(())
}

async fn a_row_with_everything_masked_is_explained(page: &Page) -> Result<()> {
    write_formula(page, "m", "M = tril(ones((n, n)), -1)").await?;
    let (code, said) = remark_in(page, "a").await?;
    assert_eq!(code.as_deref(), Some("masked-rows"));
    assert!(said.contains("everything is masked"), "{said}");
    assert_eq!(page.values("A").await?[0], [0.0; 4]);
    assert_eq!(page.values("O").await?[0], [0.0; 2]);
    Ok(())
}

async fn a_stack_shows_each_of_its_matrices(page: &Page) -> Result<()> {
    write_formula(page, "o", "O = stack([A @ V, V])").await?;
    let value = page.values("V").await?;
    let expected = [product(&page.values("A").await?, &value), value];
    for (slice, expected) in expected.iter().enumerate() {
        let script = "const rows = {};
            for (const td of document.querySelectorAll(arguments[0] + ' td[data-value]'))
                (rows[td.dataset.row] ??= [])[td.dataset.col] = +td.dataset.value;
            return Object.values(rows)";
        let grid = serde_json::json!(format!("table[data-name=O][data-slice='{slice}']"));
        let found: Vec<Vec<f64>> = serde_json::from_value(page.script(script, vec![grid]).await?)?;
        assert_close("a slice of O", &found, expected);
    }
    Ok(())
}
