//! Links: exact, short, and a promise.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod notebooks;

use std::{collections::BTreeSet, fs, rc::Rc};

use attention_notebook::lessons;
use attention_notebook::notebook::{
    Action, Answer, AskedNumber, Blanks, Cell, CellKind, Chart, Dimension, Document, Embedding, Exercise,
    Matrix, Phrase, Prediction, Sentence, Slider, decode, encode as json, sound,
};
use attention_notebook::share::{MAX_LINK, Opened, Packed, Texts, encode, qr};
use notebooks::{document, matrix};
use proptest::prelude::*;
use proptest::{collection::vec, option, sample::select};

fn is_release() -> bool {
    std::env::var("RELEASE").is_ok_and(|value| value == "1")
}

/// The file of a lesson.
fn source(id: &str) -> String {
    fs::read_to_string(format!("src/lessons/notebooks/{id}.json")).unwrap()
}

fn lesson(id: &str) -> (Document, Texts) {
    let source = source(id);
    let lesson = lessons::read(id, &source).unwrap();
    let texts = Texts::of_file(&lesson, &source);
    (lesson, texts)
}

fn open(link: &str, texts: &Texts) -> Document {
    let Opened { document, lost } = Packed::read(link).unwrap().open(texts).unwrap();
    assert_eq!(lost, 0);
    document
}

#[test]
fn an_edited_lesson_fits_a_short_link() {
    for lesson in lessons::contents() {
        let (document, texts) = self::lesson(&lesson.id);
        let edited = document.cells.iter().filter_map(|cell| match &cell.kind {
            CellKind::Matrix(matrix) => Some(Action::SetNumber {
                cell: cell.id.clone(),
                row: 0,
                column: 0,
                value: matrix.values[0][0] + 0.125,
            }),
            CellKind::Formula { source } => {
                Some(Action::SetSource { cell: cell.id.clone(), source: format!("{source} * 2") })
            }
            _ => None,
        });
        let edited =
            edited.fold(document.clone(), |document, action| action.apply(&document).unwrap_or(document));
        let link = encode(&edited, &texts).unwrap();
        println!(
            "{}: {} characters, edited everywhere {}",
            lesson.id,
            encode(&document, &texts).unwrap().len(),
            link.len()
        );
        assert!(link.len() < 2_000, "{} takes {}", lesson.id, link.len());
        assert_eq!(open(&link, &texts), edited);
        let packed = Packed::read(&link).unwrap();
        assert_eq!(packed.lesson(), Some(&lesson.id));
        // Without the lesson's file the numbers are the same, and what is missing is counted.
        let bare = packed.open(&Texts::default()).unwrap();
        assert!(bare.lost > 0);
        assert_eq!(bare.document.dimensions, edited.dimensions);
        for (cell, expected) in bare.document.cells.iter().zip(&edited.cells) {
            if !matches!(cell.kind, CellKind::Text { .. } | CellKind::Exercise(_) | CellKind::Predict(_)) {
                assert_eq!(cell.kind, expected.kind);
            }
        }
    }
}

#[test]
fn rewriting_one_language_leaves_the_other_to_the_lesson() {
    let (document, texts) = lesson(lessons::FIRST);
    let action = Action::SetText { cell: "tries".into(), language: "en".into(), text: "Try it.".to_owned() };
    let edited = action.apply(&document).unwrap();
    let link = encode(&edited, &texts).unwrap();
    assert!(link.len() < 2_000, "{}", link.len());
    assert_eq!(open(&link, &texts), edited);
}

#[test]
fn a_notebook_of_ones_own_needs_no_lesson() {
    let numbers = vec![vec![0.1 + 0.2, f64::INFINITY], vec![-0.0, 1e-300]];
    let mut own = document(&[("n", 2)], vec![matrix("X", "n", "n", &numbers)]);
    own.title = "我的笔记本 <script>".into();
    let link = encode(&own, &Texts::default()).unwrap();
    let opened = open(&link, &Texts::default());
    assert_eq!(opened, own);
    assert_eq!(Packed::read(&link).unwrap().lesson(), None);
    let CellKind::Matrix(matrix) = &opened.cells[0].kind else { panic!() };
    assert!(matrix.values[1][0].is_sign_negative());
}

