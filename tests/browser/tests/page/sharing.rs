//! Links: out of one browser, into another.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
};

pub(crate) const CLAIMS: Claims = claims![
    a_link_gives_the_same_values_in_another_browser,
    an_untouched_lesson_has_a_short_link,
    a_teachers_link_is_enforced_and_can_be_left,
    what_is_covered_is_not_offered_as_a_file,
    what_a_teacher_chooses_from_can_be_read,
    escape_leaves_the_large_code_and_not_the_dialog,
    a_hostile_link_is_refused_with_a_sentence,
    what_became_of_a_link_is_found_after_a_reload,
];

/// Opens the dialog and reads the link: what stands behind `#`.
async fn shared(page: &Page) -> Result<String> {
    page.act("file").await?;
    page.act("share").await?;
    page.wait_for("a link", "return !!document.querySelector('[data-share-link]')").await?;
    link(page).await
}

async fn link(page: &Page) -> Result<String> {
    page.settle().await?;
    let script = "return document.querySelector('[data-share-link]').dataset.shareLink";
    let link = page.script(script, vec![]).await?;
    let (_, fragment) = link.as_str().and_then(|link| link.split_once('#')).context("no fragment")?;
    Ok(fragment.to_owned())
}

/// Chooses in a list.
async fn choose(page: &Page, selector: &str, value: &str) -> Result<()> {
    let script = "const list = document.querySelector(arguments[0]); list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    page.script(script, vec![json!(selector), json!(value)]).await?;
    page.settle().await
}

async fn count(page: &Page, selector: &str) -> Result<u64> {
    let script = "return document.querySelectorAll(arguments[0]).length";
    Ok(page.script(script, vec![json!(selector)]).await?.as_u64().unwrap_or_default())
}

async fn a_link_gives_the_same_values_in_another_browser(page: &Page) -> Result<()> {
    page.type_into("X", 1, 2, "0.1").await?;
    page.press(Key::Enter).await?;
    page.set_formula("Z", "Z = S / sqrt(d_k) * 0.7").await?;
    page.press(Key::Enter).await?;
    let names = ["X", "Q", "Z", "A", "O"];
    let link = shared(page).await?;
    assert!(link.starts_with("nb=1") && link.len() < 2_000, "{} characters", link.len());
    assert_eq!(count(page, "[data-qr] path").await?, 1);
    page.act("close-dialog").await?;
    let other = page.elsewhere().language("en").fragment(&link).open().await?;
    for name in names {
        assert_eq!(other.values(name).await?, page.values(name).await?, "{name}");
    }
    assert_eq!(other.formula("Z").await?, "Z = S / sqrt(d_k) * 0.7");
    assert_eq!(other.language().await?, "en");
    let can_be_undone = "return !document.querySelector('[data-action=undo]').disabled";
    assert_eq!(other.script(can_be_undone, vec![]).await?, json!(false), "nothing was there before the link");
    Ok(())
}

async fn an_untouched_lesson_has_a_short_link(page: &Page) -> Result<()> {
    page.go("lesson=masks").await?;
    assert_eq!(shared(page).await?, "lesson=masks");
    Ok(())
}

async fn a_teachers_link_is_enforced_and_can_be_left(page: &Page) -> Result<()> {
    shared(page).await?;
    page.act("set-up").await?;
    for (cell, standing) in [("x", "locked"), ("a", "veiled"), ("tries", "hidden"), ("s", "locked")] {
        choose(page, &format!("[data-action=share-cell][data-cell={cell}]"), standing).await?;
    }
    page.act("without-player").await?;
    page.act("without-writing").await?;
    choose(page, "[data-action=share-language]", "en").await?;
    let link = link(page).await?;
    assert!(link.starts_with("lesson=xiaoming&view=1") && link.ends_with("&lang=en"), "{link}");
    page.go(&link).await?;
    page.wait_for("the arrangement", "return !!document.querySelector('[data-arranged]')").await?;
    assert_eq!(page.language().await?, "en");
    for gone in [
        "[data-cell-id=tries]",
        "[data-player]",
        "[data-action=add-formula]",
        "[data-cell-id=w_q] [data-action=cell-menu]",
    ] {
        assert_eq!(count(page, gone).await?, 0, "{gone}");
    }
    let read_only =
        "return document.querySelector('[data-cell-id=x] table').getAttribute('aria-readonly') === 'true'
        && document.querySelector('[data-cell-id=s] [data-formula]').readOnly";
    assert_eq!(page.script(read_only, vec![]).await?, Value::Bool(true));
    let told = "return [...document.querySelectorAll('[data-cell-id=a] td[data-row]')].some(td => /0\\.\\d/.test(td.textContent))";
    assert_eq!(page.script(told, vec![]).await?, Value::Bool(false));
    // What is not locked can be changed.
    page.type_into("W_Q", 0, 0, "2").await?;
    page.press(Key::Enter).await?;
    page.act("show-everything").await?;
    assert_eq!(count(page, "[data-arranged]").await?, 0);
    assert_eq!(count(page, "[data-cell-id=tries]").await?, 1);
    assert_eq!(page.script("return location.hash.includes('view=')", vec![]).await?, Value::Bool(false));
    check_results(page).await.map(drop)
}

