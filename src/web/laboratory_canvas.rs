//! The drawings of the laboratory, on a canvas.

use std::any::Any;

use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters_canvas::CanvasBackend;

use super::canvas::Drawing;
use crate::plot::{
    Theme,
    lanes::{self, LanePicture},
    loglog::{self, Growth},
};

impl Drawing for LanePicture {
    fn paint(&self, area: &DrawingArea<CanvasBackend, Shift>, theme: Theme) {
        drop(lanes::draw(area, *self, theme));
    }

    fn is_same(&self, other: &dyn Drawing) -> bool {
        other.as_any().downcast_ref::<Self>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Drawing for Growth {
    fn paint(&self, area: &DrawingArea<CanvasBackend, Shift>, theme: Theme) {
        drop(loglog::draw(area, self, theme));
    }

    fn is_same(&self, other: &dyn Drawing) -> bool {
        other.as_any().downcast_ref::<Self>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