#[test]
fn what_is_too_long_for_a_link_is_told() {
    let noise = |row: usize, column: usize| ((row * 7919 + column * 104_729) as f64).sin();
    let numbers: Vec<Vec<f64>> =
        (0..64).map(|row| (0..64).map(|column| noise(row, column)).collect()).collect();
    let large = document(&[("n", 64)], vec![matrix("X", "n", "n", &numbers)]);
    let error = encode(&large, &Texts::default()).unwrap_err();
    let attention_notebook::share::LinkError::TooLong(Some(length)) = error else { panic!("{error:?}") };
    assert!(length > MAX_LINK);
}

/// Puts a link into the corpus, where none of the name is: for a release, `RELEASE=1 cargo test --test links`.
fn release(name: &str, document: &Document, texts: &Texts) {
    let path = format!("tests/data/links/{name}.link");
    if is_release() && fs::metadata(&path).is_err() {
        fs::write(&path, encode(document, texts).unwrap() + "\n").unwrap();
        fs::write(format!("tests/data/links/{name}.json"), json(document) + "\n").unwrap();
    }
}

#[test]
fn the_corpus_has_every_kind_of_cell() {
    for id in ["xiaoming", "laboratory", "beyond-words", "heads"] {
        let (document, texts) = lesson(id);
        let cell = document.cells.iter().find(|cell| cell.takes_numbers()).map(|cell| cell.id.clone());
        let edited = cell.and_then(|cell| {
            let action = Action::SetNumber { cell, row: 0, column: 0, value: 0.1 + 0.2 };
            action.apply(&document).ok()
        });
        release(id, &edited.unwrap_or(document), &texts);
    }
    release("own", &sound(one_of_each()).unwrap(), &Texts::default());
}

/// The promise: each file is a link that was released; beside it lies the notebook that it must give.
#[test]
fn released_links_open() {
    let mut count = 0;
    for entry in fs::read_dir("tests/data/links").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "link") {
            continue;
        }
        count += 1;
        let link = fs::read_to_string(&path).unwrap();
        let packed = Packed::read(link.trim()).unwrap();
        let texts = packed.lesson().map(|id| lesson(id).1).unwrap_or_default();
        let expected = decode(&fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
        assert_eq!(open(link.trim(), &texts), expected, "{}", path.display());
    }
    assert!(count >= 3, "{count} links");
}

/// The promise of the texts: what a lesson has once said stays in its file, under `earlier` where it says it no more.
/// A line is added for each new text by `RELEASE=1 cargo test --test links`; none is ever taken away.
#[test]
fn released_texts_stay() {
    let path = "tests/data/links/texts.txt";
    let kept = fs::read_to_string(path).unwrap_or_default();
    let mut lines: BTreeSet<String> = kept.lines().map(str::to_owned).collect();
    let mut now = BTreeSet::new();
    for lesson in lessons::contents() {
        now.extend(
            self::lesson(&lesson.id).1.hashes().into_iter().map(|hash| format!("{} {hash}", lesson.id)),
        );
    }
    if is_release() {
        lines.extend(now.iter().cloned());
        let all: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
        fs::write(path, all.concat()).unwrap();
    }
    let gone: Vec<_> = lines.difference(&now).collect();
    assert!(
        gone.is_empty(),
        "links name texts that their lessons hold no more; put them under \"earlier\": {gone:?}"
    );
    assert!(!lines.is_empty());
}

#[test]
fn a_code_is_read_as_its_link() {
    let (document, texts) = lesson(lessons::FIRST);
    let long = format!("https://attention.example/notebook/#nb={}", encode(&document, &texts).unwrap());
    for link in ["https://attention.example/notebook/#lesson=masks", &long] {
        let code = qr::code(link).unwrap();
        // The path is drawn as a browser would, five dots a square.
        let dots = 5 * code.side;
        let mut dark = vec![false; code.side * code.side];
        for run in code.path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let [x, y, length] = [x, y, length].map(|text| text.parse::<usize>().unwrap());
            dark[y * code.side + x..][..length].fill(true);
        }
        let shade = |x: usize, y: usize| if dark[y / 5 * code.side + x / 5] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(dots, dots, shade);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().unwrap().1, link);
    }
    assert!(qr::code(&"x".repeat(2_953)).is_some());
    assert!(qr::code(&"x".repeat(2_954)).is_none());
}

