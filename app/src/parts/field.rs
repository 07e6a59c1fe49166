//! One labelled field of a form.

use leptos::prelude::*;

/// A label with its input. `hint` stands below it and is read with it.
#[component]
pub fn Field(
    label: &'static str,
    name: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] hint: Option<&'static str>,
    #[prop(optional)] minlength: Option<u8>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| format!("field-{name}"));
    let hint_id = format!("{id}-hint");
    view! {
        <p class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type=kind
                required
                autocomplete=autocomplete.unwrap_or("off")
                minlength=minlength.map(|n| n.to_string())
                aria-describedby=hint.map(|_| hint_id.clone())
            />
            {hint.map(|hint| view! { <small id=hint_id>{hint}</small> })}
        </p>
    }
    .into_any()
}
