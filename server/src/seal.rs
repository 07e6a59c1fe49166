//! Target URLs are secrets. They are sealed by a key that is not in the store.

use crate::secret;
use anyhow::{Context, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use chacha20poly1305::{
    XChaCha20Poly1305,
    aead::{Aead, KeyInit, Payload},
};
use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

const NONCE: usize = 24;

pub struct Sealer(XChaCha20Poly1305);

impl Sealer {
    /// `key` is 32 bytes in base64.
    pub fn from_text(key: &str) -> anyhow::Result<Sealer> {
        let bytes = BASE64_STANDARD.decode(key.trim()).context("the key is not base64")?;
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes);
        Ok(Sealer(cipher.map_err(|_| anyhow::anyhow!("the key has {} bytes; it takes 32", bytes.len()))?))
    }

    /// Reads the key, or makes one that only its owner can read.
    pub fn from_file(path: &Path) -> anyhow::Result<Sealer> {
        if !path.exists() {
            make_key(path).with_context(|| format!("cannot write the key to {}", path.display()))?;
        }
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read the key {}", path.display()))?;
        Sealer::from_text(&text).with_context(|| format!("{} is no key", path.display()))
    }

    /// Seals `secret` for the thing `id`; it can't be opened for another.
    pub fn seal(&self, id: &str, secret: &str) -> anyhow::Result<Vec<u8>> {
        let mut nonce = [0u8; NONCE];
        secret::fill(&mut nonce)?;
        let payload = Payload { msg: secret.as_bytes(), aad: id.as_bytes() };
        let sealed = self.0.encrypt(&nonce.into(), payload);
        let sealed = sealed.map_err(|_| anyhow::anyhow!("a secret could not be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    pub fn open(&self, id: &str, sealed: &[u8]) -> anyhow::Result<String> {
        let Some((nonce, rest)) = sealed.split_first_chunk::<NONCE>() else {
            bail!("the sealed secret of {id} is too short");
        };
        let payload = Payload { msg: rest, aad: id.as_bytes() };
        let open = self.0.decrypt(&(*nonce).into(), payload);
        let open = open.map_err(|_| {
            anyhow::anyhow!(
                "the secret of {id} does not open: the key is another one, or the bytes were changed"
            )
        })?;
        Ok(String::from_utf8(open)?)
    }
}

fn make_key(path: &Path) -> anyhow::Result<()> {
    let mut key = [0u8; 32];
    secret::fill(&mut key)?;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    writeln!(file, "{}", BASE64_STANDARD.encode(key))?;
    Ok(file.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_own_thing_and_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let sealer = Sealer::from_file(&folder.path().join("key")).unwrap();
        let other = Sealer::from_file(&folder.path().join("other")).unwrap();
        let sealed = sealer.seal("t1", "postgres://a:b@c/d").unwrap();
        assert_eq!(
            Sealer::from_file(&folder.path().join("key")).unwrap().open("t1", &sealed).unwrap(),
            "postgres://a:b@c/d"
        );
        assert!(!sealed.windows(4).any(|it| it == b"post"));
        assert!(sealer.open("t2", &sealed).is_err());
        assert!(other.open("t1", &sealed).is_err());
        let mut bent = sealed.clone();
        bent[30] ^= 1;
        assert!(sealer.open("t1", &bent).is_err());
        assert!(sealer.open("t1", &sealed[..5]).is_err());
    }

    #[test]
    fn the_key_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        Sealer::from_file(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&path, "c2hvcnQ=").unwrap();
        assert!(Sealer::from_file(&path).is_err());
    }
}
