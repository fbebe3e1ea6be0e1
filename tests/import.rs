//! Files that real NumPy and real safetensors wrote (`tests/data/make_files.py`), files that lie, and a model of three
//! gigabytes of which a few kilobytes are read.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{cell::RefCell, fs, path::Path, rc::Rc};

use attention_notebook::{
    import::{
        Block, Choice, Chosen, Fault, Heads, Kind, Known, Layout, Need, Over, Reading, Selection, Side,
        Survey, Target, Tensor, action, changes, inspect, layout_of, read, suggested_name, survey,
        survey_text,
    },
    notebook::{Action, CellKind, Document, Matrix, Refusal},
};
use proptest::prelude::*;

fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new("tests/data/files").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A file that counts what is read of it.
struct Counted {
    bytes: Vec<u8>,
    read: RefCell<u64>,
}

impl Counted {
    fn open(name: &str) -> Self {
        Self { bytes: bytes(name), read: RefCell::default() }
    }

    fn run<T>(
        &self,
        step: impl Fn(&Known) -> Result<T, attention_notebook::import::Halt>,
    ) -> Result<T, Fault> {
        let fetch = |need: Need| {
            *self.read.borrow_mut() += need.length;
            self.bytes[need.start as usize..(need.start + need.length) as usize].to_vec()
        };
        Reading::of(self.bytes.len() as u64).run(fetch, step)
    }
}

fn survey_of(name: &str) -> Result<Survey, Fault> {
    Counted::open(name).run(|known| survey(name, known))
}

fn tensor_of(name: &str, tensor: &str) -> Tensor {
    let found = survey_of(name).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    let named = found.tensors.into_iter().find(|found| found.name == tensor);
    named.unwrap_or_else(|| panic!("no {tensor} in {name}"))
}

fn only(name: &str) -> Tensor {
    let found = survey_of(name).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    assert_eq!(found.tensors.len(), 1, "{name}");
    found.tensors.into_iter().next().unwrap()
}

fn block_of(name: &str, tensor: &Tensor, selection: &Selection) -> Result<Block, Fault> {
    Counted::open(name).run(|known| read(tensor, selection, known))
}

fn values(name: &str, tensor: &Tensor, selection: &Selection) -> Vec<Vec<f64>> {
    block_of(name, tensor, selection).unwrap_or_else(|fault| panic!("{name}: {fault:?}")).values
}

fn first(name: &str, tensor: &Tensor) -> Vec<Vec<f64>> {
    values(name, tensor, &Selection::first(tensor))
}

fn counted(rows: usize, columns: usize, base: f64) -> Vec<Vec<f64>> {
    let row = |row| (0..columns).map(|column| base + (row * columns + column) as f64).collect();
    (0..rows).map(row).collect()
}

#[test]
fn every_dtype_of_numpy() {
    for dtype in ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"] {
        let name = format!("dtype_{dtype}.npy");
        assert_eq!(first(&name, &only(&name)), counted(2, 3, 0.0), "{name}");
    }
    assert_eq!(first("dtype_b1.npy", &only("dtype_b1.npy")), [[0.0, 1.0, 1.0], [1.0; 3]]);
    for (dtype, base) in [("i2", -2.0), ("u4", 0.0), ("f2", -2.0), ("f4", -2.0), ("f8", -2.0)] {
        let name = format!("big_{dtype}.npy");
        assert_eq!(first(&name, &only(&name)), counted(2, 3, base), "{name}");
    }
    assert_eq!(only("dtype_f2.npy").dtype, "float16");
}

