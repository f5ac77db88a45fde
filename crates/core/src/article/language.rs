//! The language of a text, as a code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language by its ISO 639 code: two letters where there are two (`en`, `uk`, `zh`), else three.
///
/// A tag with a region (`en-GB`, `pt_BR`) is read as its language. Which languages are stemmed, and how, is the
/// business of the analysis; any code can be stored and filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language([u8; 3]);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(*b"en\0");

    /// The code, in lower case.
    ///
    /// # Panics
    /// Never: a code holds ASCII letters only.
    pub fn code(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).expect("a code holds ASCII letters only")
    }
}

/// The text is not a language code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language code: write two or three letters, such as `en` or `uk`")]
pub struct LanguageError(String);

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let primary = text.split(['-', '_']).next().unwrap_or_default();
        let bytes = primary.as_bytes();
        if !matches!(bytes.len(), 2 | 3) || !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Err(LanguageError(text.to_owned()));
        }
        let mut code = [0; 3];
        for (slot, byte) in code.iter_mut().zip(bytes) {
            *slot = byte.to_ascii_lowercase();
        }
        Ok(Self(code))
    }
}

impl TryFrom<String> for Language {
    type Error = LanguageError;

    fn try_from(text: String) -> Result<Self, LanguageError> {
        text.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_read_as_its_language() {
        assert_eq!("en-GB".parse::<Language>(), Ok(Language::ENGLISH));
        assert_eq!("PT_br".parse::<Language>().unwrap().code(), "pt");
        assert_eq!("ukr".parse::<Language>().unwrap().code(), "ukr");
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "e", "english", "1n", "日本"] {
            assert!(text.parse::<Language>().is_err(), "{text}");
        }
    }
}
