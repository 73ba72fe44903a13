//! PNG from SVG, with the embedded font alone.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{PlotError, font};

/// Most pixels of a picture: a poster, and 1 GB of memory.
const MOST: f32 = 2.5e8;

/// A picture of `scale` pixels for each pixel of the SVG.
pub fn raster(svg: &str, scale: f32) -> Result<Vec<u8>, PlotError> {
    let tree = tree(svg)?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if !(scale > 0.0 && width * height <= MOST) {
        return Err(PlotError::Scale(scale));
    }
    let mut pixmap =
        Pixmap::new(width.round() as u32, height.round() as u32).ok_or(PlotError::Scale(scale))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|fault| PlotError::Png(fault.to_string()))
}

/// The SVG as resvg understands it.
pub fn tree(svg: &str) -> Result<Tree, PlotError> {
    let options = Options { fontdb: fonts(), font_family: "Open Sans".to_owned(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|fault| PlotError::Svg(fault.to_string()))
}

fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = fontdb::Database::new();
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font::REGULAR)));
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font::BOLD)));
            fonts.set_sans_serif_family("Open Sans");
            Arc::new(fonts)
        })
        .clone()
}
