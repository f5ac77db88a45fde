//! Pages that show the beginning of their article and ask to pay for the rest.
//!
//! Many pages behind a wall hold the whole article all the same, and pages of free articles ask for subscribers. So a page
//! is a stub only where its text is short, and where it says of itself that it is not free or that reading ends here.

use fiche::{Article, Value};

use super::json_ld::Stated;

/// Under what name it is noted beside the article's fields, and what.
const NAME: &str = "stub";
const KIND: &str = "paywall";

/// A beginning has two or three paragraphs.
const LONGEST_STUB_BYTES: usize = 1_600;

/// A longer line that has such words is a paragraph about paying.
const LONGEST_WALL_CHARS: usize = 200;

/// A text of which the page states so many times more words is a beginning, however long it is.
const STATED_TIMES: usize = 2;

/// Words that stand where reading ends, in lower case. Those of every page's head (`already a subscriber?`) are not
/// among them.
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "to continue reading", "to keep reading", "to read the full", "to read the rest", "to read this article", "subscribe to read", "continue reading with", "unlock this article", "the rest of this article",
    "this article is for subscribers", "this content is for subscribers", "this story is for subscribers", "exclusive to subscribers", "available to subscribers only", "for subscribers only", "you have reached your limit of free articles",
    "weiterlesen mit", "jetzt weiterlesen", "um weiterzulesen", "artikel freischalten", "nur für abonnenten", "exklusiv für abonnenten",
    "réservé aux abonnés", "réservé à nos abonnés", "pour lire la suite", "il vous reste", "la suite est réservée",
    "para seguir leyendo", "para continuar leyendo", "exclusivo para suscriptores", "contenido exclusivo para", "para continuar lendo", "exclusivo para assinantes",
    "per continuare a leggere", "riservato agli abbonati", "verder lezen met", "alleen voor abonnees", "aby czytać dalej", "tylko dla prenumeratorów", "för att läsa vidare",
    "щоб читати далі", "доступний лише передплатникам", "лише для передплатників", "чтобы читать дальше", "доступен только подписчикам", "только для подписчиков",
    "続きを読むには", "続きをお読みいただけます", "この記事は有料会員限定", "会員限定記事", "订阅后继续阅读", "登录后继续阅读", "계속 읽으려면",
];

/// Notes a stub beside the article's fields; tells whether it is one. `page` is all the text of the page.
pub(super) fn note(article: &mut Article, stated: &Stated, page: &str) -> bool {
    let is_short = article.body.len() <= LONGEST_STUB_BYTES;
    let is_cut = is_short && (stated.is_priced || ends_here(page));
    let words = article.body.split_whitespace().count();
    let is_less = stated.is_priced && words > 0 && stated.words >= words * STATED_TIMES;
    if is_cut || is_less {
        article
            .extra
            .insert(NAME.to_owned(), Value::Text(KIND.to_owned()));
    }
    is_cut || is_less
}

fn ends_here(page: &str) -> bool {
    let page = page.to_lowercase();
    ENDS.iter().any(|words| page.contains(words))
}

/// Whether a line of the story is the wall's own.
pub(super) fn is_wall(line: &str) -> bool {
    line.chars().count() <= LONGEST_WALL_CHARS && ends_here(line)
}

#[cfg(test)]
mod tests {
    use super::super::read;

    const PARAGRAPH: &str = "<p>The harbour opened again on Monday, after nine days in which no ship had come in or gone out.</p>";

    fn is_stub(head: &str, body: &str) -> bool {
        let html = format!(
            "<html><head>{head}</head><body><article><h1>Harbour opens</h1>{body}</article></body></html>"
        );
        let page = read(&html, &[], "");
        assert_eq!(page.article.extra.contains_key("stub"), page.is_stub);
        page.is_stub
    }

    #[test]
    fn a_beginning_before_a_wall_is_a_stub() {
        let beginning = PARAGRAPH.repeat(2);
        let whole = PARAGRAPH.repeat(40);
        let priced = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens", "isAccessibleForFree": "False"}</script>"#;
        let long = priced.replace("\"False\"", "false, \"wordCount\": 9000");
        let wall = "<div class=paywall><p>Subscribe to continue reading this story.</p></div>";
        for (head, body, expected) in [
            ("", format!("{beginning}{wall}"), true),
            (priced, beginning.clone(), true),
            (&long, whole.clone(), true),
            (priced, whole.clone(), false),
            ("", format!("{whole}{wall}"), false),
            ("", beginning, false),
        ] {
            assert_eq!(is_stub(head, &body), expected, "{head}{body}");
        }
    }
}
