//! ZIP files: archives of articles, and the formats of documents that are ZIP files too.
//!
//! Which of them a file is, its list of entries tells, whatever the file is called. Formats that no reader knows, such as
//! spreadsheets and programs, are one failure and not hundreds of entries.

use super::{Package, Unpacking};
use crate::formats::error::{ReadError, ReadErrorKind};
use crate::formats::intake::Intake;
use crate::formats::sniff::{Head, Likeness};
use crate::formats::{DETECTION, Format, docx, epub, odt};

pub(in crate::formats) const FORMAT: Format = Format {
    name: "zip",
    version: 2,
    extensions: &["zip", "wacz"],
    sniff,
    read,
};

/// What a ZIP file can be beside an archive, by the beginnings of paths that only it has together.
#[rustfmt::skip]
static KINDS: [(&[&str], Kind); 10] = [
    (&["META-INF/container.xml"], Kind::Document(epub::FORMAT, epub::read)),
    (&["META-INF/manifest.xml"], Kind::Document(odt::FORMAT, odt::read)),
    (&["word/document"], Kind::Document(docx::FORMAT, docx::read)),
    (&["datapackage.json", "archive/"], Kind::Folder("archive/")),
    (&["xl/workbook"], Kind::Other("a spreadsheet (XLSX)")),
    (&["ppt/presentation"], Kind::Other("slides (PPTX)")),
    (&["visio/document"], Kind::Other("a drawing (VSDX)")),
    (&["Index/Document.iwa"], Kind::Other("a document of Apple's Pages, Numbers or Keynote")),
    (&["AndroidManifest.xml"], Kind::Other("an Android program")),
    (&["META-INF/MANIFEST.MF"], Kind::Other("a Java program")),
];

enum Kind {
    Document(
        Format,
        fn(&mut Package<'_>, &mut Intake<'_>) -> Result<(), ReadError>,
    ),
    /// An archive whose articles are in one folder: WACZ has its crawls there, and beside them lists of their pages.
    Folder(&'static str),
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
    let has_all = |paths: &[&str]| paths.iter().all(|path| package.has(path));
    let kind = KINDS.iter().find(|(paths, _)| has_all(paths));
    match kind {
        None => read_entries(&mut package, intake, ""),
        Some((_, Kind::Folder(folder))) => read_entries(&mut package, intake, folder),
        Some((_, Kind::Document(format, read))) => {
            intake.report.reader = format.reader();
            read(&mut package, intake)
        }
        Some((_, Kind::Other(what))) => Err(without_reader(intake, what)),
    }
}

/// The failure of a file that has no reader, which is looked at again when there are more.
pub(in crate::formats) fn without_reader(intake: &mut Intake<'_>, what: &str) -> ReadError {
    DETECTION.clone_into(&mut intake.report.reader);
    let message = format!("no reader for {what}: convert it, or leave it out in `.ficheignore`");
    ReadError::new(ReadErrorKind::Unsupported, message)
}

/// Reads the entries below a folder.
fn read_entries(
    package: &mut Package<'_>,
    intake: &mut Intake<'_>,
    folder: &str,
) -> Result<(), ReadError> {
    let (_, mut unpacking) = Unpacking::of(intake)?;
    unpacking.held = package.held();
    for index in 0..package.len() {
        let path = package.path(index);
        let Some(path) = path.filter(|path| path.starts_with(folder)) else {
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
