//! A target's URL: what may stand in it, and which addresses a server may be made to connect to.

use super::Trouble;
use std::{collections::BTreeSet, net::IpAddr, time::Duration};
use tokio_postgres::config::{Config, Host, SslMode};

/// How long one attempt to connect may take.
const CONNECT: Duration = Duration::from_secs(10);

/// What a person may set in a target's URL. Anything else could read files of this server or change its session.
const PARAMETERS: &[&str] = &["sslmode", "connect_timeout", "application_name"];

/// Which addresses may be targets. Whoever may add a target must not reach this machine's own services by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Set by whoever runs the server, for a PostgreSQL on the same machine.
    pub loopback: bool,
}

/// How the connection is protected, as libpq names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    Disable,
    /// TLS where the server has it, unchecked
    Prefer,
    /// TLS, unchecked
    Require,
    /// the certificate's issuer is checked
    VerifyCa,
    /// the issuer and the host's name are checked: what is taken where nothing is said
    VerifyFull,
}

/// A checked URL, resolved once, so that what was checked is what is connected to.
pub struct TargetUrl {
    pub config: Config,
    pub tls: Tls,
    /// `host:port/database`, without the user and the password.
    pub place: String,
}

impl TargetUrl {
    pub async fn read(reach: Reach, text: &str) -> Result<TargetUrl, Trouble> {
        let (plain, tls) = split_tls(text)?;
        let mut config: Config = plain.parse().map_err(|_| unreadable())?;
        let host = match config.get_hosts() {
            [Host::Tcp(host)] if host.chars().all(of_host) => host.clone(),
            [Host::Tcp(_)] => return Err(Trouble::Url(format!("its host can't be one. {ESCAPE}"))),
            [] => return Err(Trouble::Url("it names no host".into())),
            [_] => {
                return Err(Trouble::Url("a socket of this machine can't be a target; name a host".into()));
            }
            _ => return Err(Trouble::Url("it names more than one host; name the primary alone".into())),
        };
        let port = config.get_ports().first().copied().unwrap_or(5432);
        let database = config.get_dbname().ok_or_else(|| Trouble::Url("it names no database".into()))?;
        let place = format!("{host}:{port}/{database}");
        let address = resolve(reach, &host, port).await?;
        config.hostaddr(address).connect_timeout(CONNECT).application_name("lockgate");
        config.ssl_mode(match tls {
            Tls::Disable => SslMode::Disable,
            Tls::Prefer => SslMode::Prefer,
            _ => SslMode::Require,
        });
        Ok(TargetUrl { config, tls, place })
    }
}

/// A password with such a character puts the rest of itself where messages would name it.
const ESCAPE: &str = "In a password, write `@` as %40, `/` as %2F, `?` as %3F, `#` as %23 and `%` as %25";

fn of_host(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '.' | '-' | '_' | ':' | '[' | ']')
}

fn unreadable() -> Trouble {
    Trouble::Url("it can't be read; it takes the form postgres://user:password@host:5432/database".into())
}

/// The URL without its `sslmode`, of which the driver knows only three, and the mode.
fn split_tls(text: &str) -> Result<(String, Tls), Trouble> {
    let known = ["postgres://", "postgresql://"].iter().any(|it| text.starts_with(it));
    if !known {
        return Err(unreadable());
    }
    let (base, query) = text.split_once('?').unwrap_or((text, ""));
    let mut tls = Tls::VerifyFull;
    let mut seen = BTreeSet::new();
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !PARAMETERS.contains(&name) || !seen.insert(name) {
            let known = PARAMETERS.join(", ");
            return Err(Trouble::Url(format!(
                "after `?` only these can be set, once each: {known}. {ESCAPE}"
            )));
        }
        if name == "sslmode" {
            tls = mode(value)?;
        }
    }
    Ok((base.to_owned(), tls))
}

fn mode(text: &str) -> Result<Tls, Trouble> {
    Ok(match text {
        "disable" => Tls::Disable,
        "allow" | "prefer" => Tls::Prefer,
        "require" => Tls::Require,
        "verify-ca" => Tls::VerifyCa,
        "verify-full" => Tls::VerifyFull,
        _ => {
            let modes = "disable, prefer, require, verify-ca, verify-full";
            return Err(Trouble::Url(format!("`sslmode` is one of these: {modes}")));
        }
    })
}

