//! What all requests share.

use crate::{
    auth::{backoff::Backoff, session::Cookie},
    desk::Progress,
    engine::Engine,
    error::Result,
    keeper::Keeper,
    seal::Sealer,
    store::Token,
    target::Reach,
};
use lockgate_core::digest::Digest;
use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

pub struct Office {
    pub keeper: Keeper,
    pub sealer: Sealer,
    pub engine: Engine,
    pub backoff: Backoff,
    pub site: Site,
    /// Which addresses may be targets.
    pub reach: Reach,
    /// Set in `lockgate demo` only: whoever sits at this machine signs in with one click.
    pub demo: Option<Demo>,
    /// How far the applies of this server are.
    running: Mutex<HashMap<String, Progress>>,
    /// A new CI token, until the session that made it has read it once.
    fresh: Mutex<HashMap<Digest, (String, String)>>,
}

/// The people that one click signs in as.
#[derive(Debug, Clone)]
pub struct Demo {
    pub reviewer: String,
    pub ci: String,
    pub admin: String,
}

impl Office {
    pub fn new(
        keeper: Keeper,
        sealer: Sealer,
        engine: Engine,
        site: Site,
        reach: Reach,
        demo: Option<Demo>,
    ) -> Arc<Office> {
        let (backoff, running, fresh) = (Backoff::default(), Mutex::default(), Mutex::default());
        Arc::new(Office { keeper, sealer, engine, backoff, site, reach, demo, running, fresh })
    }

    /// Runs work that blocks, such as everything on the keeper, on a thread that may block.
    pub async fn block<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Office) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let office = self.clone();
        match tokio::task::spawn_blocking(move || work(&office)).await {
            Ok(done) => done,
            Err(broken) => Err(anyhow::Error::from(broken).context("work for a request broke off").into()),
        }
    }

    /// How far an apply is that runs on this server.
    pub fn progress(&self, apply: &str) -> Option<Progress> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).get(apply).cloned()
    }

    /// `None` where it has ended: the events say the rest.
    pub fn set_progress(&self, apply: &str, progress: Option<Progress>) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => running.insert(apply.to_owned(), progress),
            None => running.remove(apply),
        };
    }

    /// Whether an apply runs on this server.
    pub fn is_applying(&self) -> bool {
        !self.running.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    pub fn keep_fresh_token(&self, session: Digest, token: &Token, secret: String) {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        fresh.insert(session, (token.project.clone(), secret));
    }

    /// Hands a new token out, once.
    pub fn take_fresh_token(&self, session: &Digest, project: &str) -> Option<String> {
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if fresh.get(session).is_some_and(|(its, _)| its == project) {
            return fresh.remove(session).map(|(_, secret)| secret);
        }
        None
    }
}

/// How browsers reach this server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// `https://lockgate.example.org`, without a slash at the end.
    pub origin: String,
    /// The origin's host with its port, as a `Host` header has it.
    authority: String,
    /// The port that it listens on, for loopback names.
    port: u16,
}

impl Site {
    /// `public` is what people type; without it the server can only be for this machine.
    pub fn new(public: Option<&str>, listen: SocketAddr) -> anyhow::Result<Site> {
        if public.is_none() && !listen.ip().is_loopback() {
            anyhow::bail!(
                "listening on {listen}, beyond this machine, takes --public-url: the address that people type, \
                 such as https://lockgate.example.org"
            );
        }
        let origin =
            public.map_or_else(|| format!("http://{listen}"), |it| it.trim_end_matches('/').to_owned());
        let rest = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let Some(authority) = rest.filter(|it| !it.is_empty() && !it.contains(['/', '?', '#', '@', ' ']))
        else {
            anyhow::bail!(
                "`{origin}` is not a public URL: it takes the form https://host or https://host:port"
            );
        };
        let authority = authority.to_lowercase();
        Ok(Site { origin: origin.to_lowercase(), authority, port: listen.port() })
    }

    pub fn https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    pub fn cookie(&self) -> Cookie {
        Cookie { https: self.https() }
    }

    /// Whether a request was meant for us. Another name that somebody pointed at this address is not ours: a page
    /// there would pass as the same origin.
    pub fn is_host(&self, host: &str, peer: IpAddr) -> bool {
        let host = host.to_lowercase();
        let local =
            ["localhost", "127.0.0.1", "[::1]"].iter().any(|it| host == format!("{it}:{}", self.port));
        host == self.authority || local && peer.is_loopback()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_loopback_takes_a_public_url() {
        let everywhere = "0.0.0.0:8080".parse().unwrap();
        assert!(Site::new(None, everywhere).is_err());
        for wrong in ["lockgate.example.org", "https://", "https://a/b", "ftp://a", "https://u@a"] {
            assert!(Site::new(Some(wrong), everywhere).is_err(), "{wrong}");
        }
        let site = Site::new(Some("https://Lockgate.example.org/"), everywhere).unwrap();
        assert_eq!((site.origin.as_str(), site.https()), ("https://lockgate.example.org", true));
    }

    #[test]
    fn a_strange_host_is_not_ours() {
        let local = "127.0.0.1".parse().unwrap();
        let site = Site::new(None, "127.0.0.1:8080".parse().unwrap()).unwrap();
        for ours in ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"] {
            assert!(site.is_host(ours, local), "{ours}");
        }
        for strange in ["evil.example:8080", "127.0.0.1", "localhost:8081", ""] {
            assert!(!site.is_host(strange, local), "{strange}");
        }
        let site = Site::new(Some("https://a.example"), "0.0.0.0:8080".parse().unwrap()).unwrap();
        assert!(site.is_host("A.example", "10.0.0.1".parse().unwrap()));
        assert!(!site.is_host("localhost:8080", "10.0.0.1".parse().unwrap()));
    }
}
