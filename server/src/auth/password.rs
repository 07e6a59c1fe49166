//! Passwords: which are taken, and how they are kept.

use anyhow::anyhow;
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Characters, not bytes.
const SHORTEST: usize = 12;
/// Bytes: more is no password but an attack on the hash.
const LONGEST: usize = 1024;

/// Each hash takes 46 MiB; more at once would let a crowd of guesses take the memory of a small machine.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

static COMMON: &str = include_str!("common-passwords.txt");

/// Verified where there is no account, so that a guess takes as long as for a real one.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody has this password").ok());

/// Says what is wrong with a new password, or nothing.
pub fn weakness(password: &str, email: &str) -> Option<String> {
    let folded = password.to_lowercase();
    let name = email.split('@').next().unwrap_or_default().to_lowercase();
    let mut characters = folded.chars();
    let first = characters.next();
    if password.chars().count() < SHORTEST {
        Some(format!("The password is too short: it takes {SHORTEST} characters or more."))
    } else if password.len() > LONGEST {
        Some(format!("The password is too long: it may have {LONGEST} bytes at most."))
    } else if characters.all(|it| Some(it) == first) || COMMON.lines().any(|it| it == folded) {
        Some("This password is among the first that anybody would guess. Choose another one.".into())
    } else if name.len() >= 4 && folded.replace(&name, "").chars().count() < SHORTEST / 2 {
        Some("The password is little more than your e-mail address. Choose another one.".into())
    } else {
        None
    }
}

/// Hashes off the async threads, a few at a time.
pub async fn hash(password: String) -> anyhow::Result<String> {
    let _turn = AT_ONCE.acquire().await?;
    tokio::task::spawn_blocking(move || hash_now(&password)).await?
}

/// Whether `password` is the one that was hashed. Takes as long where there is none.
pub async fn verify(password: String, hash: Option<String>) -> anyhow::Result<bool> {
    let _turn = AT_ONCE.acquire().await?;
    tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        let text = hash.or_else(|| NOBODY.clone()).ok_or_else(|| anyhow!("no password can be hashed"))?;
        let parsed =
            PasswordHash::new(&text).map_err(|error| anyhow!("a stored password is damaged: {error}"))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
}

fn hash_now(password: &str) -> anyhow::Result<String> {
    let hash = hasher()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow!("the password could not be hashed: {error}"))?.to_string())
}

fn hasher() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(46 * 1024, 2, 1, None).map_err(|error| anyhow!("argon2: {error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused() {
        for weak in
            ["short", "elevenchars", "aaaaaaaaaaaaaaa", "Password1234", "ada.lovelace1", &"x1".repeat(600)]
        {
            assert!(weakness(weak, "ada.lovelace@example.org").is_some(), "{weak}");
        }
        for good in ["correct horse battery", "ячмень и рожь", "Tr0ub4dor&3 again"] {
            assert_eq!(weakness(good, "ada.lovelace@example.org"), None, "{good}");
        }
    }

    #[test]
    fn every_common_password_could_have_been_chosen() {
        for line in COMMON.lines() {
            assert!(
                line.chars().count() >= SHORTEST && line == line.to_lowercase(),
                "`{line}` needs no line"
            );
        }
    }

    #[tokio::test]
    async fn a_password_is_known_again() {
        let kept = hash("correct horse battery".into()).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=47104,t=2,p=1$"), "{kept}");
        assert!(verify("correct horse battery".into(), Some(kept.clone())).await.unwrap());
        assert!(!verify("correct horse batterz".into(), Some(kept)).await.unwrap());
        assert!(!verify("nobody has this password".into(), None).await.unwrap());
    }
}