#[test]
fn every_rank_in_either_order_of_memory() {
    let shapes: [&[u64]; 5] = [&[], &[5], &[3, 4], &[2, 3, 4], &[2, 2, 3, 4]];
    for (rank, shape) in shapes.iter().enumerate() {
        for order in ["rank", "fortran"] {
            let name = format!("{order}_{rank}.npy");
            let tensor = only(&name);
            // NumPy gives a number that is put in Fortran's order an axis.
            let expected = if name == "fortran_0.npy" { &[1] } else { *shape };
            assert_eq!(tensor.shape, expected, "{name}");
            let expected = match rank {
                0 => counted(1, 1, 0.0),
                1 => counted(1, 5, 0.0),
                _ => counted(3, 4, 0.0),
            };
            assert_eq!(first(&name, &tensor), expected, "{name}");
            if rank == 4 {
                let at = Selection { leading: vec![1, 0], ..Selection::first(&tensor) };
                assert_eq!(values(&name, &tensor, &at), counted(3, 4, 24.0), "{name}");
                let part = Selection { leading: vec![1, 1], transposed: true, rows: (1, 2), columns: (2, 9) };
                assert_eq!(values(&name, &tensor, &part), [[45.0], [46.0]], "{name}");
            }
        }
    }
    for version in 1..=3 {
        let name = format!("version_{version}.npy");
        assert_eq!(first(&name, &only(&name)), counted(3, 4, 0.0));
    }
}

#[test]
fn a_part_is_brought_within_the_tensor() {
    let tensor = only("rank_2.npy");
    let far = Selection { leading: vec![9], rows: (7, 9), columns: (1, 2), transposed: false };
    assert_eq!(values("rank_2.npy", &tensor, &far), [[9.0, 10.0]]);
    let huge = Selection { rows: (u64::MAX, u64::MAX), columns: (0, u64::MAX), ..Selection::default() };
    assert_eq!(values("rank_2.npy", &tensor, &huge), [[8.0, 9.0, 10.0, 11.0]]);
    let turned = Selection::first(&tensor).turned();
    assert_eq!(turned.sides(&tensor), (4, 3));
    assert_eq!(values("rank_2.npy", &tensor, &turned)[0], [0.0, 4.0, 8.0]);
}

#[test]
fn archives_stored_and_packed() {
    for name in ["stored.npz", "packed.npz"] {
        let found = survey_of(name).unwrap();
        assert_eq!(found.kind, Kind::Npz);
        let names: Vec<&str> = found.tensors.iter().map(|tensor| tensor.name.as_str()).collect();
        assert_eq!(names, ["W_Q", "W K", "stack"]);
        assert_eq!(first(name, &tensor_of(name, "W_Q")), counted(4, 3, 0.0));
        assert_eq!(first(name, &tensor_of(name, "W K")), counted(4, 3, 100.0));
        let stack = tensor_of(name, "stack");
        assert_eq!(stack.shape, [2, 60, 150]);
        let end = Selection { leading: vec![1], rows: (59, 1), columns: (148, 2), transposed: false };
        assert_eq!(values(name, &stack, &end), [[17_998.0, 17_999.0]]);
    }
}

#[test]
fn texts_of_every_make() {
    let eighths = |rows, columns| -> Vec<Vec<f64>> {
        let all = counted(rows, columns, 0.0);
        all.into_iter().map(|row| row.into_iter().map(|number| number / 8.0).collect()).collect()
    };
    assert_eq!(first("savetxt.txt", &only("savetxt.txt")), eighths(3, 4));
    assert_eq!(first("comma.csv", &only("comma.csv")), eighths(3, 4));
    assert_eq!(first("excel.tsv", &only("excel.tsv")), counted(2, 3, 0.0));
    assert_eq!(first("printed.txt", &only("printed.txt")), counted(20, 30, 0.0));
    assert_eq!(first("print.txt", &only("print.txt")), counted(20, 30, 0.0));
    let stack = only("repr.txt");
    assert_eq!((stack.name.as_str(), stack.shape.as_slice()), ("repr", &[2, 3, 4][..]));
    assert_eq!(first("repr.txt", &stack), eighths(3, 4));
    let named = only("named.csv");
    assert_eq!(first("named.csv", &named), counted(3, 2, 0.0));
    let labels = named.labels.unwrap();
    assert_eq!(labels.rows, ["the", "猫", "sat, down"]);
    let pasted = survey_text(r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}").unwrap();
    assert_eq!(pasted.tensors[0].shape, [2, 2]);
    let scalars = survey_text("[np.float64(1.5), np.int64(2)]").unwrap();
    assert_eq!(
        read(&scalars.tensors[0], &Selection::first(&scalars.tensors[0]), &Known::default()).unwrap().values,
        [[1.5, 2.0]]
    );
    assert_eq!(survey_text("[1 2; 3 4]").unwrap().tensors[0].shape, [2, 2]);
    assert_eq!(survey_text("a & b"), Err(Fault::Number { line: 1, column: 1, text: "a".into() }));
    assert_eq!(survey_text(" \n"), Err(Fault::Nothing));
}

