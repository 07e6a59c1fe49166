//! The session cookie, and how long a session lasts.

use crate::{
    clock::{HOUR, MINUTE},
    store::Session,
};
use axum::http::{HeaderMap, header};

pub const IDLE: i64 = 30 * MINUTE;
pub const ABSOLUTE: i64 = 12 * HOUR;
/// A session that is used is written this often, not on every request.
pub const TOUCH: i64 = MINUTE;

/// Whether a session is still good at `now`.
pub fn is_alive(session: &Session, now: i64) -> bool {
    now - session.seen < IDLE && now - session.created < ABSOLUTE
}

/// The cookie's name and marks. Under https it can't be set by another host or be read over plain http.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookie {
    pub https: bool,
}

impl Cookie {
    fn name(self) -> &'static str {
        if self.https { "__Host-lockgate" } else { "lockgate" }
    }

    fn secure(self) -> &'static str {
        if self.https { "; Secure" } else { "" }
    }

    pub fn read(self, headers: &HeaderMap) -> Option<String> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|it| it.to_str().ok());
        let mut pairs = lines.flat_map(|it| it.split(';')).filter_map(|it| it.trim().split_once('='));
        pairs.find(|(name, _)| *name == self.name()).map(|(_, value)| value.to_owned())
    }

    pub fn set(self, token: &str) -> String {
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{}", self.name(), self.secure())
    }

    pub fn clear(self) -> String {
        format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", self.name(), self.secure())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_rest_and_by_age() {
        let session = Session { person: "p".into(), created: 0, seen: 11 * HOUR };
        assert!(is_alive(&session, 11 * HOUR + IDLE - 1));
        assert!(!is_alive(&session, 11 * HOUR + IDLE));
        let busy = Session { seen: ABSOLUTE - 1, ..session };
        assert!(is_alive(&busy, ABSOLUTE - 1));
        assert!(!is_alive(&busy, ABSOLUTE));
    }

    #[test]
    fn the_cookie_is_read_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=b; xlockgate=1; lockgate=two".parse().unwrap());
        headers.append(header::COOKIE, "__Host-lockgate=three".parse().unwrap());
        assert_eq!(Cookie { https: false }.read(&headers).as_deref(), Some("two"));
        assert_eq!(Cookie { https: true }.read(&headers).as_deref(), Some("three"));
        assert_eq!(
            Cookie { https: true }.set("t"),
            "__Host-lockgate=t; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
    }
}
