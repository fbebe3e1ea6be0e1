//! Drawings on a canvas, at the resolution of the screen, whatever becomes of the window, the zoom and the screen.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::events::EventListener;
use js_sys::{Array, Reflect};
use plotters::{coord::Shift, prelude::*};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    HtmlCanvasElement, ResizeObserver, ResizeObserverBoxOptions, ResizeObserverEntry, ResizeObserverOptions,
    ResizeObserverSize, window,
};

use crate::{
    plot::{
        Arrows, Bars, Scale, Theme, arrows, bars, heatmap,
        shares::{self, Share},
        thumbnail,
    },
    value,
};

/// A drawing that knows how to draw itself.
pub trait Drawing: std::fmt::Debug + 'static {
    /// Over the whole area.
    fn paint(&self, area: &DrawingArea<CanvasBackend, Shift>, theme: Theme);
    /// Whether another one looks the same.
    fn is_same(&self, other: &dyn Drawing) -> bool;
    /// Itself, to be compared.
    fn as_any(&self) -> &dyn std::any::Any;
}

/// What is drawn.
#[derive(Debug, Clone)]
pub enum Picture {
    /// The first matrix of an array, with hairlines, and marks for what is no number; as many of its numbers, in C order,
    /// as are given, or all.
    Heatmap(Rc<value::Array>, Scale, Option<usize>),
    /// The first matrix of an array, colours only.
    Thumbnail(Rc<value::Array>, Scale, Option<usize>),
    /// Vectors in a plane.
    Arrows(Arrows),
    /// Numbers around zero.
    Bars(Bars),
    /// Parts of a whole.
    Shares(Vec<Share>),
    /// What only the laboratory draws: the page itself need not carry it.
    Other(Rc<dyn Drawing>),
}

/// Arrays are compared by pointer: an equal one keeps it.
impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Heatmap(a, scale, reached), Self::Heatmap(b, other, other_reached))
            | (Self::Thumbnail(a, scale, reached), Self::Thumbnail(b, other, other_reached)) => {
                Rc::ptr_eq(a, b) && scale == other && reached == other_reached
            }
            (Self::Arrows(a), Self::Arrows(b)) => a == b,
            (Self::Bars(a), Self::Bars(b)) => a == b,
            (Self::Shares(a), Self::Shares(b)) => a == b,
            (Self::Other(a), Self::Other(b)) => a.is_same(&**b),
            _ => false,
        }
    }
}

impl Picture {
    /// A canvas refuses only what is not a canvas any more; the numbers stand beside it.
    fn paint(&self, area: &DrawingArea<CanvasBackend, Shift>, theme: Theme) {
        match self {
            Self::Heatmap(array, scale, reached) => {
                let (size, value) = field(array, *scale, *reached);
                drop(heatmap::draw(area, size, value, *scale, theme));
            }
            Self::Thumbnail(array, scale, reached) => {
                let (size, value) = field(array, *scale, *reached);
                drop(thumbnail::draw(area, size, value, *scale, theme));
            }
            Self::Arrows(drawn) => drop(arrows::draw(area, drawn, theme)),
            Self::Bars(drawn) => drop(bars::draw(area, drawn, theme)),
            Self::Shares(drawn) => drop(shares::draw(area, drawn, theme)),
            Self::Other(drawn) => drawn.paint(area, theme),
        }
    }
}

/// The size of the first matrix of an array, and its numbers; those that are not reached have no colour.
fn field(
    array: &value::Array,
    scale: Scale,
    reached: Option<usize>,
) -> ((usize, usize), impl Fn(usize, usize) -> f64) {
    let (_, rows, columns) = array.shape().view();
    let reached = reached.unwrap_or(usize::MAX);
    let blank = if scale == Scale::Mask { 1.0 } else { 0.0 };
    let value = move |row, column| match row * columns + column {
        place if place < reached => array.get(0, row, column).unwrap_or(f64::NAN),
        _ => blank,
    };
    ((rows, columns), value)
}