/// A cell of each kind, and what they can have.
fn one_of_each() -> Document {
    let question =
        |answer| CellKind::Predict(Prediction { question: "?".into(), answer, reveal: "!".into() });
    let number = AskedNumber { name: "X".into(), slice: 0, row: 1, column: 1, tolerance: 0.05 };
    let exercise = |blanks| {
        CellKind::Exercise(Exercise { text: "算".into(), of: "Y".into(), slice: 0, blanks, base2: true })
    };
    let sentence = |embedding| {
        let (name, rows, columns) = ("E".into(), "t".into(), "d".into());
        CellKind::Sentence(Sentence {
            name,
            rows,
            columns,
            text: "我 爱".into(),
            embedding,
            vocabulary: Rc::default(),
        })
    };
    let slider = Slider { name: "s".into(), value: 0.3, minimum: -1e-9, maximum: 1e20, step: 0.1 };
    let kinds = vec![
        matrix("X", "n", "d", &[vec![1.0, f64::NEG_INFINITY], vec![-0.0, f64::from(0.1_f32)]]).kind,
        CellKind::Slider(slider),
        CellKind::Switch { name: "on".into(), value: true },
        CellKind::Formula { source: "Y = X @ X.T".into() },
        CellKind::Laboratory,
        exercise(Blanks::All),
        exercise(Blanks::Random { count: 3, seed: u64::MAX }),
        exercise(Blanks::Chosen(vec![(0, 1), (1, 0)])),
        question(Answer::Number(number)),
        question(Answer::Choice { choices: vec!["a".into(), "b".into()], right: 1 }),
        CellKind::Text { text: "**粗**体".into() },
        sentence(Embedding::Table),
        sentence(Embedding::Random(-7)),
    ];
    let cell = |(at, kind): (usize, CellKind)| {
        let note = (at % 2 == 0).then(|| Phrase::from("note"));
        Cell { beside: at % 3 == 1, folded: at == 10, note, ..notebooks::cell(&format!("c{at}"), kind) }
    };
    let mut document = document(&[("n", 2), ("d", 2)], kinds.into_iter().enumerate().map(cell).collect());
    let tokens = ["我", "爱"].map(Phrase::from).to_vec();
    document.dimensions.push(Rc::new(Dimension { name: "t".into(), items: tokens }));
    document
}

fn words() -> impl Strategy<Value = Phrase> {
    let text = prop_oneof!["[a-z ]{0,12}", "\\PC{0,30}", Just("小明".to_owned())];
    let each = (text.clone(), option::of(text.clone())).prop_map(|(zh, en)| {
        let english = en.map(|en| ("en".to_owned(), Rc::from(en)));
        Phrase::Each(Rc::new([("zh-CN".to_owned(), zh.into())].into_iter().chain(english).collect()))
    });
    prop_oneof![text.prop_map(|text| Phrase::Own(text.into())), each]
}

fn number() -> impl Strategy<Value = f64> {
    let numbers = prop_oneof![
        (-2000..2000_i32).prop_map(|number| f64::from(number) / 100.0),
        any::<f64>(),
        any::<f32>().prop_map(f64::from),
        select(&[0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, f64::MAX, 0.1][..]),
    ];
    numbers.prop_filter("NaN", |number| !number.is_nan())
}

