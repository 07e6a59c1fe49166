//! Coming in and going out.

use super::{
    people::{self, Wanted},
    who::SignedIn,
};
use crate::{
    auth::{password, session},
    clock,
    error::{Error, Result},
    guard::Visit,
    office::Office,
    secret,
};
use lockgate_app::api::ApiError;
use lockgate_core::review::Actor;
use std::sync::Arc;

/// One answer for a wrong e-mail, a wrong password and a closed account.
const NO: &str = "E-mail and password do not belong together. Check both; an admin can set a new password.";

pub async fn by_password(office: &Arc<Office>, visit: &Visit, email: String, password: String) -> Result<()> {
    let address = visit.peer.ip();
    if let Err(seconds) = office.backoff.begin(&email, address, clock::now()) {
        let text = format!("Too many tries. Wait {seconds} seconds, then try again.");
        return Err(Error::Told(ApiError::SlowDown(text)));
    }
    let asked = email.clone();
    let known =
        office.block(move |office| Ok(office.keeper.store.read(|tx| tx.person_by_email(&asked))?)).await?;
    let known = known.filter(|it| it.role.is_some() && !it.disabled);
    let hash = known.as_ref().and_then(|it| it.password.clone());
    let right = password::verify(password, hash).await?;
    let Some(person) = known.filter(|_| right) else { return Err(Error::forbidden(NO)) };
    office.backoff.forgive(&email, address);
    begin(office, visit, person.id).await
}

pub async fn in_the_demo(office: &Arc<Office>, visit: &Visit, role: String) -> Result<()> {
    let Some(demo) = office.demo.as_ref().filter(|_| visit.peer.ip().is_loopback()) else {
        return Err(Error::forbidden(
            "One-click sign-in is for the demo on this machine. Sign in with a password.",
        ));
    };
    let person = match role.as_str() {
        "reviewer" => &demo.reviewer,
        "ci" => &demo.ci,
        "admin" => &demo.admin,
        _ => return Err(Error::invalid("The demo has the roles reviewer, ci and admin.")),
    };
    begin(office, visit, person.clone()).await
}

/// Makes the first admin, for whoever has the link that was printed at the first start.
pub async fn first_admin(office: &Arc<Office>, visit: &Visit, token: String, wanted: Wanted) -> Result<()> {
    const VOID: &str = "This link is void: it was used, or a later start of the server printed a new one.";
    let (address, link) = (visit.peer.ip(), secret::digest(&token));
    if let Err(seconds) = office.backoff.begin("the set-up link", address, clock::now()) {
        return Err(Error::Told(ApiError::SlowDown(format!("Too many tries. Wait {seconds} seconds."))));
    }
    let asked = link.clone();
    let good =
        office.block(move |office| Ok(office.keeper.store.read(|tx| tx.is_set_up_link(&asked))?)).await?;
    if !good {
        return Err(Error::forbidden(VOID));
    }
    office.backoff.forgive("the set-up link", address);
    let person = people::prepare(wanted).await?;
    let person = office
        .block(move |office| {
            let mut used = true;
            let done = people::record(
                office,
                person,
                Actor::Server,
                |_| Ok(()),
                |tx| {
                    used = tx.use_set_up_link(&link)?;
                    if used { Ok(()) } else { Err(crate::store::StoreError::Taken) }
                },
            );
            if used { done } else { Err(Error::forbidden(VOID)) }
        })
        .await?;
    begin(office, visit, person.id).await
}

/// A new session with a new token, whatever the browser had before.
async fn begin(office: &Arc<Office>, visit: &Visit, person: String) -> Result<()> {
    let (token, now) = (secret::random()?, clock::now());
    let (digest, old) = (secret::digest(&token), visit.session.as_deref().map(secret::digest));
    office
        .block(move |office| {
            Ok(office.keeper.store.write(|tx| {
                tx.forget_old_sessions(now - session::ABSOLUTE, now - session::IDLE)?;
                if let Some(old) = &old {
                    tx.end_session(old)?;
                }
                tx.add_session(&digest, &person, now)
            })?)
        })
        .await?;
    visit.set_cookie(office.site.cookie().set(&token));
    Ok(())
}

pub fn out(office: &Office, who: &SignedIn) -> Result<()> {
    Ok(office.keeper.store.write(|tx| tx.end_session(&who.session))?)
}
