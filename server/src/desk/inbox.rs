//! The inbox: what waits for me, what waits for others, what was applied lately.

use super::{
    names::{self, Names},
    who::{self, SignedIn},
};
use crate::{
    error::Result,
    office::Office,
    store::{StoreError, Tx},
};
use lockgate_app::api::{InboxPage, ProjectRow, ReviewRow};
use lockgate_core::review::{
    House,
    house::{Review, Target},
    policy::{self, Viewer},
    standing::{self, Standing},
};

/// Applied reviews that are still shown.
const LATELY: usize = 20;

pub fn page(office: &Office, who: Option<&SignedIn>) -> Result<InboxPage> {
    let state = office.keeper.look()?;
    let (house, viewer) = (&state.house, who::viewer(who, &state.house));
    policy::may_read(viewer.as_ref())?;
    let mut page = InboxPage {
        waiting_for_me: Vec::new(),
        waiting_for_others: Vec::new(),
        applied_lately: Vec::new(),
        projects: house.projects.keys().map(|it| project_row(house, it)).collect(),
    };
    office.keeper.store.read(|tx| {
        let names = Names::read(tx)?;
        for review in house.reviews.values().rev() {
            if is_over(house, review) {
                continue;
            }
            let row = row(tx, &names, house, viewer.as_ref(), review)?;
            match row.state {
                Standing::Applied if page.applied_lately.len() < LATELY => page.applied_lately.push(row),
                Standing::Applied => {}
                _ if is_mine(house, viewer.as_ref(), review) => page.waiting_for_me.push(row),
                _ => page.waiting_for_others.push(row),
            }
        }
        Ok(())
    })?;
    page.applied_lately.sort_by(|a, b| b.at.cmp(&a.at));
    Ok(page)
}

fn project_row(house: &House, name: &str) -> ProjectRow {
    let base = house.projects.get(name).and_then(|it| it.base.as_ref());
    let open = house.reviews.values().filter(|it| it.project == name);
    let open = open.filter(|it| !is_over(house, it) && standing::standing(house, it) != Standing::Applied);
    ProjectRow {
        name: name.to_owned(),
        migrations: base.map_or(0, |it| it.migrations.len()),
        open_reviews: open.count(),
        targets: targets(house, name).map(|it| it.name.clone()).collect(),
    }
}

pub fn targets<'a>(house: &'a House, project: &'a str) -> impl Iterator<Item = &'a Target> {
    house.targets.values().filter(move |it| it.project == project)
}

/// Whether the viewer could do the next step.
fn is_mine(house: &House, viewer: Option<&Viewer>, review: &Review) -> bool {
    targets(house, &review.project).any(|it| {
        policy::may_approve(house, viewer, review, it).is_ok()
            || policy::may_apply(house, viewer, review, it).is_ok()
    })
}

pub fn row(
    tx: &mut Tx,
    names: &Names,
    house: &House,
    viewer: Option<&Viewer>,
    review: &Review,
) -> std::result::Result<ReviewRow, StoreError> {
    let last = review.last();
    Ok(ReviewRow {
        number: review.number,
        project: review.project.clone(),
        title: names::text(tx, &last.title)?,
        author: last.author.as_ref().map(|it| names.person(it)),
        state: standing::standing(house, review),
        risks: last.risks,
        waiting_for: waiting_for(house, viewer, review),
        at: last_change(house, review).to_owned(),
    })
}

/// It was closed, or a newer review of the same branch took its place after its migrations were accepted another way.
pub fn is_over(house: &House, review: &Review) -> bool {
    let applied_here = house.applies.values().any(|it| it.review == review.number);
    let newer = house
        .reviews
        .values()
        .any(|it| it.number > review.number && it.project == review.project && it.key == review.key);
    review.closed.is_some() || newer && !applied_here && standing::is_accepted(house, review)
}

fn waiting_for(house: &House, viewer: Option<&Viewer>, review: &Review) -> String {
    let find = |may: &dyn Fn(&Target) -> bool| {
        targets(house, &review.project).find(|it| may(it)).map(|it| it.name.as_str())
    };
    let holds = |it: &Target| policy::holds(house, review, it).is_ok();
    match standing::standing(house, review) {
        Standing::Applied | Standing::Closed => String::new(),
        Standing::Applying => "the running apply".into(),
        Standing::Objected => "the objection to be lifted, or a mended revision".into(),
        _ if !review.last().applicable => "a revision that can be applied".into(),
        Standing::Failed => "a look at the failed apply".into(),
        Standing::Approved => {
            let whose = match find(&|it| policy::may_apply(house, viewer, review, it).is_ok()) {
                Some(target) => return format!("your apply to {target}"),
                None => find(&holds).unwrap_or("a target"),
            };
            format!("an apply to {whose}")
        }
        Standing::Open if targets(house, &review.project).next().is_none() => {
            "a target for the project".into()
        }
        Standing::Open => match find(&|it| policy::may_approve(house, viewer, review, it).is_ok()) {
            Some(_) => "your approval".into(),
            None if viewer.is_some_and(|it| review.is_by(&it.person)) => "somebody else’s approval".into(),
            None => "an approval".into(),
        },
    }
}

/// When anything last happened to a review. RFC 3339 in UTC compares as text.
fn last_change<'a>(house: &'a House, review: &'a Review) -> &'a str {
    let pushed = review.revisions.iter().map(|it| it.at.as_str());
    let approved = review.approvals.iter().map(|it| it.at.as_str());
    let objected = review.objections.iter().map(|it| it.at.as_str());
    let applies = house.applies.values().filter(|it| it.review == review.number);
    let applied = applies.map(|it| it.ended.as_ref().map_or(it.started.as_str(), |(at, _)| at));
    let closed = review.closed.as_deref();
    pushed.chain(approved).chain(objected).chain(applied).chain(closed).max().unwrap_or_default()
}