/// A canvas that keeps its drawing: when it stands in other pixels of the screen, it is drawn anew.
pub struct Sheet {
    face: Rc<Face>,
    /// `None` in a browser without such observers.
    observer: Option<ResizeObserver>,
    _notice: Closure<dyn FnMut(Array)>,
    _window: Option<EventListener>,
}

struct Face {
    canvas: HtmlCanvasElement,
    /// In pixels of the screen; `None` until the browser says how large the canvas is. Nobody asks: that would make the
    /// browser lay out the page at every edit.
    size: Cell<Option<(u32, u32)>>,
    picture: RefCell<Option<(Picture, Theme)>>,
}

impl Sheet {
    /// Follows a canvas until it is dropped.
    pub fn new(canvas: HtmlCanvasElement) -> Self {
        let face = Rc::new(Face { canvas, size: Cell::new(None), picture: RefCell::new(None) });
        let exact = knows_screen_pixels();
        let notice = {
            let face = face.clone();
            Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
                face.resize(if exact { screen_pixels(&entries) } else { None });
            })
        };
        let observer = ResizeObserver::new(notice.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            let options = ResizeObserverOptions::new();
            if exact {
                options.set_box(ResizeObserverBoxOptions::DevicePixelContentBox);
            }
            observer.observe_with_options(&face.canvas, &options);
        } else {
            face.resize(None);
        }
        // Zooming leaves a canvas as large on the page as it was: where only that is observed, the window has to say it.
        let window = window().map(|window| {
            let face = face.clone();
            EventListener::new(&window, "resize", move |_| face.resize(face.size.get()))
        });
        Self { face, observer, _notice: notice, _window: window }
    }

    /// Draws a picture over the whole canvas: now, and whenever the canvas changes.
    pub fn draw(&self, picture: Picture, theme: Theme) {
        *self.face.picture.borrow_mut() = Some((picture, theme));
        self.face.paint();
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Face {
    /// Takes the size that is told, or measures it: where none is told, or not this screen's (as with emulated ones).
    fn resize(&self, told: Option<(u32, u32)>) {
        let ratio = window().map_or(1.0, |window| window.device_pixel_ratio());
        let (width, height) = (self.canvas.client_width(), self.canvas.client_height());
        // What is not displayed has no size, and keeps what it had.
        if width <= 0 || height <= 0 {
            return;
        }
        let (width, height) = (f64::from(width) * ratio, f64::from(height) * ratio);
        let near = |told: u32, measured: f64| (f64::from(told) - measured).abs() <= ratio;
        let told = told.filter(|told| near(told.0, width) && near(told.1, height));
        let size = told.unwrap_or((width.round() as u32, height.round() as u32));
        if self.size.replace(Some(size)) != Some(size) {
            self.canvas.set_width(size.0);
            self.canvas.set_height(size.1);
            self.paint();
        }
    }

    fn paint(&self) {
        if let Some((picture, theme)) = &*self.picture.borrow()
            && self.size.get().is_some()
            && let Some(backend) = CanvasBackend::with_canvas_object(self.canvas.clone())
        {
            picture.paint(&backend.into_drawing_area(), *theme);
        }
    }
}

/// Whether observers tell sizes in pixels of the screen. To ask one that does not would be an error.
fn knows_screen_pixels() -> bool {
    let entry = Reflect::get(&js_sys::global(), &"ResizeObserverEntry".into());
    let prototype = entry.and_then(|entry| Reflect::get(&entry, &"prototype".into()));
    let known = prototype.and_then(|prototype| Reflect::has(&prototype, &"devicePixelContentBoxSize".into()));
    known.unwrap_or(false)
}

fn screen_pixels(entries: &Array) -> Option<(u32, u32)> {
    let entry: ResizeObserverEntry = entries.get(0).dyn_into().ok()?;
    let size: ResizeObserverSize = entry.device_pixel_content_box_size().get(0).dyn_into().ok()?;
    Some((size.inline_size() as u32, size.block_size() as u32))
}
