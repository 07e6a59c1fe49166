//! How big a change is, at a glance: one bar in four steps, and the counts in words.

use super::risk;
use leptos::prelude::*;
use lockgate_core::verdict::{Risk, RiskCounts};

/// Bar and words; rows of a list leave the words that are 0 out.
#[component]
pub fn Strip(risks: RiskCounts, #[prop(optional)] wide: bool) -> impl IntoView {
    let total = risks.safe + risks.care + risks.rewrite + risks.destructive;
    let bars = bars(&risks)
        .into_iter()
        .map(|(step, x, width)| view! { <rect class=risk::word(step) x=x width=width y="0" height="8" /> })
        .collect_view();
    let words = risk::ALL
        .into_iter()
        .filter(|step| of(&risks, *step) > 0)
        .map(|step| {
            view! {
                <span class=format!("risk {}", risk::word(step))>
                    <b aria-hidden="true">{risk::shape(step)}</b>
                    {format!(" {} {}", of(&risks, step), risk::word(step))}
                </span>
            }
        })
        .collect_view();
    view! {
        <div class="strip" class:wide=wide>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                {bars}
            </svg>
            <span class="counts">{words} {(total == 0).then_some("no statements")}</span>
        </div>
    }
    .into_any()
}

fn of(risks: &RiskCounts, step: Risk) -> usize {
    match step {
        Risk::Safe => risks.safe,
        Risk::Care => risks.care,
        Risk::Rewrite => risks.rewrite,
        Risk::Destructive => risks.destructive,
    }
}

/// Step, x and width in hundredths. A step that is there is at least 4 wide, so that one statement among a
/// thousand is seen.
fn bars(risks: &RiskCounts) -> Vec<(Risk, f64, f64)> {
    const LEAST: f64 = 4.0;
    let there: Vec<Risk> = risk::ALL.into_iter().filter(|step| of(risks, *step) > 0).collect();
    let total: usize = there.iter().map(|step| of(risks, *step)).sum();
    let free = 100.0 - LEAST * there.len() as f64;
    let mut x = 0.0;
    there
        .into_iter()
        .map(|step| {
            let width = LEAST + free * of(risks, step) as f64 / total as f64;
            let bar = (step, round(x), round(width));
            x += width;
            bar
        })
        .collect()
}

fn round(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_among_a_thousand_is_seen() {
        let risks = RiskCounts { safe: 999, destructive: 1, ..RiskCounts::default() };
        let bars = bars(&risks);
        assert_eq!(bars.len(), 2);
        assert!(bars[1].2 >= 4.0);
        assert!((bars[1].1 + bars[1].2 - 100.0).abs() < 0.02, "the bar is full");
    }

    #[test]
    fn nothing_has_no_bar() {
        assert!(bars(&RiskCounts::default()).is_empty());
    }
}
