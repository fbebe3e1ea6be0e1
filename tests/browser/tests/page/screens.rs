//! Windows of every size.

use anyhow::Result;
use browser_tests::Page;
use serde_json::{Value, json};

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::write_formula,
};

pub(crate) const CLAIMS: Claims = claims![
    a_phone_needs_no_scrolling_sideways,
    a_phone_is_enough_to_work,
    cause_and_effect_are_on_one_screen,
    the_strip_stays_in_sight,
];

async fn resize(page: &Page, width: u32, height: u32) -> Result<()> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
    page.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
    page.settle().await
}

/// How much wider the page is than its window, and what stands out.
async fn overhang(page: &Page) -> Result<Value> {
    let script = "const wide = document.documentElement.scrollWidth - innerWidth;
        if (wide <= 0) return null;
        const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5);
        return [wide, ...out.slice(0, 3).map(e => e.outerHTML.slice(0, 120))]";
    page.script(script, vec![]).await
}

async fn a_phone_needs_no_scrolling_sideways(page: &Page) -> Result<()> {
    resize(page, 360, 740).await?;
    for lesson in ["xiaoming", "three-inputs", "blank"] {
        for language in ["zh-CN", "en"] {
            page.go(&format!("lesson={lesson}&lang={language}")).await?;
            page.settle().await?;
            assert_eq!(overhang(page).await?, Value::Null, "{lesson} in {language}");
        }
    }
    page.go("").await?;
    write_formula(page, "s", "S = Q @ K").await?;
    page.act("notebooks").await?;
    assert_eq!(overhang(page).await?, Value::Null, "with an error and the menu");
    resize(page, 1440, 900).await
}

async fn a_phone_is_enough_to_work(page: &Page) -> Result<()> {
    resize(page, 360, 740).await?;
    page.go("").await?;
    page.type_into("X", 1, 1, "1.5").await?;
    check_results(page).await?;
    page.click("[data-action=go-to][data-target=A]").await?;
    page.act("language").await?;
    page.act("undo").await?;
    check_results(page).await?;
    resize(page, 1440, 900).await
}

async fn cause_and_effect_are_on_one_screen(page: &Page) -> Result<()> {
    page.go("lang=zh-CN").await?;
    let script = "return ['X', 'W_Q', 'W_K', 'W_V', 'Q', 'K', 'V', 'A', 'O']
        .map(name => [name, document.querySelector(`table[data-name=${name}]`).getBoundingClientRect()])
        .filter(([, box]) => box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth)
        .map(([name, box]) => [name, box.right, box.bottom])";
    assert_eq!(page.script(script, vec![]).await?, json!([]), "out of sight");
    Ok(())
}

async fn the_strip_stays_in_sight(page: &Page) -> Result<()> {
    for (width, height) in [(1440, 900), (360, 740)] {
        resize(page, width, height).await?;
        page.script("scrollTo(0, document.body.scrollHeight)", vec![]).await?;
        page.settle().await?;
        let script = "const box = document.querySelector('[data-action=go-to]').getBoundingClientRect();
            return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight";
        assert_eq!(page.script(script, vec![]).await?, json!(true), "{width} × {height}");
    }
    resize(page, 1440, 900).await
}