#[test]
fn every_dtype_of_safetensors() {
    let found = survey_of("kinds.safetensors").unwrap();
    assert_eq!(found.tensors.len(), 13);
    for tensor in &found.tensors {
        let expected =
            if tensor.name == "BOOL" { vec![vec![0.0, 1.0, 1.0], vec![1.0; 3]] } else { counted(2, 3, 0.0) };
        assert_eq!(first("kinds.safetensors", tensor), expected, "{}", tensor.name);
    }
}

#[test]
fn heads_of_gpt2() {
    let name = "gpt2.safetensors";
    let found = survey_of(name).unwrap();
    let order: Vec<&str> = found.tensors.iter().map(|tensor| tensor.name.as_str()).collect();
    assert_eq!(order[0], "h.0.attn.c_attn.bias");
    assert_eq!(order[8], "h.10.attn.c_attn.bias", "layers in the order of their numbers");
    let fused = tensor_of(name, "h.1.attn.c_attn.weight");
    let layout = layout_of(&fused.name, &fused.shape).unwrap();
    assert_eq!(layout, Layout { transposed: false, along: Side::Columns, parts: 3 });
    let whole = Selection::first(&fused);
    for part in 0..3 {
        for head in 0..3 {
            let heads = Heads { count: 3, head, parts: 3, part, along: layout.along };
            let taken = values(name, &fused, &whole.of_head(&fused, heads).unwrap());
            let start = (part * 12 + head * 4) as usize;
            let expected: Vec<Vec<f64>> =
                counted(12, 36, 1.0).iter().map(|row| row[start..start + 4].to_vec()).collect();
            assert_eq!(taken, expected, "part {part}, head {head}");
        }
    }
    let out = tensor_of(name, "h.1.attn.c_proj.weight");
    let layout = layout_of(&out.name, &out.shape).unwrap();
    assert_eq!((layout.transposed, layout.along), (false, Side::Rows));
    let heads = Heads { count: 3, head: 2, parts: 1, part: 0, along: Side::Rows };
    let taken = values(name, &out, &Selection::first(&out).of_head(&out, heads).unwrap());
    assert_eq!(taken, counted(12, 12, 1.0)[8..]);
    let bias = tensor_of(name, "h.0.attn.c_attn.bias");
    let heads = Heads { count: 3, head: 1, parts: 3, part: 1, along: Side::Columns };
    let taken = values(name, &bias, &Selection::first(&bias).of_head(&bias, heads).unwrap());
    assert_eq!(taken, [[16.0, 17.0, 18.0, 19.0]]);
}

#[test]
fn heads_of_llama() {
    let name = "llama.safetensors";
    let query = tensor_of(name, "model.layers.0.self_attn.q_proj.weight");
    let layout = layout_of(&query.name, &query.shape).unwrap();
    assert_eq!(layout, Layout { transposed: true, along: Side::Columns, parts: 1 });
    let turned = Selection::first(&query).turned();
    let heads = Heads { count: 4, head: 1, parts: 1, part: 0, along: layout.along };
    let taken = values(name, &query, &turned.of_head(&query, heads).unwrap());
    // Output × input in the file: head 1 is rows 4 to 7, and its column j is row 4 + j. bfloat16 keeps 256 exactly.
    let expected: Vec<Vec<f64>> =
        (0..16).map(|row| (0..4).map(|column| f64::from((4 + column) * 16 + row)).collect()).collect();
    assert_eq!(taken, expected);
    let five = Heads { count: 5, ..heads };
    assert_eq!(turned.of_head(&query, five), None);
    assert_eq!(layout_of("model.norm.weight", &[16]), None);
}

