//! People and their roles.

use super::who::{self, SignedIn};
use crate::{
    auth::password,
    clock,
    error::{Error, Result},
    keeper::{Draft, stream},
    office::Office,
    secret,
    store::Person,
};
use lockgate_app::api::{PersonRow, Role};
use lockgate_core::review::{Actor, Entry, Event, House, policy};
use std::sync::Arc;

/// An account that somebody wants to have.
pub struct Wanted {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub password: String,
}

pub fn all(office: &Office, who: Option<&SignedIn>) -> Result<Vec<PersonRow>> {
    let state = office.keeper.look()?;
    policy::may_manage(who::viewer(who, &state.house).as_ref())?;
    let people = office.keeper.store.read(|tx| tx.people())?;
    let row = |it: Person| PersonRow {
        role: it.role,
        id: it.id,
        name: it.name,
        email: it.email,
        disabled: it.disabled,
    };
    Ok(people.into_iter().map(row).collect())
}

pub async fn add(office: &Arc<Office>, who: SignedIn, wanted: Wanted) -> Result<()> {
    let (asker, checker) = (who.clone(), office.clone());
    // Asked before the slow hash too, so that only an admin can make the server compute one.
    office
        .block(move |_| Ok(policy::may_manage(asker.viewer(&checker.keeper.look()?.house).as_ref())?))
        .await?;
    let person = prepare(wanted).await?;
    office
        .block(move |office| {
            let may = |house: &House| Ok(policy::may_manage(who.viewer(house).as_ref())?);
            record(office, person, who.actor(), may, |_| Ok(())).map(drop)
        })
        .await
}

/// Checks what was typed and hashes the password.
pub async fn prepare(wanted: Wanted) -> Result<Person> {
    let (name, email) = (wanted.name.trim().to_owned(), wanted.email.trim().to_lowercase());
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Error::invalid("The name is missing or longer than 100 characters."));
    }
    check_email(&email)?;
    if let Some(weakness) = password::weakness(&wanted.password, &email) {
        return Err(Error::invalid(weakness));
    }
    let password = Some(password::hash(wanted.password).await?);
    let (role, created) = (Some(wanted.role), clock::now());
    Ok(Person { id: secret::id()?, email, name, role, password, disabled: false, created })
}

/// Only what can't be an address is refused; whether mail arrives, no pattern can say.
pub fn check_email(email: &str) -> Result<()> {
    let (name, host) = email.split_once('@').unwrap_or_default();
    let odd = email.chars().any(|it| it.is_whitespace() || it.is_control());
    if name.is_empty() || host.is_empty() || odd || email.len() > 254 {
        return Err(Error::invalid(format!("`{email}` is not an e-mail address.")));
    }
    Ok(())
}

/// Opens the account. Somebody known as an author keeps their id, so that what they wrote stays theirs.
pub fn record(
    office: &Office,
    person: Person,
    by: Actor,
    may: impl FnOnce(&House) -> Result<()>,
    mut beside: impl FnMut(&mut crate::store::Tx) -> std::result::Result<(), crate::store::StoreError>,
) -> Result<Person> {
    let known = office.keeper.store.read(|tx| tx.person_by_email(&person.email))?;
    if known.as_ref().is_some_and(|it| it.role.is_some()) {
        return Err(Error::invalid(format!(
            "{} has an account already. Change its role instead.",
            person.email
        )));
    }
    let (author, id) = (known.is_some(), known.as_ref().map_or(person.id.clone(), |it| it.id.clone()));
    let person = Person { id, ..person };
    let decide = |house: &House| {
        may(house)?;
        let (id, role) = (person.id.clone(), person.role);
        let event = match author {
            true => Event::RoleSet { person: id.clone(), role },
            false => Event::PersonAdded { person: id.clone(), role },
        };
        Ok((Draft::event(stream::person(&id), Entry { by, event }), ()))
    };
    office.keeper.record(decide, |tx, _| {
        beside(tx)?;
        if author { tx.change_person(&person) } else { tx.add_person(&person) }
    })?;
    Ok(person)
}

/// `role` of `None` closes the account. Sessions end at once, and with the role what was approved by it.
pub fn set_role(office: &Office, who: &SignedIn, person: &str, role: Option<Role>) -> Result<()> {
    let decide = |house: &House| {
        policy::may_set_role(house, who.viewer(house).as_ref(), person, role)?;
        if house.people.get(person).copied().flatten().is_none() {
            return Err(Error::invalid("They have no account yet. Add them with a password first."));
        }
        let event = Event::RoleSet { person: person.to_owned(), role };
        let draft = Draft::event(stream::person(person), Entry { by: who.actor(), event });
        // Two admins who take each other's role at once must not leave the house without one.
        let admins =
            house.people.iter().filter(|(_, role)| **role == Some(lockgate_core::review::Role::Admin));
        Ok((admins.fold(draft, |draft, (id, _)| draft.resting_on(stream::person(id))), ()))
    };
    office.keeper.record(decide, |tx, _| {
        if let Some(known) = tx.person(person)? {
            let password = known.password.filter(|_| role.is_some());
            tx.change_person(&Person { role, password, ..known })?;
        }
        tx.end_sessions_of(person)
    })
}
