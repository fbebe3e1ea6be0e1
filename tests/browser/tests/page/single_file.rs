//! The page in one file, opened from a disk: by itself in a folder, without a network.

use std::{env, fs};

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::json;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    lessons::open,
};

pub(crate) const CLAIMS: Claims = claims![one_file_is_the_whole_page];

const NAME: &str = "attention-notebook.html";

async fn one_file_is_the_whole_page(page: &Page) -> Result<()> {
    let dist = env::var_os("ATTENTION_DIST").context("ATTENTION_DIST does not name dist/")?;
    let folder = env::temp_dir().join(format!("attention stick {}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let built = std::path::Path::new(&dist).join(NAME);
    fs::copy(&built, folder.join(NAME))
        .with_context(|| format!("no {}: cargo xtask single-file", built.display()))?;
    let address = format!("file://{}", folder.join(NAME).display()).replace(' ', "%20");

    let page = page.elsewhere().language("en").start().await?;
    page.server().serve(None);
    page.unplug().await?;
    page.driver().goto(&address).await?;
    page.wait_ready().await?;
    check_results(&page).await?;
    page.type_into("X", 0, 0, "2").await?;
    check_results(&page).await?;
    // Every lesson, among them those whose texts need the reader of Markdown.
    let lessons: Vec<String> =
        serde_json::from_str::<serde_json::Value>(include_str!("../../../../src/lessons/contents.json"))?
            .as_array()
            .context("no list of lessons")?
            .iter()
            .filter_map(|lesson| Some(lesson["id"].as_str()?.to_owned()))
            .collect();
    ensure!(lessons.len() >= 15, "{lessons:?}");
    for lesson in &lessons {
        open(&page, lesson).await?;
        page.wait_for(
            "the texts",
            "return [...document.querySelectorAll('[data-prose]')].every((text) => text.dataset.prose === 'read')",
        )
        .await?;
    }
    // A part of the program.
    open(&page, "xiaoming").await?;
    page.act("reference").await?;
    page.wait_for("the reference", "return document.querySelectorAll('[data-operation]').length > 10")
        .await?;
    // The laboratory: its worker, and its own page.
    let limit = "const done = arguments[0];
        attentionLab.limit().then((limit) => done(typeof limit), (error) => done(String(error)))";
    assert_eq!(page.driver().execute_async(limit, vec![]).await?.json(), &json!("object"));
    open(&page, "laboratory").await?;
    page.wait_for("the laboratory", "return document.querySelector('[data-action=lab-run]') !== null")
        .await?;

    let errors = page.console_errors().await?;
    ensure!(errors.is_empty(), "{errors:?}");
    let asked: Vec<_> =
        page.foreign_requests().await?.into_iter().filter(|url| !url.starts_with(&address)).collect();
    ensure!(asked.is_empty(), "{asked:?}");
    fs::remove_dir_all(folder)?;
    Ok(())
}