#[test]
fn files_that_are_refused_say_why() {
    assert_eq!(survey_of("model.pt"), Err(Fault::Foreign("pickle")));
    let size = bytes("lying.safetensors").len() as u64;
    assert_eq!(
        survey_of("lying.safetensors"),
        Err(Fault::Bytes { tensor: "w".into(), found: 1 << 34, expected: Some(16) })
    );
    assert!(size < 200);
    for (name, dtype) in [("complex.npy", "<c16"), ("text.npy", "<U5"), ("object.npy", "|O")] {
        assert_eq!(only(name).source, Err(Fault::Dtype(dtype.into())), "{name}");
    }
    assert!(matches!(only("record.npy").source, Err(Fault::Dtype(_))));
    let empty = only("empty.npy");
    assert_eq!(block_of("empty.npy", &empty, &Selection::first(&empty)), Err(Fault::Nothing));
    let nan = only("nan.npy");
    assert_eq!(
        block_of("nan.npy", &nan, &Selection::first(&nan)),
        Err(Fault::NotANumber { place: vec![1, 0] })
    );
    let without = Selection { rows: (0, 1), ..Selection::first(&nan) };
    assert_eq!(block_of("nan.npy", &nan, &without).unwrap().infinite, 1);
    let infinite = only("infinite.npy");
    assert_eq!(block_of("infinite.npy", &infinite, &Selection::first(&infinite)).unwrap().infinite, 2);
    let over = |name: &str, bytes: &[u8]| inspect(name, bytes).err();
    assert_eq!(over("a.csv", b""), Some(Fault::Empty));
    assert_eq!(over("a.bin", b"\x00\x01\x02"), Some(Fault::Unknown));
    assert_eq!(over("a.npy", b"1,2"), Some(Fault::Expected { at: 0, what: "npy_magic" }));
    assert_eq!(over("a.npz", b"1,2"), Some(Fault::Expected { at: 0, what: "zip_magic" }));
    assert_eq!(over("a.h5", b"\x89HDF\r\n\x1a\n"), Some(Fault::Foreign("hdf5")));
    assert_eq!(
        over("a.npz", b"PK\x03\x04 and no more"),
        Some(Fault::Expected { at: 0, what: "zip_directory" })
    );
}

#[test]
fn a_truncated_file_never_counts_as_whole() {
    for name in ["rank_3.npy", "kinds.safetensors", "gpt2.safetensors", "stored.npz", "packed.npz"] {
        let whole = bytes(name);
        let steps = (whole.len() / 300).max(1);
        for length in (0..whole.len()).step_by(steps) {
            let found = inspect(name, &whole[..length]);
            let faulty = found.as_ref().map_or(true, |blocks| blocks.iter().any(Result::is_err));
            assert!(faulty, "{name} of {length} bytes");
        }
    }
}

