//! The harness itself, on the smallest page that keeps the page contract: a check that cannot fail shows nothing.

use browser_tests::{Page, Visit};

async fn fixture() -> anyhow::Result<Page> {
    Visit::default().folder(concat!(env!("CARGO_MANIFEST_DIR"), "/fixture")).open().await
}

#[tokio::test]
async fn a_page_is_read_and_worked_by_the_contract() {
    let page = fixture().await.unwrap();
    assert_eq!(page.shape("O").await.unwrap(), (1, 2));
    assert_eq!(page.values("O").await.unwrap(), [[2.0, 5.0]]);

    page.type_into("X", 0, 1, "-3.5").await.unwrap();
    assert_eq!(page.values("O").await.unwrap(), [[2.0, -7.0]]);
    page.paste("8").await.unwrap();
    assert!((page.value("O", 0, 1).await.unwrap() - 16.0).abs() < 1e-12);

    assert_eq!(page.formula("O").await.unwrap(), "O = X * 2");
    page.set_formula("O", "O = X * 3").await.unwrap();
    assert_eq!(page.values("O").await.unwrap(), [[3.0, 24.0]]);
    assert_eq!(page.error("O").await.unwrap(), None);
    page.set_formula("O", "O = X *").await.unwrap();
    assert_eq!(page.error("O").await.unwrap().as_deref(), Some("parse"));
}

#[tokio::test]
async fn errors_and_foreign_requests_are_noticed() {
    let page = fixture().await.unwrap();
    assert_eq!(page.console_errors().await.unwrap(), Vec::<String>::new());
    assert_eq!(page.foreign_requests().await.unwrap(), Vec::<String>::new());

    page.act("complain").await.unwrap();
    let errors = page.console_errors().await.unwrap();
    assert!(errors.iter().any(|error| error.contains("as asked")), "{errors:?}");
    assert_eq!(page.foreign_requests().await.unwrap(), ["http://192.0.2.1/elsewhere"]);
}

#[tokio::test]
async fn a_window_has_the_size_and_language_asked_for() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/fixture");
    let page = Visit::default().folder(fixture).size(360, 740).language("fr-CH").open().await.unwrap();
    let seen = page.script("return [innerWidth, innerHeight, navigator.language]", vec![]).await.unwrap();
    assert_eq!(seen, serde_json::json!([360, 740, "fr-CH"]));
}
