//! ZIP files: archives of articles, and the formats of documents that are ZIP files too.
//!
//! Which of them a file is, its list of entries tells, whatever the file is called. Formats that no reader knows, such as
//! spreadsheets and programs, are one failure and not hundreds of entries.

use super::{Package, Unpacking};
use crate::formats::error::{ReadError, ReadErrorKind};
use crate::formats::intake::Intake;
use crate::formats::sniff::{Head, Likeness};
use crate::formats::{DETECTION, Format};

pub(in crate::formats) const FORMAT: Format = Format {
    name: "zip",
    version: 1,
    extensions: &["zip"],
    sniff,
    read,
};

/// What a ZIP file can be beside an archive, by the beginning of a path that only it has.
static KINDS: [(&str, Kind); 9] = [
    ("xl/workbook", Kind::Other("a spreadsheet (XLSX)")),
    ("ppt/presentation", Kind::Other("slides (PPTX)")),
    ("word/document", Kind::Other("a DOCX document")),
    ("visio/document", Kind::Other("a drawing (VSDX)")),
    ("META-INF/container.xml", Kind::Other("an EPUB book")),
    ("META-INF/manifest.xml", Kind::Other("an OpenDocument file")),
    (
        "Index/Document.iwa",
        Kind::Other("a document of Apple's Pages, Numbers or Keynote"),
    ),
    ("AndroidManifest.xml", Kind::Other("an Android program")),
    ("META-INF/MANIFEST.MF", Kind::Other("a Java program")),
];

enum Kind {
    /// Something without a reader.
    Other(&'static str),
}

/// `PK\5\6` begins a ZIP without entries.
pub(in crate::formats) fn sniff(head: &Head<'_>) -> Likeness {
    if head.has(0, b"PK\x03\x04") || head.has(0, b"PK\x05\x06") {
        Likeness::Sure
    } else {
        Likeness::No
    }
}

pub(in crate::formats) fn read(intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let mut package = Package::open(intake)?;
    let kind = KINDS.iter().find(|(path, _)| package.has(path));
    match kind {
        None => read_entries(&mut package, intake),
        Some((_, Kind::Other(what))) => {
            DETECTION.clone_into(&mut intake.report.reader);
            let message =
                format!("no reader for {what}: convert it, or leave it out in `.ficheignore`");
            Err(ReadError::new(ReadErrorKind::Unsupported, message))
        }
    }
}

fn read_entries(package: &mut Package<'_>, intake: &mut Intake<'_>) -> Result<(), ReadError> {
    let (_, mut unpacking) = Unpacking::of(intake)?;
    unpacking.held = package.bytes();
    for index in 0..package.len() {
        let Some(path) = package.path(index) else {
            continue;
        };
        match package.entry(index) {
            Ok(mut entry) => {
                if unpacking.read(&path, &mut entry).is_break() {
                    break;
                }
            }
            Err(error) => unpacking.refuse(&path, &error),
        }
    }
    unpacking.finish();
    Ok(())
}