/// A model of three gigabytes: its header is real, its numbers are made when they are read.
#[test]
fn a_head_of_a_large_model_needs_a_few_kilobytes() {
    const WIDTH: u64 = 4096;
    let layer = WIDTH * WIDTH * 2;
    let count = 96;
    let entry = |layer_index: u64| {
        let (start, end) = (layer_index * layer, (layer_index + 1) * layer);
        format!(
            r#""model.layers.{layer_index}.self_attn.q_proj.weight":{{"dtype":"BF16","shape":[{WIDTH},{WIDTH}],"data_offsets":[{start},{end}]}}"#
        )
    };
    let header = format!("{{{}}}", (0..count).map(entry).collect::<Vec<_>>().join(","));
    let begin = 8 + header.len() as u64;
    let size = begin + count * layer;
    assert!(size > 3 << 30);
    let read_bytes = RefCell::new((0_u64, 0_usize));
    let fetch = |need: Need| -> Vec<u8> {
        assert!(need.start + need.length <= size);
        let mut counts = read_bytes.borrow_mut();
        *counts = (counts.0 + need.length, counts.1 + 1);
        let byte = |at: u64| match at {
            0..8 => (header.len() as u64).to_le_bytes()[at as usize],
            at if at < begin => header.as_bytes()[at as usize - 8],
            // Every number of a row is 1 + row mod 64 / 64, which bfloat16 holds: 0x3f80 + row mod 64 · 2.
            at => {
                let place = (at - begin) % layer;
                let bits = 0x3f80 + (place / (2 * WIDTH) % 64) as u16 * 2;
                bits.to_le_bytes()[(place % 2) as usize]
            }
        };
        (need.start..need.start + need.length).map(byte).collect()
    };
    let found = Reading::of(size).run(fetch, |known| survey("model.safetensors", known)).unwrap();
    assert_eq!(found.tensors.len(), count as usize);
    let last = &found.tensors[count as usize - 1];
    assert_eq!(last.name, "model.layers.95.self_attn.q_proj.weight");
    let heads = Heads { count: 32, head: 5, parts: 1, part: 0, along: Side::Columns };
    let selection = Selection::first(last).turned().of_head(last, heads).unwrap();
    assert_eq!((selection.rows, selection.columns), ((0, 128), (640, 128)));
    let block = Reading::of(size).run(fetch, |known| read(last, &selection, known)).unwrap();
    let expected: Vec<f64> = (0..128).map(|column| 1.0 + f64::from((640 + column) % 64) / 64.0).collect();
    assert_eq!(block.values, vec![expected; 128]);
    let (bytes, times) = *read_bytes.borrow();
    assert!(bytes < 200_000 && times < 140, "{bytes} bytes in {times} readings");
}

fn notebook() -> Document {
    attention_notebook::lessons::first()
}

fn matrix<'a>(document: &'a Document, name: &str) -> &'a Matrix {
    let cells = document.cells.iter();
    let mut found = cells.filter_map(|cell| match &cell.kind {
        CellKind::Matrix(matrix) if *matrix.name == *name => Some(matrix),
        _ => None,
    });
    found.next_back().unwrap_or_else(|| panic!("no matrix {name}"))
}

#[test]
fn numbers_become_a_new_cell() {
    let before = notebook();
    let tensor = only("named.csv");
    let selection = Selection { rows: (1, 2), ..Selection::first(&tensor) };
    let block = values("named.csv", &tensor, &selection);
    let labels = tensor.labels.as_ref().unwrap().of(&selection);
    let over = |name: &str| Over::New(name.to_owned());
    let target = Target::New { name: "words".into(), rows: over("word"), columns: over("feature"), index: 1 };
    let after = action(&before, &block, &labels, &target).unwrap().apply(&before).unwrap();
    let taken = matrix(&after, "words");
    assert_eq!(*taken.values, block);
    assert_eq!(after.cells[1].name().map(|name| &**name), Some("words"));
    let items = |name: &str| -> Vec<String> {
        after.dimension(name).unwrap().items.iter().map(|item| item.text("en").to_owned()).collect()
    };
    assert_eq!(
        (items("word"), items("feature")),
        (vec!["猫".into(), "sat, down".into()], vec!["d1".into(), "d2".into()])
    );
    let bad = |name: &str| {
        let target = Target::New { name: name.into(), rows: over("r"), columns: over("c"), index: 0 };
        action(&before, &block, &labels, &target).unwrap().apply(&before)
    };
    assert!(matches!(bad("no name"), Err(Refusal::NotAName(_))));
    assert!(matches!(bad("softmax"), Err(Refusal::NameTaken(_))));
    assert!(matches!(bad("r"), Err(Refusal::NameTaken(_))));
    // A square over one new dimension.
    let square = Target::New { name: "T".into(), rows: over("t"), columns: over("t"), index: 0 };
    let after = action(&before, &counted(3, 3, 0.0), &labels, &square).unwrap().apply(&before).unwrap();
    assert_eq!(matrix(&after, "T").rows, matrix(&after, "T").columns);
}

