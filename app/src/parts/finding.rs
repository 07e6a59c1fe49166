//! A finding under its line: what, why, instead, and the rule's page.

use crate::{parts::prose::prose, text::visible};
use leptos::prelude::*;
use lockgate_core::finding::{AllowedBy, Finding, Severity};

#[component]
pub fn FindingNote(place: usize, finding: Finding) -> impl IntoView {
    let (class, shape) = severity(finding.severity);
    let rule = view! { <a href=format!("/rules/{}", finding.rule)>{finding.rule.clone()}</a> };
    let id = format!("f{place}");
    if let Some(allowed) = finding.allowed {
        let by = match allowed.by {
            AllowedBy::Comment => "by a comment",
            AllowedBy::Settings => "by lockgate.toml",
        };
        return view! {
            <article class="finding allowed" id=id data-finding="" tabindex="-1">
                <p>
                    {format!("Allowed {by}: ")} <b>{visible(&allowed.reason).into_owned()}</b>
                    " — " {prose(&finding.what)} " " {rule}
                </p>
            </article>
        }
        .into_any();
    }
    let fix = finding.fix.map(|edits| {
        edits
            .into_iter()
            .map(|edit| view! { <pre class="sql fix" tabindex="0"><code>{visible(&edit.text).into_owned()}</code></pre> })
            .collect_view()
    });
    view! {
        <article class=format!("finding {class}") id=id data-finding="" tabindex="-1">
            <h3>
                <b class="severity"><span aria-hidden="true">{shape}</span> " " {class}</b> " "
                {prose(&finding.what)} " " {rule}
            </h3>
            <p>{prose(&finding.why)}</p>
            <p><b>"Instead: "</b> {prose(&finding.instead)}</p>
            {fix}
        </article>
    }
    .into_any()
}

/// The word is also the class.
pub fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "✕"),
        Severity::Warning => ("warning", "!"),
        Severity::Info => ("info", "i"),
    }
}
