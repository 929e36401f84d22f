//! Text of documents made harmless for the format it is written in.

use std::fmt::{self, Display, Formatter, Write as _};

/// Text inside a web page, in an element or in a quoted attribute.
pub(super) struct Html<'a>(pub(super) &'a str);

impl Display for Html<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c if is_invisible(c) => f.write_char(char::REPLACEMENT_CHARACTER)?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// Text inside a line or a cell of Markdown.
pub(super) struct Markdown<'a>(pub(super) &'a str);

impl Display for Markdown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut before = None;
        // At the start of a line these make a list, an underline or an item with a number.
        let mut are_digits = true;
        let mut chars = self.0.chars().peekable();
        while let Some(c) = chars.next() {
            let ends_word = chars.peek().is_none_or(|next| next.is_whitespace());
            match c {
                '-' | '+' | '=' if before.is_none() => write!(f, "\\{c}")?,
                '.' | ')' if are_digits && ends_word => write!(f, "\\{c}")?,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => write!(f, "\\{c}")?,
                // A bare address would become a link: what a document says leads nowhere.
                '/' if before == Some(':') => f.write_str("\\/")?,
                '.' if before.is_some_and(|c| c == 'w' || c == 'W') => f.write_str("\\.")?,
                '\n' | '\r' | '\t' => f.write_char(' ')?,
                c if is_invisible(c) => f.write_char(char::REPLACEMENT_CHARACTER)?,
                c => f.write_char(c)?,
            }
            before = Some(c);
            are_digits &= c.is_ascii_digit();
        }
        Ok(())
    }
}

/// What neither page nor reader can show: controls, and marks that turn the direction of all that follows.
fn is_invisible(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_taken_for_markup() {
        let cases = [
            ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            ("a \"b\" & c ]]>", "a &quot;b&quot; &amp; c ]]&gt;"),
            ("零\u{0}一\u{202e}二", "零\u{fffd}一\u{fffd}二"),
            ("5.2%，约1.3万人", "5.2%，约1.3万人"),
        ];
        for (text, html) in cases {
            assert_eq!(Html(text).to_string(), html);
        }
    }

    #[test]
    fn nothing_of_a_text_is_taken_for_markdown() {
        let cases = [
            ("a|b*c_d[e](f)", r"a\|b\*c\_d\[e\](f)"),
            ("<b>`x`\\", r"\<b\>\`x\`\\"),
            ("https://a.b www.c.d", r"https:\//a.b www\.c.d"),
            ("一\n# 二", "一 \\# 二"),
            ("- 一-二", r"\- 一-二"),
            ("12. 一 3. 二", r"12\. 一 3. 二"),
            ("31.64万人", "31.64万人"),
        ];
        for (text, markdown) in cases {
            assert_eq!(Markdown(text).to_string(), markdown);
        }
    }
}
