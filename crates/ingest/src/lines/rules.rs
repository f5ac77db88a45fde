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
    /// How it starts, however long it goes on: no story begins a paragraph so.
    Opening,
    /// What it holds somewhere; the line is no longer than a notice.
    Holds,
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

use Shape::{Holds, Opening, Start, Whole};

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
    anywhere(Start, "lire également"), anywhere(Start, "a lire aussi"), anywhere(Start, "à voir aussi"), anywhere(Start, "voir aussi"),
    anywhere(Start, "siehe auch:"), anywhere(Start, "mehr dazu:"), anywhere(Start, "auch interessant:"), anywhere(Start, "lea más"), anywhere(Start, "leer más"),
    anywhere(Start, "lee también"), anywhere(Start, "ver también"), anywhere(Start, "te puede interesar"), anywhere(Start, "le puede interesar"),
    anywhere(Start, "también te puede"), anywhere(Start, "leia também"), anywhere(Start, "leia mais"), anywhere(Start, "veja também"), anywhere(Start, "saiba mais:"),
    anywhere(Start, "per approfondire"), anywhere(Start, "lees ook"), anywhere(Start, "lees meer:"), anywhere(Start, "czytaj także"), anywhere(Start, "czytaj też"),
    anywhere(Start, "czytaj więcej"), anywhere(Start, "zobacz także"), anywhere(Start, "zobacz też"), anywhere(Start, "przeczytaj także"),
    anywhere(Start, "przeczytaj też"), anywhere(Start, "čtěte také"), anywhere(Start, "přečtěte si"), anywhere(Start, "čítajte aj"), anywhere(Start, "läs också"),
    anywhere(Start, "läs mer:"), anywhere(Start, "læs også"), anywhere(Start, "les også"), anywhere(Start, "lue myös"), anywhere(Start, "citește și"),
    anywhere(Start, "citeşte şi"), anywhere(Start, "citiți și"), anywhere(Start, "διαβάστε επίσης"), anywhere(Start, "διαβάστε ακόμα"), anywhere(Start, "δείτε επίσης"),
    anywhere(Start, "дивіться також"), anywhere(Start, "читайте ще:"), anywhere(Start, "читайте по темі"), anywhere(Start, "смотрите также"),
    anywhere(Start, "читайте по теме"), anywhere(Start, "см. также"), anywhere(Start, "baca juga"), anywhere(Start, "xem thêm"), anywhere(Start, "đọc thêm"),
    anywhere(Start, "اقرأ أيض"), anywhere(Start, "إقرأ أيض"), anywhere(Start, "اقرأ المزيد"), anywhere(Start, "شاهد أيض"), anywhere(Start, "بیشتر بخوانید"),
    anywhere(Start, "קראו גם"), anywhere(Start, "ראו גם"), anywhere(Start, "לקריאה נוספת"), anywhere(Start, "यह भी पढ़ें"), anywhere(Start, "ये भी पढ़ें"),
    anywhere(Start, "อ่านเพิ่มเติม"), anywhere(Start, "あわせて読みたい"), anywhere(Start, "相关报道"), anywhere(Start, "相關報導"), anywhere(Start, "推荐阅读"),
    anywhere(Start, "관련 기사"), anywhere(Start, "관련기사"),
    end("related articles"), end("related stories"), end("related content"), end("related posts"), end("related news"),
    end("related topics"), end("related links"), end("latest articles"), end("latest news"), end("latest stories"),
    end("more stories"), end("most read"), end("most popular"), end("trending"), end("trending now"), end("recommended"),
    end("recommended stories"), end("you may also like"), end("you might also like"), end("more from this author"),
    end("popular articles"), end("recent posts"), end("more on this story"), end("mehr zum thema"), end("das könnte sie auch interessieren"),
    end("sur le même sujet"), end("noticias relacionadas"), end("новини за темою"), end("материалы по теме"), end("相关新闻"), end("相關新聞"),
    end("related coverage"), end("more news"), end("top stories"), end("editor's picks"), end("editors' picks"), end("don't miss"), end("up next"),
    end("what to read next"), end("read next"), end("keep reading"), end("recommended for you"), end("from around the web"), end("around the web"),
    end("weitere artikel"), end("auch interessant"), end("meistgelesen"), end("mehr zu diesem thema"), end("lesen sie auch"), end("articles liés"),
    end("à lire aussi"), end("à lire ensuite"), end("sur le même thème"), end("artículos relacionados"), end("más noticias"), end("te puede interesar"),
    end("lo más leído"), end("articoli correlati"), end("potrebbe interessarti"), end("notícias relacionadas"), end("veja também"), end("leia também"), end("mais lidas"),
    end("gerelateerde artikelen"), end("meest gelezen"), end("powiązane artykuły"), end("polecane"), end("najczęściej czytane"), end("похожие новости"),
    end("похожие материалы"), end("по теме"), end("новости по теме"), end("другие новости"), end("последние новости"), end("читайте также"), end("схожі новини"),
    end("читайте також"), end("останні новини"), end("ilgili haberler"), end("مواضيع ذات صلة"), end("أخبار ذات صلة"), end("مقالات ذات صلة"), end("כתבות נוספות"),
    end("עוד בנושא"), end("เรื่องที่เกี่ยวข้อง"), end("ข่าวที่เกี่ยวข้อง"), end("関連記事"), end("相关文章"), end("热门新闻"), end("관련기사"),
    tail(Whole, "further reading"),
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
    tail(Start, "поділитися"), tail(Start, "поделиться"), anywhere(Whole, "copy link"), anywhere(Whole, "link copied"),
    tail(Start, "read or share this story"), tail(Holds, "follow us on"), tail(Holds, "us on facebook"), tail(Holds, "us on twitter"), tail(Holds, "on twitter, facebook"),
    tail(Holds, "on facebook, twitter"), tail(Holds, "on twitter and facebook"), tail(Holds, "on facebook and twitter"), tail(Holds, "suivez-nous"),
    tail(Holds, "folgen sie uns"), tail(Holds, "síguenos"), tail(Holds, "seguici su"), tail(Holds, "siga-nos"), tail(Holds, "подписывайтесь"),
    tail(Holds, "підписуйтесь"), tail(Holds, "підписуйтеся"), tail(Start, "присоединяйтесь к"), tail(Start, "приєднуйтесь до"), tail(Start, "приєднуйтеся до"),
    // The page's own buttons.
    anywhere(Whole, "text size"), anywhere(Whole, "font size"), anywhere(Whole, "play video"), anywhere(Whole, "watch video"), anywhere(Start, "listen to this article"),
    anywhere(Whole, "listen to article"), anywhere(Start, "this article is more than"), anywhere(Opening, "to view this content"), anywhere(Opening, "your browser does not support"),
    anywhere(Opening, "automatically generated transcript"), anywhere(Holds, "ctrl+enter"), anywhere(Holds, "ctrl + enter"), anywhere(Whole, "transcript"),
    // Letters and accounts.
    anywhere(Holds, "sign up for our newsletter"), anywhere(Holds, "subscribe to our newsletter"), anywhere(Start, "sign up for"), anywhere(Start, "sign up to"), anywhere(Start, "subscribe to our"), anywhere(Start, "subscribe to the"),
    anywhere(Start, "subscribe now"), anywhere(Whole, "subscribe"), anywhere(Whole, "log in"), anywhere(Whole, "sign in"),
    anywhere(Start, "already a subscriber"), anywhere(Start, "get our newsletter"), anywhere(Start, "enter your email"),
    anywhere(Start, "you have successfully subscribed"), anywhere(Start, "support our journalism"), anywhere(Start, "jetzt abonnieren"),
    anywhere(Start, "підписуйтесь"), anywhere(Start, "подписывайтесь"),
    tail(Start, "newsletter"), tail(Start, "get updates"), tail(Start, "get the latest"), tail(Start, "subscribe"), tail(Start, "sign up"),
    tail(Start, "limited-time offer"), tail(Start, "send feedback"), tail(Start, "reprints and permissions"), tail(Start, "want more"),
    // Comments.
    anywhere(Start, "please enter your comment"), anywhere(Start, "please enter your name"), anywhere(Start, "please enter your email"),
    anywhere(Opening, "your email address will not be published"), anywhere(Start, "required fields are marked"),
    anywhere(Start, "save my name, email"), anywhere(Start, "you have entered an incorrect email"), anywhere(Start, "log in to leave a comment"),
    anywhere(Start, "be the first to comment"), anywhere(Start, "comments are closed"), anywhere(Start, "view comments"),
    tail(Opening, "to post a comment"), tail(Start, "to comment"), tail(Start, "questions? comments?"), tail(Start, "have your say"), anywhere(Start, "show comments"), anywhere(Start, "post a comment"), anywhere(Start, "join the conversation"),
    end("leave a reply"), end("leave a comment"), end("comments"), end("cancel reply"), end("kommentare"), end("commentaires"), end("коментарі"), end("комментарии"),
    tail(Start, "leave a reply"), tail(Start, "leave a comment"),
    // The small print.
    anywhere(Opening, "we use cookies"), anywhere(Opening, "this website uses cookies"), anywhere(Opening, "this site uses cookies"),
    anywhere(Opening, "by continuing to use this site"), anywhere(Start, "accept all cookies"), anywhere(Opening, "this site is protected by recaptcha"),
    anywhere(Start, "please enable javascript"), anywhere(Start, "javascript is disabled"), anywhere(Opening, "use of this site constitutes"),
    anywhere(Opening, "use of and/or registration on"), anywhere(Opening, "registration on or use of this site"), anywhere(Opening, "the material on this site may not be"),
    anywhere(Opening, "this material may not be published"), anywhere(Holds, "may not be published, broadcast"), anywhere(Opening, "your california privacy rights"),
    anywhere(Opening, "community rules apply to"), anywhere(Opening, "this service may include material from"), anywhere(Opening, "diese website verwendet cookies"),
    anywhere(Opening, "wir verwenden cookies"), anywhere(Opening, "nous utilisons des cookies"), anywhere(Opening, "ce site utilise des cookies"),
    anywhere(Opening, "utilizamos cookies"), anywhere(Opening, "este sitio utiliza cookies"), anywhere(Opening, "мы используем cookie"), anywhere(Opening, "ми використовуємо"),
    tail(Holds, "all rights reserved"), tail(Holds, "alle rechte vorbehalten"), tail(Holds, "tous droits réservés"), tail(Holds, "todos los derechos reservados"),
    tail(Holds, "tutti i diritti riservati"), tail(Holds, "todos os direitos reservados"), tail(Holds, "wszelkie prawa zastrzeżone"), tail(Holds, "всі права захищені"),
    tail(Holds, "усі права захищені"), tail(Holds, "все права защищены"), tail(Holds, "版权所有"), tail(Holds, "無断転載"), tail(Holds, "무단 전재"),
    tail(Start, "copyright"), anywhere(Start, "©"), anywhere(Start, "™ & ©"), tail(Start, "terms of"), tail(Start, "privacy policy"),
    tail(Whole, "back to top"), tail(Whole, "spot_img"),
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
