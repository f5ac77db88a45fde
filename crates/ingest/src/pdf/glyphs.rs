//! Letters with their places on a page, into lines of text.
//!
//! A PDF says where each letter stands and seldom where a word ends. A gap is a blank, a step down is a new line, a wide
//! step a new block; text that runs along the side of a page is measured along its own direction.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// Blanks in justified text shrink to a fifth of the letters' size; kerning is a tenth at most.
const BLANK: f64 = 0.16;

/// A letter that stands higher or lower by less than this is on the same line, as a footnote's number is.
const NEW_LINE: f64 = 0.6;

/// Lines stand 1.1 to 1.5 sizes apart.
const NEW_BLOCK: f64 = 1.75;

/// A line in letters so many times larger or smaller is a headline, or what follows one.
const NEW_SIZE: f64 = 1.2;

/// Fonts that do not tell how wide a letter is say nothing or zero: it is about so wide.
const USUAL_WIDTH: f64 = 0.6;

/// The text of one page as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    text: String,
    last: Option<Glyph>,
}

/// A letter, in the directions that it is written in.
#[derive(Debug, Clone, Copy)]
struct Glyph {
    direction: (f64, f64),
    start: f64,
    end: f64,
    /// Upwards.
    height: f64,
    size: f64,
}

impl Glyphs {
    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn put(&mut self, glyph: Glyph, text: &str) {
        let gap = self.last.map_or("", |last| between(&last, &glyph));
        let has_blank = self.text.ends_with(char::is_whitespace) || text.starts_with(' ');
        if gap != " " || !has_blank {
            self.text.push_str(gap);
        }
        self.text.push_str(text);
        self.last = Some(glyph);
    }
}

/// What stands between two letters that are drawn one after the other.
fn between(last: &Glyph, next: &Glyph) -> &'static str {
    let size = last.size.max(next.size);
    let (x, y) = (last.direction, next.direction);
    let is_turned = x.0 * y.0 + x.1 * y.1 < 0.9;
    let down = last.height - next.height;
    let is_line = down.abs() > NEW_LINE * size || next.start < last.start - size;
    let is_resized = size > NEW_SIZE * last.size.min(next.size);
    match () {
        () if is_turned || down > NEW_BLOCK * size || is_line && is_resized => "\n\n",
        () if is_line => "\n",
        () if next.start - last.end > BLANK * size => " ",
        () => "",
    }
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _page: u32,
        _media: &MediaBox,
        _art: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (along_x, along_y) = (transform.m11, transform.m12);
        let scale = along_x.hypot(along_y);
        let area = transform.m11 * transform.m22 - transform.m12 * transform.m21;
        let direction = (along_x / scale, along_y / scale);
        let (x, y) = (transform.m31, transform.m32);
        let start = x * direction.0 + y * direction.1;
        let width = if width > 0.0 { width } else { USUAL_WIDTH };
        let glyph = Glyph {
            direction,
            start,
            end: start + width * font_size.abs() * scale,
            height: y * direction.0 - x * direction.1,
            size: font_size.abs() * area.abs().sqrt(),
        };
        self.put(glyph, text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