#[test]
fn numbers_replace_those_of_a_cell() {
    let before = notebook();
    let mut cells = before.cells.iter();
    let (id, old) = cells
        .find_map(|cell| match &cell.kind {
            CellKind::Matrix(matrix) if matrix.rows != matrix.columns => {
                Some((cell.id.clone(), matrix.clone()))
            }
            _ => None,
        })
        .unwrap();
    for (rows, columns) in [(1, 1), (2, 9), (7, 1), (128, 64)] {
        let block = counted(rows, columns, 5.0);
        let edit = action(
            &before,
            &block,
            &attention_notebook::import::Labels::default(),
            &Target::Replace { cell: id.clone() },
        )
        .unwrap();
        let after = edit.apply(&before).unwrap();
        assert_eq!(*matrix(&after, &old.name).values, block);
        let changed = changes(&before, &after);
        let size =
            |name: &str| changed.iter().find(|(changed, ..)| **changed == *name).map(|(_, _, after)| *after);
        for (dimension, expected) in [(&old.rows, rows), (&old.columns, columns)] {
            let stays = before.size(dimension) == expected;
            assert_eq!(size(dimension), (!stays).then_some(expected));
        }
    }
    // One dimension on both sides.
    let mut square = before.clone();
    for edit in [
        Action::AddDimension { name: "s".into(), size: 2 },
        Action::SetDimensions { cell: id.clone(), rows: "s".into(), columns: "s".into() },
    ] {
        square = edit.apply(&square).unwrap();
    }
    for (rows, columns) in [(3, 3), (1, 1), (2, 5), (4, 1)] {
        let block = counted(rows, columns, 5.0);
        let edit = action(
            &square,
            &block,
            &attention_notebook::import::Labels::default(),
            &Target::Replace { cell: id.clone() },
        )
        .unwrap();
        assert_eq!(*matrix(&edit.apply(&square).unwrap(), &old.name).values, block);
    }
    assert_eq!(
        action(
            &before,
            &[],
            &attention_notebook::import::Labels::default(),
            &Target::Replace { cell: "gone".into() }
        ),
        None
    );
}

#[test]
fn a_choice_stays_within_its_tensor() {
    let document = notebook();
    let name = "gpt2.safetensors";
    let fused = Rc::new(tensor_of(name, "h.1.attn.c_attn.weight"));
    let first = Choice::of(&document, &fused);
    assert_eq!((first.size(), first.heads.parts), ((12, 12), 3), "the projection to queries");
    assert!(first.name.starts_with("W_Q"));
    let key = first.with(&document, Chosen::Part(1)).with(&document, Chosen::Heads(3));
    let head = key.with(&document, Chosen::Head(7));
    assert_eq!((head.heads.head, head.selection.columns), (2, (20, 4)), "there are heads 0 to 2");
    assert!(head.name.starts_with("W_K"));
    assert_eq!(head.over.0, Over::New("d_model1".into()), "12 is not the model width of the lesson");
    let odd = head.with(&document, Chosen::Heads(5));
    assert!(!odd.divides && odd.size() == (12, 36));
    let turned = head.with(&document, Chosen::Turned);
    assert_eq!((turned.size(), turned.selection.rows), ((4, 12), (20, 4)));
    assert_eq!(turned.heads.along, Side::Rows);
    let typed = head.with(&document, Chosen::Name("mine".into())).with(&document, Chosen::Part(2));
    assert_eq!(typed.name, "mine");
    assert!(!head.is_clipped());
    // 60 × 150: as much as a cell holds, and that is said.
    let wide = Choice::of(&document, &Rc::new(tensor_of("stored.npz", "stack")));
    assert_eq!(wide.size(), (60, 128));
    assert!(wide.is_clipped());
    let part = wide.with(&document, Chosen::Columns(140, 400)).with(&document, Chosen::Leading(0, 9));
    assert_eq!((part.selection.columns, part.selection.leading), ((140, 10), vec![1]));
    let block = Block { values: values(name, &fused, &head.selection), infinite: 0 };
    let after = head.action(&document, &block).unwrap().apply(&document).unwrap();
    assert_eq!(*matrix(&after, &head.name).values, block.values);
}

