//! What is taken away: every format is offered, and its file holds what it says.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
    time::Duration,
};

use anyhow::{Result, bail, ensure};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::{
    claim::{Claims, claims},
    hands::act_in,
};

pub(crate) const CLAIMS: Claims = claims![
    every_format_is_offered_and_its_file_is_right,
    a_drawing_is_twice_as_fine_as_png,
    a_cell_is_exported_from_its_menu,
    arrows_are_exported_as_they_are_seen,
    the_files_speak_the_readers_language,
    a_file_arrives_on_the_disk,
];

/// Files go to the test instead of the disk.
const CATCH: &str = "window.taken = [];
    const made = new Map();
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = blob => { const address = make(blob); made.set(address, blob); return address; };
    HTMLAnchorElement.prototype.click = function () {
        const name = this.download;
        made.get(this.href).arrayBuffer().then(bytes => {
            const array = new Uint8Array(bytes);
            window.taken.push({ name, text: new TextDecoder().decode(array), bytes: Array.from(array.slice(0, 32)) });
        });
    };";

async fn open(page: &Page, fragment: &str) -> Result<()> {
    page.go(fragment).await?;
    page.script(CATCH, vec![]).await?;
    page.act("file").await?;
    page.act("export").await?;
    opened(page).await
}

async fn opened(page: &Page) -> Result<()> {
    page.wait_for("the dialog", "return document.querySelector('[data-export=json]') !== null").await
}

/// The file of a format: its name, its text and its first bytes.
async fn file(page: &Page, format: &str) -> Result<Value> {
    page.script("window.taken.length = 0", vec![]).await?;
    page.click(&format!("[data-export={format}]")).await?;
    page.wait_for("a file", "return window.taken.length === 1").await?;
    page.script("return window.taken[0]", vec![]).await
}

fn text(file: &Value) -> &str {
    file["text"].as_str().unwrap_or_default()
}

fn name(file: &Value) -> &str {
    file["name"].as_str().unwrap_or_default()
}

/// Chooses in a list by the text of the entry.
async fn choose(page: &Page, action: &str, wanted: &str) -> Result<()> {
    let script = "const list = document.querySelector(`[data-action='${arguments[0]}']`);
        list.value = [...list.options].find(option => option.text === arguments[1]).value;
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    page.script(script, vec![json!(action), json!(wanted)]).await?;
    page.settle().await
}

async fn every_format_is_offered_and_its_file_is_right(page: &Page) -> Result<()> {
    open(page, "lesson=xiaoming&lang=en").await?;
    let offered = "return [...document.querySelectorAll('[data-export]')].map(it => it.dataset.export)";
    let offered = page.script(offered, vec![]).await?;
    let wanted = [
        "python", "pytorch", "ipynb", "markdown", "json", "csv", "tsv", "numpy", "latex", "npy", "svg", "png",
    ];
    ensure!(offered == json!(wanted), "{offered}");
    choose(page, "choose-value", "Q").await?;
    for (format, ending, inside) in [
        ("python", ".py", "import numpy as np"),
        ("python", ".py", "Q = X @ W_Q"),
        ("pytorch", "pytorch.py", "torch.set_default_dtype(torch.float64)"),
        ("ipynb", ".ipynb", "\"nbformat\": 4"),
        ("markdown", ".md", "W^{Q}"),
        ("json", ".json", "\"format\": \"attention-notebook\""),
        ("tsv", "Q.tsv", "\t"),
        ("numpy", "Q.txt", "Q = np.array([["),
        ("latex", "Q.tex", "\\begin{pmatrix}"),
        ("svg", ".svg", "xmlns=\"http://www.w3.org/2000/svg\""),
    ] {
        let file = file(page, format).await?;
        ensure!(name(&file).ends_with(ending), "{format} is called {}", name(&file));
        let plain = |text: &str| text.replace(": ", ":");
        ensure!(plain(text(&file)).contains(&plain(inside)), "{format} has no {inside}: {}", text(&file));
    }
    let csv = file(page, "csv").await?;
    let numbers = page.values("Q").await?;
    let written: Vec<f64> =
        text(&csv).lines().skip(1).flat_map(|line| line.split(',').skip(1)).flat_map(str::parse).collect();
    ensure!(written == numbers.concat(), "{} and not {numbers:?}", text(&csv));
    page.act("with-names").await?;
    page.settle().await?;
    let csv = file(page, "csv").await?;
    let rows: Vec<Vec<f64>> =
        text(&csv).lines().map(|line| line.split(',').flat_map(str::parse).collect()).collect();
    ensure!(rows == numbers, "{rows:?}");
    let npy = file(page, "npy").await?;
    ensure!(npy["bytes"][0] == 0x93 && text(&npy).contains("NUMPY") && text(&npy).contains("'<f8'"), "{npy}");
    Ok(())
}

