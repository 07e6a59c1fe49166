//! Sqitch's change id: SHA-1 over the change and its parent's id, as git hashes its objects.

use crate::discovery::Folder;
use crate::discovery::sqitch::{Change, Plan};
use crate::revision::SourceFile;
use sha1::{Digest, Sha1};

/// The id of each change of the plan, for the migrations in order.
pub fn change_ids(folder: &Folder, files: &[SourceFile]) -> Vec<Option<String>> {
    let text = folder.plan.and_then(|at| std::str::from_utf8(&files[at].bytes).ok()).unwrap_or_default();
    let plan = Plan::read(text);
    let mut parent: Option<String> = None;
    let mut ids = Vec::new();
    for change in &plan.changes {
        let id = id(&plan, change, parent.as_deref());
        ids.push(id.clone());
        parent = Some(id);
    }
    // A change without its script is no migration: the version is its place in the plan.
    let place = |it: &crate::discovery::Migration| it.version.count().and_then(|it| usize::try_from(it).ok());
    folder.migrations.iter().map(|it| ids.get(place(it)?.checked_sub(1)?).cloned()).collect()
}

fn id(plan: &Plan, change: &Change, parent: Option<&str>) -> String {
    let mut lines = vec![format!("project {}", plan.project)];
    lines.extend(plan.uri.map(|uri| format!("uri {uri}")));
    lines.push(format!("change {}", change.name));
    lines.extend(parent.map(|parent| format!("parent {parent}")));
    lines.push(format!("planner {}", change.planner));
    lines.push(format!("date {}", change.date));
    let listed = |title: &str, sign: &str, names: Vec<&str>| {
        let lines = names.iter().map(|name| format!("\n  {sign} {name}"));
        (!names.is_empty()).then(|| format!("{title}{}", lines.collect::<String>()))
    };
    let (excludes, needs): (Vec<&str>, Vec<&str>) = change.depends.iter().partition(|it| it.starts_with('!'));
    lines.extend(listed("requires", "+", needs));
    lines.extend(listed("conflicts", "-", excludes.iter().map(|it| &it[1..]).collect()));
    if !change.note.is_empty() {
        lines.extend([String::new(), change.note.to_owned()]);
    }
    let info = lines.join("\n");
    super::hex(&Sha1::digest(format!("change {}\0{info}", info.len())))
}
