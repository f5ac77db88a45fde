//! Markdown to plain text: what a reader of the page would read.
//!
//! Words of links, code and tables stay, addresses go, pictures leave their descriptions as captions. Each block is a
//! paragraph, each item of a list a line.

use std::mem;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::draft::append;
use super::super::markup;

/// The text of a Markdown file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plain {
    /// The heading that the text begins with.
    pub(super) heading: String,
    /// The rest of the text.
    pub(super) text: String,
    /// What pictures show.
    pub(super) captions: Vec<String>,
}

/// Takes the marks off.
pub(super) fn render(source: &str) -> Plain {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut writer = Writer::default();
    for event in Parser::new_ext(source, options) {
        writer.take(event);
    }
    writer.end_block();
    writer.plain
}

#[derive(Default)]
struct Writer {
    plain: Plain,
    /// The block being written.
    block: String,
    /// The HTML block being gathered.
    html: String,
    /// The description of the picture being read, and how deep pictures are nested.
    caption: String,
    pictures: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.push(inline(&html)),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.end_block(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.pictures += 1,
            Tag::Item => self.start_line(),
            Tag::Paragraph if self.block.ends_with('\n') => {}
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.end_picture(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::TableCell => self.push(" "),
            TagEnd::TableRow | TagEnd::TableHead => self.start_line(),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table | TagEnd::List(_) => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.pictures > 0 {
            self.caption.push_str(text);
        } else {
            self.block.push_str(text);
        }
    }

    fn start_line(&mut self) {
        self.block.truncate(self.block.trim_end().len());
        if !self.block.is_empty() {
            self.block.push('\n');
        }
    }

    fn end_block(&mut self) {
        let block = mem::take(&mut self.block);
        append(&mut self.plain.text, block.trim());
    }

    /// The first heading is the title where no text stands before it.
    fn end_heading(&mut self) {
        if self.plain.heading.is_empty() && self.plain.text.is_empty() {
            let heading = mem::take(&mut self.block);
            heading.trim().clone_into(&mut self.plain.heading);
        } else {
            self.end_block();
        }
    }

    fn end_html(&mut self) {
        self.end_block();
        let markup::Plain { text, captions } = markup::strip(&mem::take(&mut self.html));
        append(&mut self.plain.text, &text);
        self.plain.captions.extend(captions);
    }

    fn end_picture(&mut self) {
        self.pictures = self.pictures.saturating_sub(1);
        if self.pictures == 0 {
            let caption = mem::take(&mut self.caption);
            let captions = &mut self.plain.captions;
            captions.extend((!caption.trim().is_empty()).then(|| caption.trim().to_owned()));
        }
    }
}

/// A tag within a line leaves nothing, but for one that breaks it.
fn inline(html: &str) -> &'static str {
    if html.to_ascii_lowercase().starts_with("<br") {
        "\n"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_as_it_would_aloud() {
        let plain = render(
            "# The *quay*\n\nNine [ships](http://x.example) wait,\nsays `port.sh`. ![Ships at \
             dusk](a.png)\n\n- one\n- two\n\n```\ncode\n```\n\n<div><p>In <b>HTML</b></p></div>\n\n## \
             Later\n\n| a | b |\n|---|---|\n| c | d |\n",
        );
        assert_eq!(plain.heading, "The quay");
        assert_eq!(plain.captions, ["Ships at dusk"]);
        let expected =
            "Nine ships wait, says port.sh.\n\none\ntwo\n\ncode\n\nIn HTML\n\nLater\n\na b\nc d";
        assert_eq!(plain.text, expected);
    }
}
