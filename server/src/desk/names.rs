//! Ids into names, and digests into texts: what the events leave out so that it can be erased.

use crate::store::{Person, StoreError, Tx};
use lockgate_core::{digest::Digest, review::Actor};
use std::collections::HashMap;

/// Everybody's name, read once for a page.
pub struct Names {
    people: HashMap<String, String>,
    tokens: HashMap<String, String>,
}

impl Names {
    pub fn read(tx: &mut Tx) -> Result<Names, StoreError> {
        Ok(Names {
            people: tx.people()?.into_iter().map(|it| (it.id.clone(), shown(it))).collect(),
            tokens: tx.token_names()?.into_iter().collect(),
        })
    }

    pub fn person(&self, id: &str) -> String {
        self.people.get(id).cloned().unwrap_or_else(|| "somebody who was erased".into())
    }

    pub fn actor(&self, actor: &Actor) -> String {
        match actor {
            Actor::Person { id } => self.person(id),
            Actor::Token { id, owner } => {
                let token = self.tokens.get(id).map_or("a token", String::as_str);
                format!("{token} ({}’s token)", self.person(owner))
            }
            Actor::Server => "Lockgate".into(),
        }
    }
}

/// The name of somebody without an account is a push's word, and could be anybody's, so the address stands beside it.
fn shown(person: Person) -> String {
    if person.role.is_some() || person.name == person.email {
        return person.name;
    }
    format!("{} <{}>", person.name, person.email)
}

/// A kept text, or words that say that it is gone.
pub fn text(tx: &mut Tx, digest: &Digest) -> Result<String, StoreError> {
    let bytes = tx.blob(digest)?;
    Ok(bytes.map_or_else(|| "(erased)".into(), |it| String::from_utf8_lossy(&it).into_owned()))
}
