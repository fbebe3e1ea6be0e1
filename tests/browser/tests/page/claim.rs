//! Claims about the page, and the browsers that they share.

use std::{
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
    pin::Pin,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Page, Visit};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::runtime::Runtime;

/// What a claim does with the page: the default notebook in English, freshly opened in a window of 1440 × 900.
pub(crate) type Claim = for<'page> fn(&'page Page) -> Pin<Box<dyn Future<Output = Result<()>> + 'page>>;

/// A list of claims from the async functions that make them.
macro_rules! claims {
    ($($claim:ident),* $(,)?) => {
        &[$((stringify!($claim), |page| Box::pin($claim(page)))),*]
    };
}
pub(crate) use claims;

/// Claims with their names.
pub(crate) type Claims = &'static [(&'static str, Claim)];

/// Browsers at rest. A claim takes one, and gives it back if it held.
struct Browsers {
    runtime: Runtime,
    idle: Mutex<Vec<Page>>,
}

/// Runs all claims in Chromium and those of some names in Firefox, too; or what the command line asks for.
pub(crate) fn run(areas: &[(&str, Claims)], in_firefox: &[&str]) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // More browsers at once than processors make each other late.
    let most = std::thread::available_parallelism().map_or(1, |count| count.get().min(4));
    arguments.test_threads.get_or_insert(most);
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    let browsers = Arc::new(Browsers { runtime, idle: Mutex::default() });
    let trial = |browser: Browser, title: String, claim: Claim| {
        let browsers = Arc::clone(&browsers);
        Trial::test(title.clone(), move || browsers.check_twice(browser, &title, claim))
    };
    let all = areas.iter().flat_map(|(area, claims)| {
        claims.iter().map(move |(name, claim)| (format!("{area}::{name}"), *claim))
    });
    let all: BTreeMap<String, Claim> = all.collect();
    let mut trials: Vec<Trial> =
        all.iter().map(|(name, claim)| trial(Browser::Chromium, name.clone(), *claim)).collect();
    for name in in_firefox {
        let Some(claim) = all.get(*name) else {
            eprintln!("no claim is called {name}");
            return ExitCode::FAILURE;
        };
        trials.push(trial(Browser::Firefox, format!("firefox::{name}"), *claim));
    }
    // Here all pages are dropped, which closes their browsers.
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(browsers);
    conclusion.exit_code()
}

fn failed(error: anyhow::Error) -> Failed {
    Failed::from(format!("{error:#}"))
}

impl Browsers {
    /// Checks a claim, and once more in another browser if it does not hold: where other programs take the processors, a
    /// browser now and then loses a click. What fails twice is wrong.
    fn check_twice(&self, browser: Browser, name: &str, claim: Claim) -> Result<(), Failed> {
        let first = panic::catch_unwind(AssertUnwindSafe(|| self.check(browser, claim)));
        match first {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => eprintln!("{name} did not hold, and is checked again: {error:#}"),
            Err(_) => eprintln!("{name} did not hold, and is checked again"),
        }
        self.check(browser, claim).map_err(failed)
    }

    /// A browser at rest.
    fn idle(&self, browser: Browser) -> Option<Page> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let found = idle.iter().position(|page| page.browser() == browser)?;
        Some(idle.swap_remove(found))
    }

    fn check(&self, browser: Browser, claim: Claim) -> Result<()> {
        let idle = self.idle(browser);
        let page = self.runtime.block_on(async {
            let page = match idle {
                Some(page) => page,
                None => Visit::default().browser(browser).language("en").start().await?,
            };
            page.go("").await.context("the page does not open")?;
            claim(&page).await?;
            // Whatever a claim is about: nothing on the page may fail in secret or ask other machines.
            let errors = page.console_errors().await?;
            ensure!(errors.is_empty(), "the console has errors: {errors:?}");
            let foreign = page.foreign_requests().await?;
            ensure!(foreign.is_empty(), "other machines were asked: {foreign:?}");
            anyhow::Ok(page)
        })?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(page);
        Ok(())
    }
}
