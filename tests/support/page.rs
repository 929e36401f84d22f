//! A web page as a tree, for tests of pages that we write ourselves: read by the tokenizer that browsers' parsers have, and held
//! to more than they ask. What is not closed, closed twice or closed out of turn fails.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Elements that have no end.
const VOID: [&str; 4] = ["meta", "br", "link", "img"];

/// An element with what it holds.
#[derive(Debug, Default, Clone)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What stands inside an element.
#[derive(Debug, Clone)]
pub enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All text inside.
    pub fn text(&self) -> String {
        let inner = self.children.iter().map(|child| match child {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        });
        inner.collect()
    }

    /// The elements directly inside.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// This element and all inside, in the order of the page.
    pub fn all(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.elements().flat_map(Self::all)).collect()
    }

    /// All elements of that name.
    pub fn named(&self, name: &str) -> Vec<&Self> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    /// The element of that id.
    pub fn with_id(&self, id: &str) -> Option<&Self> {
        self.all().into_iter().find(|element| element.get("id") == Some(id))
    }
}

/// The page as a tree. Panics on anything that a parser would have to mend.
pub fn parse(html: &str) -> Element {
    let sink = Sink(RefCell::new(vec![Element::default()]));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() });
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let mut open = tokenizer.sink.0.into_inner();
    assert_eq!(open.len(), 1, "never closed: {:?}", open.last().map(|element| &element.name));
    open.remove(0)
}

/// The elements that are open, the root first.
struct Sink(RefCell<Vec<Element>>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line_no: u64) -> TokenSinkResult<()> {
        let mut open = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => put(&mut open, Node::Text(text.to_string())),
            Token::TagToken(tag) => return tagged(&mut open, &tag, line_no),
            Token::ParseError(error) => panic!("line {line_no}: {error}"),
            Token::NullCharacterToken => panic!("line {line_no}: a null character"),
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

fn tagged(open: &mut Vec<Element>, tag: &Tag, line_no: u64) -> TokenSinkResult<()> {
    let name = tag.name.to_string();
    if tag.kind == TagKind::EndTag {
        let closed = open.pop().expect("the root is never closed");
        assert_eq!(closed.name, name, "line {line_no}: closed out of turn");
        put(open, Node::Element(closed));
        return TokenSinkResult::Continue;
    }
    let attributes = tag.attrs.iter().map(|attr| (attr.name.local.to_string(), attr.value.to_string()));
    let element = Element { attributes: attributes.collect(), children: Vec::new(), name };
    let raw = match element.name.as_str() {
        "style" => Some(RawKind::Rawtext),
        "title" if open.len() < 4 => Some(RawKind::Rcdata),
        _ => None,
    };
    if tag.self_closing || VOID.contains(&element.name.as_str()) {
        put(open, Node::Element(element));
    } else {
        open.push(element);
    }
    raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
}

fn put(open: &mut [Element], node: Node) {
    open.last_mut().expect("the root is never closed").children.push(node);
}
