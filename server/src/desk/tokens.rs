//! The tokens that CI pushes with.

use super::who::SignedIn;
use crate::{
    clock,
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
    secret,
    store::Token,
};
use lockgate_core::review::{Entry, Event, House, Refusal, policy};

/// A token that is never renewed stops working after this long.
pub const LIFETIME: i64 = 365 * clock::DAY;

pub fn create(office: &Office, who: &SignedIn, project: &str, name: &str) -> Result<()> {
    let (token, secret) = make(project, name, &who.person.id)?;
    let decide = |house: &House| {
        policy::may_manage(who.viewer(house).as_ref())?;
        Ok((made(house, who.actor(), &token)?, ()))
    };
    office.keeper.record(decide, |tx, _| tx.add_token(&token, &secret::digest(&secret)))?;
    office.keep_fresh_token(who.session.clone(), &token, secret);
    Ok(())
}

/// A new token and its secret.
pub fn make(project: &str, name: &str, owner: &str) -> Result<(Token, String)> {
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Error::invalid(
            "The token takes a name of 1 to 100 characters: where it is used, usually.",
        ));
    }
    let now = clock::now();
    let token = Token {
        id: secret::id()?,
        project: project.into(),
        name: name.into(),
        owner: owner.into(),
        created: now,
        expires: now + LIFETIME,
        last_used: None,
        revoked: None,
    };
    Ok((token, secret::ci::make()?))
}

pub fn made(house: &House, by: lockgate_core::review::Actor, token: &Token) -> Result<Draft> {
    if !house.projects.contains_key(&token.project) {
        return Err(Refusal::Unknown("project").into());
    }
    let event = Event::TokenMade {
        token: token.id.clone(),
        project: token.project.clone(),
        owner: token.owner.clone(),
    };
    Ok(Draft::event(stream::token(&token.id), Entry { by, event }))
}

pub fn revoke(office: &Office, who: &SignedIn, id: &str) -> Result<()> {
    let decide = |house: &House| {
        policy::may_manage(who.viewer(house).as_ref())?;
        if !house.tokens.contains_key(id) {
            return Err(Refusal::Unknown("token").into());
        }
        let event = Event::TokenRevoked { token: id.to_owned() };
        Ok((Draft::event(stream::token(id), Entry { by: who.actor(), event }), ()))
    };
    office.keeper.record(decide, |tx, _| tx.revoke_token(id, clock::now()))
}
