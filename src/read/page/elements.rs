//! What elements mean for the text: which break it, which hold parts of the page, which are not content.

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Stands inside a line.
    Inline,
    /// Begins and ends a block.
    Block,
    /// Begins and ends a block and may hold the main content.
    Container,
    /// Its content is not shown as text.
    Hidden,
    /// A part of the page beside the content.
    Beside,
    /// Stands alone, has no end.
    Void,
    Heading(u8),
    Bold,
    Link,
    ListItem,
    Ordered,
    Unordered,
    Table,
    Row,
    Cell,
    HeaderCell,
    Break,
    Rule,
}

/// The role of an element.
pub(super) fn role(name: &str) -> Role {
    match name {
        "p" | "dl" | "dt" | "dd" | "pre" | "address" | "figure" | "figcaption" | "caption" | "fieldset" | "legend"
        | "details" | "summary" | "hgroup" | "thead" | "tbody" | "tfoot" => Role::Block,
        "html" | "body" | "div" | "section" | "article" | "main" | "header" | "center" | "form" | "blockquote" => {
            Role::Container
        }
        "script" | "style" | "template" | "svg" | "math" | "iframe" | "object" | "noscript" | "noframes"
        | "noembed" | "select" | "button" | "textarea" | "canvas" | "audio" | "video" | "datalist" | "title"
        | "xmp" | "rp" | "rt" => Role::Hidden,
        "nav" | "aside" | "footer" | "menu" | "dialog" => Role::Beside,
        "img" | "input" | "meta" | "link" | "area" | "base" | "col" | "embed" | "source" | "track" | "wbr"
        | "param" => Role::Void,
        "h1" => Role::Heading(1),
        "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" => Role::Heading(4),
        "h5" => Role::Heading(5),
        "h6" => Role::Heading(6),
        "b" | "strong" => Role::Bold,
        "a" => Role::Link,
        "li" => Role::ListItem,
        "ol" => Role::Ordered,
        "ul" | "dir" => Role::Unordered,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" => Role::Cell,
        "th" => Role::HeaderCell,
        "br" => Role::Break,
        "hr" => Role::Rule,
        _ => Role::Inline,
    }
}

/// Words in the `class` or `id` of parts beside the content.
const BESIDE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "copyright",
    "crumb",
    "crumbs",
    "footer",
    "friendlink",
    "friendlinks",
    "gg",
    "guanggao",
    "hidden",
    "links",
    "login",
    "menu",
    "nav",
    "navbar",
    "navi",
    "navigation",
    "pager",
    "pagination",
    "pinglun",
    "popup",
    "qrcode",
    "recommend",
    "related",
    "search",
    "searchbar",
    "share",
    "sharebar",
    "sidebar",
    "sider",
    "sitemap",
    "toolbar",
    "topbar",
    "weizhi",
];

/// Words in the `class` or `id` of the part that holds the content, on pages of governments, news sites and chat accounts.
const CONTENT: &[&str] = &[
    "art",
    "article",
    "articlecontent",
    "articlebody",
    "content",
    "contentbox",
    "editor",
    "entry",
    "jscontent",
    "main",
    "maintext",
    "news",
    "newscontent",
    "page",
    "post",
    "richmediacontent",
    "text",
    "trseditor",
    "ucapcontent",
    "view",
    "xxgk",
    "zhengwen",
    "zoom",
];

/// The words of a `class` or `id`: `main-nav topBar` → `main`, `nav`, `topbar`.
fn words(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).map(str::to_ascii_lowercase)
}

/// Whether a `class` or `id` names a part beside the content.
pub(super) fn is_beside(value: &str) -> bool {
    value.len() <= 200 && words(value).any(|word| BESIDE.contains(&word.as_str()))
}

/// Whether a `class` or `id` names the content.
pub(super) fn is_content(value: &str) -> bool {
    let tight = |name: &str| name.to_ascii_lowercase().replace(['-', '_'], "");
    value.len() <= 200
        && (words(value).any(|word| CONTENT.contains(&word.as_str()))
            || value.split_whitespace().any(|name| CONTENT.contains(&tight(name).as_str())))
}

/// Whether a `style` hides what it is set on. `visibility: hidden` does not count: chat accounts set it on the content until
/// their script has run.
pub(super) fn is_hiding(style: &str) -> bool {
    says(style, "display:none")
}

/// Whether a `style` makes bold.
pub(super) fn is_bold(style: &str) -> bool {
    ["font-weight:bold", "font-weight:600", "font-weight:700", "font-weight:800", "font-weight:900"]
        .iter()
        .any(|bold| says(style, bold))
}

/// Whether the `style` says this, which is in lower case and without blanks, in whatever case and with whatever blanks.
fn says(style: &str, what: &str) -> bool {
    let says_from = |from: &[u8]| {
        let mut bytes = from.iter().filter(|byte| !byte.is_ascii_whitespace());
        what.bytes().all(|wanted| bytes.next().is_some_and(|byte| byte.eq_ignore_ascii_case(&wanted)))
    };
    let mut rest = style.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        // From a blank on nothing begins; asking there would walk over the same blanks again and again.
        if !first.is_ascii_whitespace() && says_from(rest) {
            return true;
        }
        rest = tail;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_a_part_is() {
        for name in ["nav", "main-nav", "topBar", "site_footer clearfix", "ad", "bd-share"] {
            assert!(is_beside(name), "{name}");
        }
        for name in ["header", "download", "add", "article", "loading", "shared-text"] {
            assert!(!is_beside(name), "{name}");
        }
        for name in ["TRS_Editor", "js_content", "rich_media_content", "article-body", "zoom", "Content"] {
            assert!(is_content(name), "{name}");
        }
        assert!(is_hiding("color:red; display : NONE") && !is_hiding("visibility:hidden"));
        assert!(is_bold("font-weight: Bold;") && !is_bold("font-weight: normal"));
    }
}