async fn what_is_covered_is_not_offered_as_a_file(page: &Page) -> Result<()> {
    shared(page).await?;
    page.act("set-up").await?;
    choose(page, "[data-action=share-cell][data-cell=q]", "veiled").await?;
    let link = link(page).await?;
    page.go(&link).await?;
    page.wait_for("the arrangement", "return !!document.querySelector('[data-arranged]')").await?;
    let offered =
        "return [...document.querySelectorAll('[data-action=choose-value] option')].map(it => it.text)";
    let export = async || {
        page.act("file").await?;
        page.act("export").await?;
        page.wait_for("the dialog", "return !!document.querySelector('[data-action=choose-value]')").await?;
        page.script(offered, vec![]).await
    };
    let names = export().await?.to_string();
    assert!(names.contains("\"K\"") && !names.contains("\"Q\""), "{names}");
    let told = "return document.querySelector('[data-left-out]').textContent";
    assert!(page.script(told, vec![]).await?.to_string().contains('Q'));
    page.act("close-dialog").await?;
    page.act("show-everything").await?;
    assert!(export().await?.to_string().contains("\"Q\""));
    assert_eq!(count(page, "[data-left-out]").await?, 0);
    Ok(())
}

async fn what_a_teacher_chooses_from_can_be_read(page: &Page) -> Result<()> {
    page.go("lesson=xiaoming&lang=zh-CN").await?;
    shared(page).await?;
    page.act("set-up").await?;
    let wide = "const dialog = document.querySelector('dialog[open]'); return dialog.scrollWidth - dialog.clientWidth";
    assert_eq!(page.script(wide, vec![]).await?, json!(0), "Chinese does not break a line where it is cut");
    let marks = "return [...document.querySelectorAll('label:has([data-action=share-cell]) span')]
        .map(it => it.textContent).filter(it => /[`*]|\\]\\(/.test(it))";
    assert_eq!(page.script(marks, vec![]).await?, json!([]));
    Ok(())
}

async fn escape_leaves_the_large_code_and_not_the_dialog(page: &Page) -> Result<()> {
    shared(page).await?;
    page.act("large-code").await?;
    assert_eq!(count(page, ".qr-box--large").await?, 1);
    page.press(Key::Escape).await?;
    page.settle().await?;
    assert_eq!((count(page, ".qr-box--large").await?, count(page, "dialog[open]").await?), (0, 1));
    page.press(Key::Escape).await?;
    page.settle().await?;
    assert_eq!(count(page, "dialog[open]").await?, 0);
    Ok(())
}

async fn a_hostile_link_is_refused_with_a_sentence(page: &Page) -> Result<()> {
    for link in ["nb=1AAAA", "nb=9abc", "nb=1<script>alert(1)</script>", "view=1__"] {
        page.go(link).await?;
        page.wait_for("a sentence", "return !!document.querySelector('[data-error=link]')").await?;
        check_results(page).await?;
        page.act("dismiss").await?;
        assert_eq!(count(page, "[data-error=link]").await?, 0);
    }
    // The reader's own work stays what it is.
    page.type_into("X", 0, 0, "7").await?;
    page.press(Key::Enter).await?;
    page.script("location.hash = 'nb=1AAAA'", vec![]).await?;
    page.wait_for("a sentence", "return !!document.querySelector('[data-error=link]')").await?;
    assert!((page.value("X", 0, 0).await? - 7.0).abs() < 1e-15);
    Ok(())
}

async fn what_became_of_a_link_is_found_after_a_reload(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "5").await?;
    page.press(Key::Enter).await?;
    let link = shared(page).await?;
    let other = page.elsewhere().fragment(&link).open().await?;
    assert!((other.value("X", 0, 0).await? - 5.0).abs() < 1e-15);
    other.type_into("X", 0, 0, "6").await?;
    other.press(Key::Enter).await?;
    other
        .wait_for(
            "it to be kept",
            "return location.hash.includes('notebook=') && !location.hash.includes('nb=')",
        )
        .await?;
    other.driver().refresh().await?;
    other.wait_ready().await?;
    assert!((other.value("X", 0, 0).await? - 6.0).abs() < 1e-15);
    Ok(())
}
