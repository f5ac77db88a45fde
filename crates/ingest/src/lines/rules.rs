//! The lines that pages leave in a text: one table, so that a new one is a row.

/// Where in the text a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Anywhere: no story has such a line.
    Anywhere,
    /// Only after the last real paragraph.
    Tail,
    /// As `Tail`; what follows is the page's as well.
    End,
}

/// How much of a line a rule names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// All of it, marks around it aside.
    Whole,
    /// How it starts; the line is no longer than a headline.
    Start,
}

/// A line, in lower case, that is the page's and not the story's.
pub(super) struct Rule {
    pub(super) place: Where,
    pub(super) shape: Shape,
    pub(super) words: &'static str,
}

const fn anywhere(shape: Shape, words: &'static str) -> Rule {
    Rule {
        place: Where::Anywhere,
        shape,
        words,
    }
}

const fn tail(shape: Shape, words: &'static str) -> Rule {
    Rule {
        place: Where::Tail,
        shape,
        words,
    }
}

const fn end(words: &'static str) -> Rule {
    Rule {
        place: Where::End,
        shape: Shape::Whole,
        words,
    }
}

use Shape::{Start, Whole};

/// Every rule; the first that fits a line holds.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    // Advertising.
    anywhere(Whole, "advertisement"), anywhere(Start, "- advertisement"), anywhere(Whole, "advertisements"),
    anywhere(Whole, "advertising"), anywhere(Start, "story continues below"), anywhere(Start, "article continues below"),
    anywhere(Start, "article continues after"), anywhere(Start, "continue reading the main story"),
    anywhere(Start, "continue reading below"), anywhere(Start, "scroll down for more"), anywhere(Start, "skip advertisement"),
    anywhere(Whole, "sponsored content"), anywhere(Whole, "anzeige"), anywhere(Whole, "werbung"), anywhere(Whole, "publicité"),
    anywhere(Whole, "publicidad"), anywhere(Whole, "реклама"), anywhere(Whole, "广告"), anywhere(Whole, "廣告"),
    // Pointers to other articles.
    anywhere(Start, "read more:"), anywhere(Start, "read also:"), anywhere(Start, "also read:"), anywhere(Start, "read next:"),
    anywhere(Start, "see also:"), anywhere(Start, "related:"), anywhere(Start, "more:"), anywhere(Start, "click here to"),
    anywhere(Start, "click here for"), anywhere(Start, "lesen sie auch"), anywhere(Start, "lesen sie mehr"),
    anywhere(Start, "lire aussi"), anywhere(Start, "à lire aussi"), anywhere(Start, "lea también"), anywhere(Start, "leggi anche"),
    anywhere(Start, "читайте також"), anywhere(Start, "читайте также"), anywhere(Start, "延伸阅读"), anywhere(Start, "相关阅读"),
    end("related articles"), end("related stories"), end("related content"), end("related posts"), end("related news"),
    end("related topics"), end("related links"), end("latest articles"), end("latest news"), end("latest stories"),
    end("more stories"), end("most read"), end("most popular"), end("trending"), end("trending now"), end("recommended"),
    end("recommended stories"), end("you may also like"), end("you might also like"), end("more from this author"),
    end("popular articles"), end("recent posts"), end("more on this story"), end("mehr zum thema"), end("das könnte sie auch interessieren"),
    end("sur le même sujet"), end("noticias relacionadas"), end("новини за темою"), end("материалы по теме"), end("相关新闻"), end("相關新聞"),
    tail(Start, "previous article"), tail(Start, "next article"), tail(Start, "previous post"), tail(Start, "next post"),
    tail(Whole, "read more"), tail(Whole, "see also"), tail(Whole, "read the full story"), tail(Whole, "load more"),
    tail(Start, "tags:"), tail(Start, "tagged"), tail(Start, "filed under"), tail(Start, "posted in"), tail(Start, "topics:"), tail(Start, "more from"),
    tail(Start, "more on"), tail(Start, "schlagworte"), tail(Start, "теги:"), tail(Start, "loading"), tail(Whole, "just for you"),
    // Sharing.
    anywhere(Start, "share this"), anywhere(Start, "share on facebook"), anywhere(Start, "share on twitter"), anywhere(Whole, "share"),
    anywhere(Whole, "tweet"), anywhere(Whole, "facebook"), anywhere(Whole, "twitter"), anywhere(Whole, "whatsapp"), anywhere(Whole, "pinterest"),
    anywhere(Whole, "linkedin"), anywhere(Whole, "print"), anywhere(Whole, "email"), anywhere(Start, "click to share"),
    anywhere(Start, "like this:"), anywhere(Start, "follow us on"), anywhere(Start, "like us on facebook"),
    tail(Start, "follow "), tail(Start, "like us"), tail(Start, "tell us what you think"), tail(Start, "contact the author"), tail(Start, "email us"), tail(Start, "teilen"),
    tail(Start, "поділитися"), tail(Start, "поделиться"),
    // Letters and accounts.
    anywhere(Start, "sign up for"), anywhere(Start, "sign up to"), anywhere(Start, "subscribe to our"), anywhere(Start, "subscribe to the"),
    anywhere(Start, "subscribe now"), anywhere(Whole, "subscribe"), anywhere(Whole, "log in"), anywhere(Whole, "sign in"),
    anywhere(Start, "already a subscriber"), anywhere(Start, "get our newsletter"), anywhere(Start, "enter your email"),
    anywhere(Start, "you have successfully subscribed"), anywhere(Start, "support our journalism"), anywhere(Start, "jetzt abonnieren"),
    anywhere(Start, "підписуйтесь"), anywhere(Start, "подписывайтесь"),
    tail(Start, "newsletter"), tail(Start, "get updates"), tail(Start, "get the latest"), tail(Start, "subscribe"), tail(Start, "sign up"),
    tail(Start, "limited-time offer"), tail(Start, "send feedback"), tail(Start, "reprints and permissions"), tail(Start, "want more"),
    // Comments.
    anywhere(Start, "please enter your comment"), anywhere(Start, "please enter your name"), anywhere(Start, "please enter your email"),
    anywhere(Start, "your email address will not be published"), anywhere(Start, "required fields are marked"),
    anywhere(Start, "save my name, email"), anywhere(Start, "you have entered an incorrect email"), anywhere(Start, "log in to leave a comment"),
    anywhere(Start, "be the first to comment"), anywhere(Start, "comments are closed"), anywhere(Start, "view comments"),
    tail(Start, "to post a comment"), tail(Start, "to comment"), anywhere(Start, "show comments"), anywhere(Start, "post a comment"), anywhere(Start, "join the conversation"),
    end("leave a reply"), end("leave a comment"), end("comments"), end("cancel reply"), end("kommentare"), end("commentaires"), end("коментарі"), end("комментарии"),
    tail(Start, "leave a reply"), tail(Start, "leave a comment"),
    // The small print.
    anywhere(Start, "we use cookies"), anywhere(Start, "this website uses cookies"), anywhere(Start, "this site uses cookies"),
    anywhere(Start, "by continuing to use this site"), anywhere(Start, "accept all cookies"), anywhere(Start, "this site is protected by recaptcha"),
    anywhere(Start, "please enable javascript"), anywhere(Start, "javascript is disabled"),
    tail(Start, "all rights reserved"), tail(Start, "copyright"), anywhere(Start, "©"), anywhere(Start, "™ & ©"), tail(Start, "terms of"), tail(Start, "privacy policy"),
    tail(Start, "this material may not be published"), tail(Start, "alle rechte vorbehalten"), tail(Start, "tous droits réservés"),
    tail(Start, "усі права захищені"), tail(Start, "все права защищены"), tail(Whole, "back to top"), tail(Whole, "spot_img"),
];

/// How a line starts, in lower case, that is the credit of a picture.
#[rustfmt::skip]
pub(super) const CREDIT_STARTS: &[&str] = &[
    "photo:", "photo by", "photograph:", "photos:", "photo credit:", "image:", "image credit:", "image source", "image caption",
    "credit:", "(credit:", "photographer:", "illustration by", "illustration:", "photo illustration", "picture:", "picture credit", "foto:", "bild:", "crédit photo", "фото:", "图片来源", "圖片來源",
];

/// How a line ends, in lower case, that names an agency of pictures; a sentence does not.
#[rustfmt::skip]
pub(super) const CREDIT_ENDS: &[&str] = &[
    "getty images", "/reuters", "/ reuters", "/afp", "/ afp", "/ap", "/ ap", "/associated press", "/shutterstock", "shutterstock.com",
    "/istock", "/alamy", "wikimedia commons", "/dpa", "/epa",
];

/// What the bracket holds, in lower case, that ends a caption.
#[rustfmt::skip]
pub(super) const CREDIT_BRACKETS: &[&str] = &[
    "(ap photo", "(photo by", "(photo:", "(photograph:", "(image:", "(image credit", "(getty images", "(reuters photo", "(file photo", "(courtesy of", "(foto:", "(фото:",
];
