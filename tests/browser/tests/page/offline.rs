//! The page without a network, after the first visit and in new versions.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::{Value, json};

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    lessons::open,
};

pub(crate) const CLAIMS: Claims = claims![
    the_page_can_be_installed,
    after_the_first_visit_the_page_needs_no_server,
    a_new_version_says_so_and_comes_whole_when_it_is_asked_for,
    a_version_that_is_not_whole_is_not_taken,
];

/// What a file beside the page holds, as the page gets it.
const READ: &str = "const [name, done] = arguments;
    fetch(name).then((answer) => answer.text()).then(done, (error) => done(String(error)))";

async fn read(page: &Page, name: &str) -> Result<String> {
    let answer = page.driver().execute_async(READ, vec![json!(name)]).await?;
    Ok(answer.json().as_str().unwrap_or_default().to_owned())
}

/// The page, kept by a browser of its own.
async fn kept(page: &Page) -> Result<Page> {
    let page = page.elsewhere().language("en").kept().open().await?;
    wait_until_kept(&page).await?;
    Ok(page)
}

async fn wait_until_kept(page: &Page) -> Result<()> {
    let kept =
        "return 'offline' in document.documentElement.dataset && navigator.serviceWorker.controller !== null";
    page.wait_for("the page to be kept", kept).await
}

async fn the_page_can_be_installed(page: &Page) -> Result<()> {
    let manifest = page.cdp("Page.getAppManifest", json!({})).await?;
    assert_eq!(manifest["errors"], json!([]));
    let text = manifest["data"].as_str().context("no manifest")?;
    let manifest: Value = serde_json::from_str(text)?;
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&json!("./"), &json!("./")));
    let icons = manifest["icons"].as_array().context("no icons")?;
    assert_eq!(icons.len(), 4);
    let size = "const [source, done] = arguments; const image = new Image();
        image.onload = () => done(`${image.naturalWidth}x${image.naturalHeight}`);
        image.onerror = () => done('broken');
        image.src = source";
    for icon in icons {
        let answer = page.driver().execute_async(size, vec![icon["src"].clone()]).await?;
        let stated = icon["sizes"].as_str().context("no size")?;
        let found = answer.json().as_str().unwrap_or_default();
        ensure!(found == stated || (stated == "any" && found != "broken"), "{icon} is {found}");
    }
    Ok(())
}

async fn after_the_first_visit_the_page_needs_no_server(page: &Page) -> Result<()> {
    let page = kept(page).await?;
    page.server().serve(None);
    page.go("").await?;
    check_results(&page).await?;
    page.type_into("X", 0, 0, "2").await?;
    // Nothing of this has been asked for before.
    open(&page, "masks").await?;
    open(&page, "laboratory").await?;
    page.wait_for("the laboratory", "return document.querySelector('[data-action=lab-run]') !== null")
        .await?;
    let limit = "const done = arguments[0]; attentionLab.limit().then((limit) => done(typeof limit), (e) => done(String(e)))";
    assert_eq!(page.driver().execute_async(limit, vec![]).await?.json(), &json!("object"));
    page.go("lesson=weighted-sum&lang=zh-CN").await?;
    assert_eq!(page.language().await?, "zh-CN");
    // That there is no newer version to be had is no error.
    let errors = page.console_errors().await?;
    ensure!(errors.iter().all(|error| error.contains("service-worker.js")), "{errors:?}");
    Ok(())
}

fn dist() -> Result<PathBuf> {
    Ok(env::var_os("ATTENTION_DIST").context("ATTENTION_DIST does not name dist/")?.into())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Another version of the build, in which one lesson is another's text; its list names the right hash, or the old one.
fn next_version(name: &str, whole: bool) -> Result<PathBuf> {
    let folder = env::temp_dir().join(format!("attention-{name}-{}", std::process::id()));
    copy(&dist()?, &folder)?;
    fs::copy(folder.join("lessons/masks.json"), folder.join("lessons/blank.json"))?;
    let worker = fs::read_to_string(folder.join("service-worker.js"))?;
    let line = |path: &str| -> Result<String> {
        let start = format!("  \"{path}\": ");
        let line = worker.lines().find(|line| line.starts_with(&start));
        Ok(line.with_context(|| format!("no {path} in the list"))?.to_owned())
    };
    let (old, right) = (line("lessons/blank.json")?, line("lessons/masks.json")?.replace("masks", "blank"));
    let mut next = worker.replacen("const version = \"", "const version = \"next-", 1);
    if whole {
        next = next.replace(&old, &right);
    }
    ensure!(next != worker);
    fs::write(folder.join("service-worker.js"), next)?;
    Ok(folder)
}

async fn look_for_a_new_version(page: &Page) -> Result<()> {
    let script = "const done = arguments[0];
        navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => done(), () => done())";
    page.driver().execute_async(script, vec![]).await?;
    Ok(())
}

async fn a_new_version_says_so_and_comes_whole_when_it_is_asked_for(page: &Page) -> Result<()> {
    let page = kept(page).await?;
    let old = read(&page, "lessons/blank.json").await?;
    let folder = next_version("next", true)?;
    page.server().serve(Some(&folder));
    look_for_a_new_version(&page).await?;
    page.wait_for("the new version", "return document.querySelector('[data-action=renew]') !== null").await?;
    // Until then, and however often the page is loaded, it is the old one.
    assert_eq!(read(&page, "lessons/blank.json").await?, old);
    page.script("window.isBefore = true; location.reload()", vec![]).await?;
    page.wait_for("the page again", "return window.isBefore === undefined").await?;
    page.wait_ready().await?;
    assert_eq!(read(&page, "lessons/blank.json").await?, old);
    page.wait_for("the new version", "return document.querySelector('[data-action=renew]') !== null").await?;
    page.script("window.isOld = true", vec![]).await?;
    page.act("renew").await?;
    page.wait_for("another page", "return window.isOld === undefined").await?;
    page.wait_ready().await?;
    wait_until_kept(&page).await?;
    let new = fs::read_to_string(folder.join("lessons/blank.json"))?;
    assert_eq!(read(&page, "lessons/blank.json").await?, new);
    let caches = "const done = arguments[0]; caches.keys().then((names) => done(names.length))";
    assert_eq!(page.driver().execute_async(caches, vec![]).await?.json(), &json!(1));
    page.server().serve(None);
    page.go("").await?;
    assert_eq!(read(&page, "lessons/blank.json").await?, new);
    fs::remove_dir_all(folder)?;
    Ok(())
}

async fn a_version_that_is_not_whole_is_not_taken(page: &Page) -> Result<()> {
    let page = kept(page).await?;
    let folder = next_version("mixed", false)?;
    let old = read(&page, "lessons/blank.json").await?;
    page.server().serve(Some(&folder));
    look_for_a_new_version(&page).await?;
    let settled = "const done = arguments[0]; navigator.serviceWorker.ready.then((registration) => {
        const wait = () => registration.installing ? setTimeout(wait, 20) : done(registration.waiting !== null);
        wait(); })";
    assert_eq!(page.driver().execute_async(settled, vec![]).await?.json(), &json!(false));
    assert_eq!(read(&page, "lessons/blank.json").await?, old);
    page.go("").await?;
    check_results(&page).await?;
    fs::remove_dir_all(folder)?;
    Ok(())
}