#[test]
fn names_are_suggested() {
    let empty = Document {
        title: attention_notebook::notebook::Phrase::default(),
        lesson: None,
        dimensions: Vec::new(),
        cells: Vec::new(),
    };
    for (tensor, part, name) in [
        ("h.0.attn.c_attn.weight", 0, "W_Q"),
        ("h.0.attn.c_attn.weight", 2, "W_V"),
        ("h.0.attn.c_proj.weight", 0, "W_O"),
        ("h.0.mlp.c_proj.weight", 0, "c_proj"),
        ("model.layers.0.self_attn.k_proj.weight", 0, "W_K"),
        ("model.embed_tokens.weight", 0, "E"),
        ("arr_0", 0, "arr_0"),
        ("my weights (1)", 0, "my_weights__1"),
        ("权重", 0, "权重"),
        ("3", 0, "B_3"),
        ("", 0, "B"),
        ("💥", 0, "B"),
        ("softmax", 0, "softmax_1"),
        ("lambda", 0, "lambda_1"),
    ] {
        assert_eq!(suggested_name(&empty, tensor, part), name, "{tensor}");
    }
    let lesson = notebook();
    let suggested = suggested_name(&lesson, "q_proj", 0);
    assert!(suggested.starts_with("W_Q") && lesson.free_name(&suggested) == suggested);
}

/// The files of the mutations, one of each way of writing.
const SEEDS: [&str; 12] = [
    "rank_3.npy",
    "fortran_4.npy",
    "version_2.npy",
    "record.npy",
    "kinds.safetensors",
    "llama.safetensors",
    "packed.npz",
    "stored.npz",
    "comma.csv",
    "named.csv",
    "repr.txt",
    "excel.tsv",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done to a file, it is read or refused; no number that comes out is NaN, and none is more than a cell
    /// holds.
    #[test]
    fn a_file_that_was_changed_is_read_or_refused(
        seed in 0..SEEDS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..5_u8), 1..6),
        near in any::<bool>(),
    ) {
        let mut file = bytes(SEEDS[seed]);
        for (at, byte, kind) in changes {
            if file.is_empty() {
                break;
            }
            // Half of the time in the headers, which stand first and, in archives, last.
            let length = file.len();
            let at = match near {
                true if byte % 2 == 0 => at.index(length.min(160)),
                true => length - 1 - at.index(length.min(160)),
                false => at.index(length),
            };
            match kind {
                0 => file[at] = byte,
                1 => file[at] ^= 1 << (byte % 8),
                2 => file.truncate(at),
                3 => file.insert(at, byte),
                _ => {
                    let end = (at + 8).min(length);
                    file[at..end].fill(if byte % 2 == 0 { 0xff } else { 0 });
                }
            }
        }
        for block in inspect(SEEDS[seed], &file).into_iter().flatten().flatten() {
            prop_assert!(block.values.len() <= 128 && block.values.iter().all(|row| (1..=128).contains(&row.len())));
            prop_assert!(!block.values.iter().flatten().any(|number| number.is_nan()));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-0-9.,; \\t\\n\\[\\]aeNnf&\\\\\"#]{0,80}") {
        drop(survey_text(&text));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), ending in 0..4_usize) {
        let name = ["x.csv", "x.npy", "x.npz", "x.safetensors"][ending];
        drop(inspect(name, &bytes));
    }
}
