//! The policy of the page: what it does not need is forbidden, and it needs nothing of that. That no claim breaks the
//! policy is checked in every claim, since the browser says so in the console.

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::claim::{Claims, claims};

pub(crate) const CLAIMS: Claims = claims![
    what_the_page_does_not_need_is_forbidden,
    links_lead_where_they_say,
    nothing_is_known_of_the_reader
];

/// Attempts, and the rule that each breaks.
const ATTEMPTS: &[(&str, &str)] = &[
    (
        "const s = document.createElement('script'); s.textContent = 'window.smuggled = 1'; document.body.append(s)",
        "script-src-elem",
    ),
    (
        "document.body.setAttribute('onclick', 'window.smuggled = 1'); document.body.click()",
        "script-src-attr",
    ),
    (
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.smuggled = 1\">')",
        "script-src-attr",
    ),
    ("document.body.setAttribute('style', 'display: none')", "style-src-attr"),
    (
        "const s = document.createElement('style'); s.textContent = '*{}'; document.body.append(s)",
        "style-src-elem",
    ),
    ("new Image().src = 'https://192.0.2.1/x.png'", "img-src"),
    ("fetch('https://192.0.2.1/').catch(() => 0)", "connect-src"),
    ("navigator.sendBeacon('https://192.0.2.1/', '1')", "connect-src"),
    (
        "const f = document.createElement('iframe'); f.src = 'https://192.0.2.1/'; document.body.append(f)",
        "frame-src",
    ),
    (
        "const f = document.createElement('form'); f.action = '/'; document.body.append(f); f.submit()",
        "form-action",
    ),
    ("new Worker('data:text/javascript,1').onerror = (e) => e.preventDefault()", "worker-src"),
];

async fn what_the_page_does_not_need_is_forbidden(page: &Page) -> Result<()> {
    let script = "window.seen = []; addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))";
    page.script(script, vec![]).await?;
    for (attempt, rule) in ATTEMPTS {
        // As the page's own script would do it: what a driver runs is not under the policy where it evaluates.
        page.script(&format!("seen.length = 0; try {{ {attempt} }} catch {{ }}"), vec![]).await?;
        page.wait_for(rule, &format!("return seen.includes('{rule}')"))
            .await
            .with_context(|| (*attempt).to_owned())?;
    }
    ensure!(page.script("return window.smuggled ?? null", vec![]).await? == Value::Null, "a script ran");
    ensure!(
        !page.console_errors().await?.is_empty(),
        "the console says nothing of it, so no claim would notice"
    );
    // The browser lists the requests that it refused too.
    page.foreign_requests().await?;
    page.go("").await
}

async fn links_lead_where_they_say(page: &Page) -> Result<()> {
    let script = "return [...document.querySelectorAll('a[href]')].map((link) => [link.getAttribute('href'), link.protocol, link.rel, link.innerText])";
    for lesson in ["xiaoming", "far-away", "beyond-words"] {
        page.go(&format!("lesson={lesson}")).await?;
        let links = page.script(script, vec![]).await?;
        for link in links.as_array().context("no links")? {
            let (address, protocol) =
                (link[0].as_str().unwrap_or_default(), link[1].as_str().unwrap_or_default());
            if address.starts_with('#') {
                continue;
            }
            ensure!(matches!(protocol, "http:" | "https:"), "{link}");
            let host = address.split('/').nth(2).unwrap_or_default();
            ensure!(
                link[3].as_str().is_some_and(|text| text.contains(host)),
                "{link} does not say where it leads"
            );
            ensure!(link[2].as_str().is_some_and(|rel| rel.contains("noreferrer")), "{link}");
        }
    }
    Ok(())
}

async fn nothing_is_known_of_the_reader(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "3").await?;
    let cookies = page.cdp("Network.getAllCookies", json!({})).await?;
    assert_eq!(cookies["cookies"], json!([]));
    Ok(())
}