async fn resolve(reach: Reach, host: &str, port: u16) -> Result<IpAddr, Trouble> {
    let found = tokio::net::lookup_host((host, port)).await;
    let found =
        found.map_err(|_| Trouble::Unreachable { what: format!("the name {host} can't be resolved") })?;
    let addresses: Vec<IpAddr> = found.map(|it| it.ip()).collect();
    match addresses.iter().find(|it| allowed(reach, **it)) {
        Some(address) => Ok(*address),
        None => Err(Trouble::Forbidden { host: host.to_owned() }),
    }
}

/// Loopback only where it is let; link-local addresses, among them the clouds' metadata services, never.
fn allowed(reach: Reach, address: IpAddr) -> bool {
    let address = address.to_canonical();
    let link_local = match address {
        IpAddr::V4(it) => it.is_link_local() || it.is_broadcast(),
        IpAddr::V6(it) => it.is_unicast_link_local() || it.segments()[..2] == [0xfd00, 0x0ec2],
    };
    let nowhere = address.is_unspecified() || address.is_multicast();
    !link_local && !nowhere && (reach.loopback || !address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Reach = Reach { loopback: true };

    #[test]
    fn sslmode_is_honoured() {
        for (text, expected) in [
            ("postgres://u@h/d", Tls::VerifyFull),
            ("postgres://u@h/d?sslmode=disable", Tls::Disable),
            ("postgresql://u@h/d?connect_timeout=3&sslmode=verify-ca", Tls::VerifyCa),
            ("postgres://u@h/d?sslmode=require", Tls::Require),
        ] {
            let (plain, tls) = split_tls(text).unwrap();
            assert_eq!((plain.contains('?'), tls), (false, expected), "{text}");
        }
    }

    #[test]
    fn what_could_read_files_is_refused() {
        for text in [
            "postgres://u@h/d?sslkey=/etc/passwd",
            "postgres://u@h/d?service=x",
            "postgres://u@h/d?options=-c%20x",
            "postgres://u@h/d?host=/var/run",
            "postgres://u@h/d?sslmode=off",
            "postgres://u@h/d?sslmode=disable&sslmode=require",
            "http://h/d",
            "host=h dbname=d",
            "",
        ] {
            assert!(matches!(split_tls(text), Err(Trouble::Url(_))), "{text}");
        }
    }

    #[tokio::test]
    async fn places_hold_no_secrets() {
        let url = TargetUrl::read(HERE, "postgres://ada:secret@127.0.0.1:5433/shop?sslmode=disable")
            .await
            .ok()
            .unwrap();
        assert_eq!(url.place, "127.0.0.1:5433/shop");
    }

    #[tokio::test]
    async fn own_services_are_out_of_reach() {
        for host in ["127.0.0.1", "localhost", "169.254.169.254", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"] {
            let url = format!("postgres://u@{host}:5432/d");
            let answer = TargetUrl::read(Reach::default(), &url).await;
            assert!(matches!(answer, Err(Trouble::Forbidden { .. })), "{host}");
        }
        let metadata = TargetUrl::read(HERE, "postgres://u@169.254.169.254/d").await;
        assert!(matches!(metadata, Err(Trouble::Forbidden { .. })));
    }

    #[tokio::test]
    async fn says_what_is_missing() {
        for (url, what) in [
            ("postgres://u@h1,h2/d", "more than one"),
            ("postgres://u@127.0.0.1", "no database"),
            ("postgres://u:pa@secret@127.0.0.1/d", "%40"),
            ("postgres://u:pa?secret@127.0.0.1/d", "%3F"),
            ("postgres://u:pa?sslmode=secret@127.0.0.1/d", "one of these"),
        ] {
            let Err(trouble) = TargetUrl::read(HERE, url).await else { panic!("{url}") };
            assert!(trouble.to_string().contains(what), "{trouble}");
            assert!(!trouble.to_string().contains("secret"), "{trouble}");
        }
    }
}
