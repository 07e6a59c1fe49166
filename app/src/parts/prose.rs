//! A sentence of the engine or the server: what stands between backticks is code.

use crate::text::visible;
use leptos::prelude::*;

pub fn prose(text: &str) -> impl IntoView + use<> {
    pieces(text)
        .into_iter()
        .map(|(code, piece)| {
            let piece = visible(piece).into_owned();
            if code { view! { <code>{piece}</code> }.into_any() } else { piece.into_any() }
        })
        .collect_view()
}

/// The pieces, and whether each is code. A backtick without a partner is text.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, code, after)) = next_code(rest) {
        pieces.extend((!before.is_empty()).then_some((false, before)));
        pieces.push((true, code));
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some((false, rest)));
    pieces
}

fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn backticks_make_code() {
        assert_eq!(
            pieces("Drops `a.b`, then `c`"),
            [(false, "Drops "), (true, "a.b"), (false, ", then "), (true, "c")]
        );
        assert_eq!(pieces("a ` b"), [(false, "a ` b")]);
        assert_eq!(pieces(""), []);
    }
}
