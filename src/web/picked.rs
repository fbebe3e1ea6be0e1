//! A file that was chosen or dropped, read by ranges.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File};

/// A file on the reader's disk. Nothing of it is read before it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Picked(File);

impl From<File> for Picked {
    fn from(file: File) -> Self {
        Self(file)
    }
}

impl Picked {
    /// Its name, without its folder.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        self.0.size() as u64
    }

    /// Reads ranges of bytes, each from where it starts and as long as it is, and calls back with all of them; with
    /// nothing where the file cannot be read.
    pub fn read(&self, ranges: &[(u64, u64)], call: impl FnOnce(Vec<Vec<u8>>) + 'static) {
        let promises = Array::new();
        for (start, length) in ranges {
            let (start, end) = (*start as f64, (*start + *length) as f64);
            let Ok(slice) = self.0.slice_with_f64_and_f64(start, end) else { return call(Vec::new()) };
            promises.push(&slice.array_buffer());
        }
        super::spawn(async move { call(read(&promises).await.unwrap_or_default()) });
    }
}

async fn read(promises: &Array) -> Result<Vec<Vec<u8>>, JsValue> {
    let read: Array = JsFuture::from(Promise::all(promises)).await?.dyn_into()?;
    Ok(read.iter().map(|buffer| Uint8Array::new(&buffer).to_vec()).collect())
}

/// The file that was chosen in the input that an event comes from. The same can be chosen again.
pub fn chosen(event: &Event) -> Option<Picked> {
    super::file::chosen(event).map(Picked)
}

/// The first file that was dropped.
pub fn dropped(event: &DragEvent) -> Option<Picked> {
    event.data_transfer()?.files()?.get(0).map(Picked)
}