fn kind(sizes: Vec<usize>) -> impl Strategy<Value = CellKind> {
    let name = "[A-Za-z][a-z_0-9]{0,6}".prop_map(Rc::<str>::from);
    let count = sizes.len();
    let matrix = (name.clone(), 0..count, 0..count).prop_flat_map(move |(name, rows, columns)| {
        vec(vec(number(), sizes[columns]), sizes[rows]).prop_map(move |values| {
            let [rows, columns] = [rows, columns].map(|at| Rc::from(format!("d{at}")));
            CellKind::Matrix(Matrix { name: name.clone(), rows, columns, values: Rc::new(values) })
        })
    });
    let blanks = prop_oneof![
        Just(Blanks::All),
        (0..9_usize).prop_map(Blanks::Row),
        (1..9_usize, any::<u64>()).prop_map(|(count, seed)| Blanks::Random { count, seed }),
        vec((0..9_usize, 0..9_usize), 1..5).prop_map(Blanks::Chosen),
    ];
    let answer = prop_oneof![
        vec(words(), 2..5).prop_map(|choices| Answer::Choice { right: choices.len() - 1, choices }),
        (name.clone(), 0..4_usize, 0..9_usize, 0.0..1.0).prop_map(|(name, slice, row, tolerance)| {
            Answer::Number(AskedNumber { name, slice, row, column: 2, tolerance })
        }),
    ];
    let embedding = prop_oneof![
        Just(Embedding::Table),
        Just(Embedding::OneHot),
        any::<i64>().prop_map(Embedding::Random)
    ];
    prop_oneof![
        words().prop_map(|text| CellKind::Text { text }),
        matrix,
        (name.clone(), any::<bool>()).prop_map(|(name, value)| CellKind::Switch { name, value }),
        (name.clone(), 0.0..1.0).prop_map(|(name, value)| {
            CellKind::Slider(Slider { name, value, minimum: -1.0, maximum: 1.5, step: 0.1 })
        }),
        "\\PC{0,40}".prop_map(|source| CellKind::Formula { source: source.into() }),
        (words(), name.clone(), 0..4_usize, blanks, any::<bool>()).prop_map(
            |(text, of, slice, blanks, base2)| CellKind::Exercise(Exercise {
                text,
                of,
                slice,
                blanks,
                base2
            })
        ),
        (words(), answer, words()).prop_map(|(question, answer, reveal)| {
            CellKind::Predict(Prediction { question, answer, reveal })
        }),
        Just(CellKind::Laboratory),
        (name, embedding, words()).prop_map(|(name, embedding, text)| CellKind::Sentence(Sentence {
            name,
            rows: "d0".into(),
            columns: "d1".into(),
            text,
            embedding,
            vocabulary: Rc::default(),
        })),
    ]
}

/// A cell: what it is, its note, and whether it stands beside another, is folded, has a chart.
type Drawn = (CellKind, Option<Phrase>, (bool, bool, bool));

/// Documents that keep their promises, whatever is in them.
fn documents() -> impl Strategy<Value = Document> {
    let dimensions = vec(vec(words(), 1..5), 2..4);
    let cells = |sizes: Vec<usize>| {
        let cell = (kind(sizes), option::of(words()), any::<(bool, bool, bool)>());
        vec(cell, 0..7)
    };
    let all = dimensions.prop_flat_map(move |dimensions| {
        let sizes = dimensions.iter().map(Vec::len).collect();
        (words(), option::of(select(&["xiaoming", "masks"][..])), Just(dimensions), cells(sizes))
    });
    all.prop_map(|(title, lesson, dimensions, cells)| {
        let cell = |(at, (kind, note, (beside, folded, chart))): (usize, Drawn)| {
            let chart = chart.then_some(Chart::Heatmap);
            Rc::new(Cell {
                id: format!("c{at}").into(),
                kind,
                speaker_notes: note.clone(),
                note,
                beside,
                folded,
                chart,
            })
        };
        let dimension =
            |(at, items): (usize, Vec<Phrase>)| Rc::new(Dimension { name: format!("d{at}").into(), items });
        Document {
            title,
            lesson: lesson.map(Into::into),
            dimensions: dimensions.into_iter().enumerate().map(dimension).collect(),
            cells: cells.into_iter().enumerate().map(cell).collect(),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_notebook_is_read_as_it_was_written(document in documents()) {
        let Ok(document) = sound(document) else { return Ok(()) };
        for texts in [Texts::default(), Texts::of(&document)] {
            let Ok(link) = encode(&document, &texts) else { return Ok(()) };
            prop_assert!(link.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign)));
            let opened = Packed::read(&link).unwrap().open(&texts).unwrap();
            prop_assert_eq!(opened.lost, 0);
            // What JSON says of both is the same to the bit, −0 and all.
            prop_assert_eq!(format!("{:?}", opened.document), format!("{:?}", &document));
        }
    }
}
