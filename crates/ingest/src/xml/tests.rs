//! What holds for a document, well-formed or not.

use std::io::Read;

use super::*;

const LIMITS: Limits = Limits {
    most_element_bytes: 1 << 20,
    most_whole_bytes: 1 << 20,
};

fn is_item(_: &[Element], name: &str) -> bool {
    name == "item"
}

fn read_with(bytes: &[u8], wants: Wants, limits: Limits) -> (Vec<Element>, Vec<String>) {
    let (mut elements, mut errors) = (Vec::new(), Vec::new());
    for element in Elements::new(bytes, wants, limits, None) {
        match element {
            Ok(element) => elements.push(element),
            Err(error) => errors.push(error.to_string()),
        }
    }
    (elements, errors)
}

fn read(document: &str) -> (Vec<Element>, Vec<String>) {
    read_with(document.as_bytes(), is_item, LIMITS)
}

/// The items of a document that gives nothing else, as HTML.
fn markup(document: &str) -> Vec<String> {
    let (elements, errors) = read(document);
    assert!(errors.is_empty(), "{document}: {errors:?}");
    elements.iter().map(Element::markup).collect()
}

#[test]
fn elements_come_one_by_one() {
    let document = "<?xml version='1.0'?><feed lang='en'><item n='1'>a<b>c</b>d</item>text<item n='2'/></feed>";
    let mut elements = Elements::new(document.as_bytes(), is_item, LIMITS, None);
    let first = elements.next().unwrap().unwrap();
    assert_eq!(
        (first.text(), first.attribute("n")),
        ("acd".to_owned(), Some("1"))
    );
    assert_eq!(first.child("b").unwrap().text(), "c");
    assert_eq!(elements.around()[0].attribute("lang"), Some("en"));
    assert_eq!(elements.next().unwrap().unwrap().attribute("n"), Some("2"));
    assert!(elements.next().is_none());
}

#[test]
fn what_is_ill_formed_is_mended() {
    for (document, items) in [
        ("<f><item>Fish & chips</item></f>", vec!["Fish &amp; chips"]),
        ("<f><item>a<br>b<br/>c</item></f>", vec!["a<br>b<br>c"]),
        ("<f><item>a</i></p> b</item></f>", vec!["a b"]),
        (
            "<f><item><p>a<p>b</item><item>c</item></f>",
            vec!["<p>a<p>b</p></p>", "c"],
        ),
        ("<f><item><t>a</t><item>b</item></f>", vec!["<t>a</t>", "b"]),
        ("<f><item>2 < 3</item></f>", vec!["2 &lt; 3"]),
        (
            "<f><item>2 < 3 <b>x</b></item></f>",
            vec!["2 &lt; 3 <b>x</b>"],
        ),
        ("<f><item>a<!b>c</item></f>", vec!["ab&gt;c"]),
        ("<f><item a=1 b c='<'>x</item></f>", vec!["x"]),
        (
            "<f><item><![CDATA[<b> & ]]>c</item></f>",
            vec!["&lt;b&gt; &amp; c"],
        ),
    ] {
        assert_eq!(markup(document), items, "{document}");
    }
}

#[test]
fn a_cut_document_gives_what_it_holds() {
    for (document, items) in [
        ("<f><item>a</item><item>b", vec!["a", "b"]),
        (
            "<f><item>a</item><item><t>b</t><![CDATA[c & d",
            vec!["a", "bc & d"],
        ),
        ("<f><item>a</item><item>b</it", vec!["a", "b"]),
        ("<f><item>a</item><!-- b", vec!["a"]),
        ("<f><item>a</item", vec!["a"]),
    ] {
        let (elements, errors) = read(document);
        let texts: Vec<_> = elements.iter().map(Element::text).collect();
        assert_eq!(texts, items, "{document}");
        assert_eq!(errors.len(), 1, "{document}: {errors:?}");
        assert!(errors[0].contains("cut off"), "{document}: {errors:?}");
    }
}

#[test]
fn declared_entities_are_not_expanded() {
    let document = r#"<!DOCTYPE f [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
        <f><item>&b; &c; &eacute;</item></f>"#;
    assert_eq!(read(document).0[0].text(), "&b; &c; é");
}

#[test]
fn an_element_beyond_the_limits_is_passed_over() {
    let limits = Limits {
        most_element_bytes: 1000,
        ..LIMITS
    };
    let long = "x".repeat(2000);
    let pieces = "<b>word</b>".repeat(200);
    for big in [&long, &pieces] {
        let document = format!("<f><item>a</item><item><t>{big}</t></item><item>c</item></f>");
        let (elements, errors) = read_with(document.as_bytes(), is_item, limits);
        let texts: Vec<_> = elements.iter().map(Element::text).collect();
        assert_eq!(texts, ["a", "c"]);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].contains("`<item>` number 2"), "{errors:?}");
    }
}

#[test]
fn a_limit_of_nothing_comes_to_an_end() {
    let limits = Limits {
        most_element_bytes: 0,
        ..LIMITS
    };
    let (elements, errors) = read_with(b"<f><item>a</item>b</f>", is_item, limits);
    assert!(elements.len() + errors.len() <= 2);
}

#[test]
fn depth_and_parts_are_bounded() {
    let deep = format!(
        "<f><item>{}</item><item>b</item></f>",
        "<d>".repeat(100_000)
    );
    let many = format!(
        "<f><item>{}</item><item>b</item></f>",
        "<d/>".repeat(500_100)
    );
    for document in [deep, many] {
        let limits = Limits {
            most_element_bytes: 64 << 20,
            ..LIMITS
        };
        let (elements, errors) = read_with(document.as_bytes(), is_item, limits);
        assert_eq!((elements.len(), errors.len()), (1, 1));
    }
    let outside = format!("<f>{}<item>a</item>", "<d>".repeat(100_000));
    assert_eq!(read(&outside).1.len(), 1);
}

#[test]
fn a_long_document_is_read_in_little_memory() {
    /// A feed without an end, made as it is read.
    struct Endless(u64);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let piece = b"<item><br>word</item>";
            for (to, at) in buffer.iter_mut().zip(self.0..) {
                *to = piece[(at % piece.len() as u64) as usize];
            }
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    let mut elements = Elements::new(io::BufReader::new(Endless(0)), is_item, LIMITS, None);
    for _ in 0..120_000 {
        assert_eq!(elements.next().unwrap().unwrap().text(), "word");
    }
}

#[test]
fn the_declared_encoding_is_read() {
    let document = |label: &str| {
        format!(
            "<?xml version='1.0' encoding='{label}'?><f>{}<item>Паром</item></f>",
            " <x/>\n".repeat(20_000)
        )
    };
    for label in ["windows-1251", "koi8-r", "utf-8"] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let text = document(label);
        let (bytes, _, _) = encoding.encode(&text);
        let (elements, _) = read_with(&bytes, is_item, LIMITS);
        assert_eq!(elements[0].text(), "Паром", "{label}");
    }
    let text = document("utf-16");
    let wide: Vec<u8> = "\u{FEFF}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read_with(&wide, is_item, LIMITS).0[0].text(), "Паром");
}

#[test]
fn an_input_that_fails_keeps_what_came_before() {
    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk"))
        }
    }

    let input = io::BufReader::new(b"<f><item>a</item><item>b".chain(Broken));
    let all: Vec<_> = Elements::new(input, is_item, LIMITS, None).collect();
    assert_eq!(all.len(), 3);
    assert!(matches!(&all[2], Err(XmlError::Read(error)) if error.to_string() == "the disk"));
}
