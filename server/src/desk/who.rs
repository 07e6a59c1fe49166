//! Whoever is looking.

use crate::{
    auth::session,
    clock,
    error::{Error, Result},
    office::Office,
    secret,
    store::Person,
};
use lockgate_app::api::{ApiError, Frame, Viewer};
use lockgate_core::{
    digest::Digest,
    review::{Actor, House, policy},
};

/// A person with a session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub person: Person,
    /// The digest of the session's token.
    pub session: Digest,
    csrf: String,
}

impl SignedIn {
    pub fn check_form(&self, csrf: &str) -> Result<()> {
        if secret::equal(&self.csrf, csrf) {
            return Ok(());
        }
        Err(Error::Told(ApiError::Forbidden(
            "This form belongs to another session, so nothing was done. Reload the page, then send it again."
                .into(),
        )))
    }

    pub fn actor(&self) -> Actor {
        Actor::Person { id: self.person.id.clone() }
    }

    /// As the policy sees them: with the role that the events say, as of now.
    pub fn viewer(&self, house: &House) -> Option<policy::Viewer> {
        let role = house.people.get(&self.person.id).copied().flatten()?;
        Some(policy::Viewer { person: self.person.id.clone(), role })
    }
}

/// The policy's view of a caller who may be nobody.
pub fn viewer(who: Option<&SignedIn>, house: &House) -> Option<policy::Viewer> {
    who.and_then(|it| it.viewer(house))
}

/// The person of a session that is still good.
pub fn find(office: &Office, token: Option<String>) -> Result<Option<SignedIn>> {
    let Some(token) = token else { return Ok(None) };
    let (digest, now, store) = (secret::digest(&token), clock::now(), &office.keeper.store);
    let found = store.read(|tx| {
        let Some(session) = tx.session(&digest)? else { return Ok(None) };
        Ok(tx.person(&session.person)?.map(|person| (session, person)))
    })?;
    let Some((session, person)) = found else { return Ok(None) };
    if !session::is_alive(&session, now) || person.disabled || person.role.is_none() {
        return Ok(None);
    }
    if now - session.seen >= session::TOUCH {
        store.write(|tx| tx.touch_session(&digest, now))?;
    }
    Ok(Some(SignedIn { person, session: digest, csrf: secret::csrf(&token) }))
}

pub fn frame(office: &Office, who: Option<&SignedIn>, demo: bool) -> Result<Frame> {
    let state = office.keeper.look()?;
    let viewer = who.and_then(|who| {
        Some(Viewer {
            id: who.person.id.clone(),
            name: who.person.name.clone(),
            email: who.person.email.clone(),
            role: who.viewer(&state.house)?.role,
            csrf: who.csrf.clone(),
        })
    });
    Ok(Frame { viewer, demo })
}
