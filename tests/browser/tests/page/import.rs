//! Numbers are brought in from files of every kind, and stand in the grid.

use std::path::Path;

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::By;

use crate::{
    claim::{Claims, claims},
    hands::text,
};

pub(crate) const CLAIMS: Claims = claims![
    every_kind_of_file_becomes_a_matrix,
    a_head_of_a_model_is_taken,
    a_file_that_is_none_is_refused_in_words,
    numbers_take_the_place_of_others,
    pasted_numbers_are_read,
    a_file_opened_by_the_page_comes_to_the_dialog,
];

/// Opens the dialog.
async fn open(page: &Page) -> Result<()> {
    page.act("file").await?;
    page.act("import").await?;
    page.wait_for("the dialog", "return document.querySelector('[data-import]') !== null").await
}

/// Chooses a file, and waits until it is read or refused.
async fn choose(page: &Page, name: &str) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/files").join(name);
    let path = path.canonicalize().with_context(|| name.to_owned())?;
    let input = page.driver().find(By::Css("[data-action='import-file']")).await?;
    input.send_keys(path.to_string_lossy().into_owned()).await?;
    settled(page).await
}

async fn settled(page: &Page) -> Result<()> {
    let read = "return ['read', 'refused'].includes(document.querySelector('[data-import]')?.dataset.import)";
    page.wait_for("the file", read).await
}

async fn tensor(page: &Page, name: &str) -> Result<()> {
    page.click(&format!("[data-tensor='{name}']")).await?;
    page.wait_for("its numbers", "return document.querySelector('[data-preview]') !== null").await
}

/// Types into a field of the dialog, and leaves it.
async fn set(page: &Page, action: &str, value: &str) -> Result<()> {
    let script = "const field = document.querySelector(`[data-action='${arguments[0]}']`);\
                  field.focus(); field.value = arguments[1];\
                  field.dispatchEvent(new Event('input', { bubbles: true }));\
                  field.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script(script, vec![json!(action), json!(value)]).await?;
    page.settle().await?;
    settled(page).await
}

async fn take(page: &Page) -> Result<()> {
    page.act("import-take").await?;
    page.wait_for("the dialog to close", "return document.querySelector('[data-import]') === null").await
}

/// Gives the new cell a name, and takes it.
async fn take_as(page: &Page, name: &str) -> Result<()> {
    set(page, "import-name", name).await?;
    take(page).await
}

fn counted(rows: usize, columns: usize) -> Vec<Vec<f64>> {
    (0..rows).map(|row| (0..columns).map(|column| (row * columns + column) as f64).collect()).collect()
}

async fn every_kind_of_file_becomes_a_matrix(page: &Page) -> Result<()> {
    let files = [
        ("named.csv", "", counted(3, 2)),
        ("excel.tsv", "", counted(2, 3)),
        ("printed.txt", "", counted(20, 30)),
        ("fortran_2.npy", "", counted(3, 4)),
        ("dtype_f2.npy", "", counted(2, 3)),
        ("stored.npz", "W_Q", counted(4, 3)),
        ("packed.npz", "W_Q", counted(4, 3)),
        ("kinds.safetensors", "BF16", counted(2, 3)),
    ];
    for (index, (file, name, expected)) in files.into_iter().enumerate() {
        open(page).await?;
        choose(page, file).await?;
        if !name.is_empty() {
            tensor(page, name).await?;
        }
        let cell = format!("T_{index}");
        take_as(page, &cell).await.with_context(|| file.to_owned())?;
        assert_eq!(page.values(&cell).await?, expected, "{file}");
    }
    // What names the rows of a table names the rows of the matrix.
    let named = "const grid = document.querySelector(\"[data-name='T_0']\");\
                 return [grid, ...grid.querySelectorAll('*')].some(e => (e.value ?? e.textContent).includes('猫'))";
    assert_eq!(page.script(named, vec![]).await?, Value::Bool(true));
    page.act("undo").await?;
    assert!(page.values("T_7").await?.is_empty(), "one step of undo");
    Ok(())
}

async fn a_head_of_a_model_is_taken(page: &Page) -> Result<()> {
    open(page).await?;
    choose(page, "gpt2.safetensors").await?;
    set(page, "import-filter", "10 c_attn").await?;
    let listed = "return document.querySelectorAll('[data-tensor]').length";
    assert_eq!(page.script(listed, vec![]).await?, json!(2));
    tensor(page, "h.10.attn.c_attn.weight").await?;
    set(page, "import-heads", "3").await?;
    set(page, "import-head", "1").await?;
    set(page, "import-part", "1").await?;
    set(page, "import-name", "W_head").await?;
    take(page).await?;
    // Key projection of head 1 of layer 10: columns 12 + 4 to 12 + 8 of 36; the numbers count from 10.
    let expected: Vec<Vec<f64>> =
        (0..12).map(|row| (0..4).map(|column| 10.0 + f64::from(row * 36 + 16 + column)).collect()).collect();
    assert_eq!(page.values("W_head").await?, expected);
    Ok(())
}

async fn a_file_that_is_none_is_refused_in_words(page: &Page) -> Result<()> {
    for (language, file, words) in [
        ("en", "model.pt", "pickle"),
        ("zh-CN", "model.pt", "程序"),
        ("en", "lying.safetensors", "need 16"),
        ("en", "nan.npy", "[1, 0]"),
        ("en", "text.npy", "<U5"),
    ] {
        page.go(&format!("lang={language}")).await?;
        open(page).await?;
        choose(page, file).await?;
        let shown = text(page, "[data-error='import']").await?;
        assert!(shown.contains(words), "{file}: {shown}");
        page.act("close-dialog").await?;
    }
    Ok(())
}

async fn numbers_take_the_place_of_others(page: &Page) -> Result<()> {
    open(page).await?;
    choose(page, "rank_4.npy").await?;
    set(page, "import-rows-to", "2").await?;
    let script = "return [...document.querySelector(\"[data-action='import-into']\").options].findIndex(o => / W_Q$/.test(o.text))";
    let index = page.script(script, vec![]).await?.as_i64().unwrap_or(-1);
    assert!(index > 0, "no W_Q to replace");
    set(page, "import-into", &index.to_string()).await?;
    let grown = text(page, "[data-grown]").await?;
    assert!(grown.contains('→'), "{grown}");
    take(page).await?;
    assert_eq!(page.values("W_Q").await?, counted(2, 4));
    assert_eq!(page.error("Q").await?, None, "everything over the sizes follows");
    Ok(())
}

async fn pasted_numbers_are_read(page: &Page) -> Result<()> {
    open(page).await?;
    set(page, "import-paste", "np.array([[1.5, 2], [-inf, 4]])").await?;
    take_as(page, "P_1").await?;
    assert_eq!(page.values("P_1").await?, [[1.5, 2.0], [f64::NEG_INFINITY, 4.0]]);
    Ok(())
}

async fn a_file_opened_by_the_page_comes_to_the_dialog(page: &Page) -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/files/rank_2.npy").canonicalize()?;
    let input = page.driver().find(By::Css("input[data-open]")).await?;
    input.send_keys(path.to_string_lossy().into_owned()).await?;
    page.wait_for("the dialog", "return document.querySelector('[data-preview]') !== null").await?;
    take_as(page, "opened").await?;
    assert_eq!(page.values("opened").await?, counted(3, 4));
    Ok(())
}