async fn a_drawing_is_twice_as_fine_as_png(page: &Page) -> Result<()> {
    open(page, "lesson=xiaoming&lang=en").await?;
    choose(page, "choose-drawing", "A as a heat map").await?;
    let svg = file(page, "svg").await?;
    let size = |side: &str| -> Option<u64> {
        text(&svg).split(&format!("{side}=\"")).nth(1)?.split('"').next()?.parse().ok()
    };
    let png = file(page, "png").await?;
    let byte = |at: usize| png["bytes"][at].as_u64().unwrap_or_default();
    let signature: Vec<u64> = (0..8).map(byte).collect();
    ensure!(signature == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "{signature:?}");
    let side = |at: usize| (at..at + 4).fold(0, |side, at| side * 256 + byte(at));
    let wanted = (size("width").unwrap_or_default() * 2, size("height").unwrap_or_default() * 2);
    ensure!(
        (side(16), side(20)) == wanted && wanted.0 > 100,
        "{:?} and not {wanted:?}",
        (side(16), side(20))
    );
    Ok(())
}

async fn a_cell_is_exported_from_its_menu(page: &Page) -> Result<()> {
    page.go("lesson=xiaoming&lang=en").await?;
    page.script(CATCH, vec![]).await?;
    page.click("[data-defines=A] [data-action=cell-menu]").await?;
    page.click("[data-defines=A] [data-action=export-cell]").await?;
    opened(page).await?;
    let file = file(page, "numpy").await?;
    ensure!(text(&file).starts_with("A = np.array(["), "{}", text(&file));
    Ok(())
}

async fn arrows_are_exported_as_they_are_seen(page: &Page) -> Result<()> {
    page.go("lesson=xiaoming&lang=en").await?;
    act_in(page, "x", "geometry").await?;
    page.wait_for("the arrows", "return document.querySelector('[data-geometry=X] canvas') !== null").await?;
    let turn = "const list = document.querySelector('[data-geometry=X] [data-action=dimension-x]');
        list.value = '3'; list.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script(turn, vec![]).await?;
    page.settle().await?;
    page.script(CATCH, vec![]).await?;
    page.act("file").await?;
    page.act("export").await?;
    opened(page).await?;
    choose(page, "choose-drawing", "The rows of X as arrows").await?;
    let seen = file(page, "svg").await?;
    ensure!(name(&seen).ends_with("X-arrows-3-1.svg"), "{}", name(&seen));
    ensure!(text(&seen).contains(">feeling<") && !text(&seen).contains(">person<"), "{}", text(&seen));
    choose(page, "choose-up", "food").await?;
    let other = file(page, "svg").await?;
    ensure!(text(&other).contains(">food<") && text(&other).contains(">feeling<"), "{}", text(&other));
    Ok(())
}

async fn the_files_speak_the_readers_language(page: &Page) -> Result<()> {
    open(page, "lesson=xiaoming&lang=zh-CN").await?;
    choose(page, "choose-value", "X").await?;
    let csv = file(page, "csv").await?;
    ensure!(text(&csv).contains("小明,"), "{}", text(&csv));
    let marked: Vec<u64> = (0..3).filter_map(|at| csv["bytes"][at].as_u64()).collect();
    ensure!(marked == [0xef, 0xbb, 0xbf], "spreadsheets take it for another encoding: {marked:?}");
    let script = file(page, "python").await?;
    ensure!(text(&script).contains("小明"), "{}", text(&script));
    Ok(())
}

/// Without anything in between: whatever the browser does with a file, it ends as one.
async fn a_file_arrives_on_the_disk(page: &Page) -> Result<()> {
    let folder = env::temp_dir().join(format!("attention-{:?}-{}", page.browser(), process::id()));
    fs::create_dir_all(&folder)?;
    page.save_to(&folder).await?;
    page.act("file").await?;
    page.act("export").await?;
    opened(page).await?;
    page.click("[data-export=ipynb]").await?;
    let file = arrived(&folder).await?;
    ensure!(file.extension().is_some_and(|ending| ending == "ipynb"), "{}", file.display());
    let notebook: Value = serde_json::from_slice(&fs::read(&file)?)?;
    ensure!(notebook["nbformat"] == 4 && notebook["cells"].as_array().is_some_and(|cells| cells.len() > 10));
    fs::remove_dir_all(folder)?;
    Ok(())
}

/// The only file of a folder, once it is whole.
async fn arrived(folder: &Path) -> Result<PathBuf> {
    for _ in 0..200 {
        let files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
        let partial =
            |file: &PathBuf| file.extension().is_none_or(|ending| ending == "part" || ending == "crdownload");
        if let [file] = files.as_slice()
            && !partial(file)
            && fs::metadata(file)?.len() > 0
        {
            return Ok(file.clone());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("no file in {}", folder.display())
}
