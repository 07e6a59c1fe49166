//! Random tokens, and the digests under which they are kept.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use lockgate_core::digest::Digest;

/// 256 bits from the operating system, in 43 characters that need no escaping anywhere.
pub fn random() -> anyhow::Result<String> {
    let mut bytes = [0u8; 32];
    fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

pub fn fill(bytes: &mut [u8]) -> anyhow::Result<()> {
    getrandom::fill(bytes)
        .map_err(|error| anyhow::anyhow!("the operating system gives no random bytes: {error}"))
}

/// A short random name for a thing: 12 characters.
pub fn id() -> anyhow::Result<String> {
    let mut bytes = [0u8; 9];
    fill(&mut bytes)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// What is stored instead of the token. A token of 256 random bits needs no salt and no slow hash.
pub fn digest(token: &str) -> Digest {
    Digest::of(token.as_bytes())
}

/// The token that every form of a session carries. It can't be made without the session's own token.
pub fn csrf(session: &str) -> String {
    Digest::of(format!("lockgate form {session}").as_bytes()).to_string()
}

/// Compares without telling by its time where two texts differ.
pub fn equal(a: &str, b: &str) -> bool {
    use subtle::ConstantTimeEq;
    a.as_bytes().ct_eq(b.as_bytes()).into()
}

/// CI tokens: `lg_`, 43 random characters, and 6 that say whether it was copied whole, so that a scanner can
/// recognise one and a mistyped one is told from a revoked one.
pub mod ci {
    use super::digest;

    const PREFIX: &str = "lg_";

    pub fn make() -> anyhow::Result<String> {
        let body = super::random()?;
        Ok(format!("{PREFIX}{body}{}", check(&body)))
    }

    /// Whether it has the form of a token.
    pub fn is_whole(token: &str) -> bool {
        let Some(rest) = token.strip_prefix(PREFIX).filter(|it| it.is_ascii() && it.len() == 49) else {
            return false;
        };
        let (body, end) = rest.split_at(43);
        check(body) == end
    }

    fn check(body: &str) -> String {
        digest(body).as_str()[..6].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_says_whether_it_is_whole() {
        let token = ci::make().unwrap();
        assert!(ci::is_whole(&token));
        let mut other = token.clone();
        other.replace_range(10..11, if &token[10..11] == "x" { "y" } else { "x" });
        for broken in [&other, &token[..token.len() - 1], "", "lg_", &token.replace("lg_", "lh_")] {
            assert!(!ci::is_whole(broken), "{broken}");
        }
    }

    #[test]
    fn a_form_token_belongs_to_one_session() {
        let (a, b) = (random().unwrap(), random().unwrap());
        assert!(equal(&csrf(&a), &csrf(&a)));
        assert!(!equal(&csrf(&a), &csrf(&b)));
    }
}
