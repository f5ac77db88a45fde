//! Pictures and fonts that are written into a page: browsers save a page as one file so.
//!
//! They are nine tenths of such a file, and nothing of them is read.

use std::borrow::Cow;

/// What the bytes of a file stand behind in an address: `data:image/png;base64,…`.
const MARK: &str = ";base64,";

/// A shorter one costs nothing.
const SHORTEST_BYTES: usize = 256;

/// The page without the bytes of the files within it.
pub(super) fn without_files(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept_from = 0;
    for (at, mark) in html.match_indices(MARK) {
        let from = at + mark.len();
        if from < kept_from {
            continue;
        }
        let is_data = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=%-_".contains(byte);
        let data = html.as_bytes()[from..].iter().take_while(|it| is_data(it));
        let length = data.count();
        if length >= SHORTEST_BYTES {
            out.push_str(&html[kept_from..from]);
            kept_from = from + length;
        }
    }
    if kept_from == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept_from..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::without_files;

    #[test]
    fn the_bytes_of_files_are_taken_out_and_nothing_else() {
        let picture = "QUJD".repeat(100);
        let page = |data: &str| {
            format!("<img src=\"data:image/png;base64,{data}\"><p>It says ;base64, there.</p>")
        };
        assert_eq!(without_files(&page(&picture)), page(""));
        assert_eq!(without_files(&page("QUJD")), page("QUJD"));
    }
}
