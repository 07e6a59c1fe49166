//! The four steps of risk: a shape and a word, and colour only beside them.

use lockgate_core::verdict::Risk;

pub const ALL: [Risk; 4] = [Risk::Safe, Risk::Care, Risk::Rewrite, Risk::Destructive];

/// The word on screen, which is also the class that gives shape and colour.
pub fn word(risk: Risk) -> &'static str {
    match risk {
        Risk::Safe => "safe",
        Risk::Care => "care",
        Risk::Rewrite => "rewrite",
        Risk::Destructive => "destructive",
    }
}

pub fn shape(risk: Risk) -> &'static str {
    match risk {
        Risk::Safe => "●",
        Risk::Care => "▲",
        Risk::Rewrite => "◆",
        Risk::Destructive => "■",
    }
}
