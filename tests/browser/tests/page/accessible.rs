//! What axe-core finds on the screens of the page, in each language and on each ground: nothing.

use std::{env, fs};

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::{
    claim::{Claims, claims},
    hands::act_in,
};

pub(crate) const CLAIMS: Claims = claims![
    axe_finds_nothing_in_chinese_on_light,
    axe_finds_nothing_in_chinese_on_dark,
    axe_finds_nothing_in_english_on_light,
    axe_finds_nothing_in_english_on_dark,
];

async fn axe_finds_nothing_in_chinese_on_light(page: &Page) -> Result<()> {
    look(page, "lang=zh-CN&theme=light").await
}

async fn axe_finds_nothing_in_chinese_on_dark(page: &Page) -> Result<()> {
    look(page, "lang=zh-CN&theme=dark").await
}

async fn axe_finds_nothing_in_english_on_light(page: &Page) -> Result<()> {
    look(page, "lang=en&theme=light").await
}

async fn axe_finds_nothing_in_english_on_dark(page: &Page) -> Result<()> {
    look(page, "lang=en&theme=dark").await
}

/// Opens each screen and lets axe look at it.
async fn look(page: &Page, dress: &str) -> Result<()> {
    let mut found = Vec::new();
    go(page, dress, "xiaoming").await?;
    check(page, "home", &mut found).await?;
    for menu in ["notebooks", "file"] {
        page.act(menu).await?;
        check(page, menu, &mut found).await?;
        page.act(menu).await?;
    }
    for (action, shown) in [("reference", "[data-operation]"), ("keys", ".keys")] {
        page.act(action).await?;
        appear(page, shown).await?;
        check(page, action, &mut found).await?;
        go(page, dress, "xiaoming").await?;
    }
    for dialog in ["library", "share", "export", "import"] {
        page.act("file").await?;
        page.act(dialog).await?;
        appear(page, "dialog[open]").await?;
        check(page, dialog, &mut found).await?;
        page.act("close-dialog").await?;
    }

    page.click("table[data-name=A] td[data-row='0'][data-col='0']").await?;
    appear(page, "[data-action=close-explanation]").await?;
    check(page, "an explanation", &mut found).await?;
    go(page, dress, "xiaoming").await?;
    page.act("step-forward").await?;
    page.settle().await?;
    check(page, "a step", &mut found).await?;
    page.act("pin").await?;
    check(page, "a comparison", &mut found).await?;
    go(page, dress, "xiaoming").await?;
    act_in(page, "q", "geometry").await?;
    appear(page, ".plane").await?;
    check(page, "vectors", &mut found).await?;
    page.act("cost").await?;
    page.settle().await?;
    check(page, "costs", &mut found).await?;

    go(page, dress, "xiaoming").await?;
    act_in(page, "a", "cell-menu").await?;
    check(page, "a cell's menu", &mut found).await?;
    go(page, dress, "blank").await?;
    for form in ["add-matrix", "add-exercise", "add-predict", "add-text", "add-slider", "add-switch"] {
        page.act(form).await?;
    }
    page.settle().await?;
    check(page, "new cells", &mut found).await?;
    for lesson in ["weighted-sum", "masks", "laboratory", "far-away"] {
        go(page, dress, lesson).await?;
        appear(page, "[data-prose=read]").await?;
        check(page, lesson, &mut found).await?;
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    page.go("").await
}

async fn go(page: &Page, dress: &str, lesson: &str) -> Result<()> {
    page.go(&format!("lesson={lesson}&{dress}")).await
}

async fn appear(page: &Page, selector: &str) -> Result<()> {
    page.wait_for(selector, &format!("return document.querySelector('{selector}') !== null")).await
}

/// Adds what axe finds on the screen.
async fn check(page: &Page, screen: &str, found: &mut Vec<String>) -> Result<()> {
    if page.script("return typeof axe", vec![]).await? != json!("object") {
        let path = env::var_os("ATTENTION_AXE").context("ATTENTION_AXE does not name axe.min.js")?;
        page.script(&fs::read_to_string(path)?, vec![]).await?;
    }
    let script = "const done = arguments[0];
        axe.run(document, { resultTypes: ['violations'] }).then(
            ({ violations }) => done(violations.map((rule) => [rule.id, rule.nodes.length, rule.nodes[0].target.join(' '),
                rule.nodes[0].failureSummary])),
            (error) => done(String(error)))";
    let answer = page.driver().execute_async(script, vec![]).await?;
    let rules = answer.json();
    let list = rules.as_array().with_context(|| rules.to_string())?;
    found.extend(list.iter().map(|rule: &Value| format!("{screen}: {rule}")));
    Ok(())
}
