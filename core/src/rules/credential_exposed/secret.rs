//! What looks like a secret, found in one pass over a text.

/// The first byte of each secret, and what it is.
pub fn find(text: &str) -> Vec<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        // Two bytes tell nearly always that there is nothing to look for.
        let hit = match (bytes[at], bytes.get(at + 1).copied().unwrap_or(0)) {
            (b'$', b'1' | b'2' | b'5' | b'6' | b'a' | b's' | b'p')
            | (b'S', b'C')
            | (b'm', b'd')
            | (b's', b'c')
            | (b'p', b'b') => hash(text, at).map(|end| (at, end, "a password hash")),
            (b':', b'/') => url(text, at).map(|(start, end)| (start, end, "a URL with its password")),
            (b'p' | b'P', b'a' | b'A') => named(text, at),
            (b'c' | b'C', b'r' | b'R') => crypt(text, at),
            _ => None,
        };
        match hit {
            Some((start, end, what)) => {
                found.push((start, what));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a column of this name holds passwords themselves.
pub fn is_password(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "password" | "passwd" | "pwd")
}

/// Whether a value would be a password in clear; of hashes [`find`] knows.
pub fn is_plain(value: &str) -> bool {
    is_secret(value) && hash(value, 0).is_none()
}

/// What is longer is no secret that anybody types, and looking further would take more than one pass.
const LONGEST: usize = 512;

/// How hashes begin, and how long they are at the least.
const HASHES: &[(&str, usize)] = &[
    ("$2a$", 59),
    ("$2b$", 59),
    ("$2x$", 59),
    ("$2y$", 59),
    ("$argon2", 40),
    ("$scrypt$", 40),
    ("$pbkdf2", 40),
    ("$5$", 46),
    ("$6$", 89),
    ("$1$", 29),
    ("SCRAM-SHA-256$", 60),
    ("scrypt:", 60),
    ("pbkdf2:", 60),
    ("pbkdf2_sha", 50),
    ("md5", 35),
];

/// The end of the hash that begins here.
fn hash(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let (begin, least) = HASHES.iter().find(|(begin, _)| rest.starts_with(begin.as_bytes()))?;
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"$./+=,:_-".contains(byte);
    let length = rest.iter().take(LONGEST).take_while(|byte| part(byte)).count();
    let hex = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_hexdigit);
    let before = at.checked_sub(1).map(|at| text.as_bytes()[at]);
    let fits = match *begin {
        "md5" => length == *least && hex(&rest[3..length]) && matches!(before, None | Some(b'\'')),
        _ => length >= *least && !before.is_some_and(|it| it.is_ascii_alphanumeric()),
    };
    fits.then_some(at + length)
}

/// `scheme://user:password@host`, seen from its `:`; the password's first byte and its end.
fn url(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text[at..].strip_prefix("://")?;
    let is_part = |it: char| !it.is_whitespace() && !matches!(it, '/' | '\'' | '"' | '`' | '<' | '(');
    let end = rest.find(|it| !is_part(it)).unwrap_or(rest.len());
    let whole = &rest[..end];
    let user_info = &whole[..whole.rfind('@')?];
    let (user, password) = user_info.split_once(':')?;
    let known = |it: &str| matches!(it.to_ascii_lowercase().as_str(), "password" | "pass" | "pwd" | "secret");
    let start = at + 3 + user.len() + 1;
    (is_secret(password) && !known(password)).then_some((start, start + password.len()))
}

/// `PASSWORD '…'`, `password = '…'`, `"password": "…"`, and `Password: …` in a comment.
fn named(text: &str, at: usize) -> Option<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    let word = ["password", "passwd"].into_iter().find(|word| {
        bytes.get(at..at + word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word.as_bytes()))
    })?;
    let mut next = at + word.len();
    let quoted_name = bytes.get(next) == Some(&b'"');
    next += usize::from(quoted_name);
    let skip = |from: usize| from + bytes[from..].iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
    next = skip(next);
    let sign = matches!(bytes.get(next), Some(b'=' | b':'));
    next = if sign { skip(next + 1 + usize::from(bytes.get(next + 1) == Some(&b'='))) } else { next };
    let begin = bytes.get(next)?;
    let quote = *begin == b'\'' || (*begin == b'"' && sign);
    if quote {
        let end = next + 1 + text[next + 1..].find(*begin as char)?;
        let value = &text[next + 1..end];
        return (is_secret(value) && !value.contains('\n')).then_some((next + 1, end, "a password"));
    }
    let length = bytes[next..].iter().take(LONGEST).take_while(|it| !it.is_ascii_whitespace()).count();
    let value = text.get(next..next + length)?;
    let value = value.trim_end_matches(['.', ',', ';', ')', '\'', '"', '*', '`']);
    let mixed = value.bytes().any(|it| it.is_ascii_digit()) && value.bytes().any(|it| it.is_ascii_alphabetic());
    let told = sign && mixed && value.len() >= 6 && !value.contains(['(', '\'']) && in_comment(text, at);
    (told && is_secret(value)).then_some((next, next + value.len(), "a password in a comment"))
}

/// `crypt('…', gen_salt('bf'))`
fn crypt(text: &str, at: usize) -> Option<(usize, usize, &'static str)> {
    let bytes = text.as_bytes();
    let name = bytes.get(at..at + 6).filter(|it| it.eq_ignore_ascii_case(b"crypt("))?;
    let from = at + name.len();
    let start = from + text[from..].len() - text[from..].trim_start().len();
    let inside = text[start..].strip_prefix('\'')?;
    let value = &inside[..inside.find('\'')?];
    is_secret(value).then_some((start + 1, start + 1 + value.len(), "a password"))
}

/// Whether the line says before this byte that it is a comment.
fn in_comment(text: &str, at: usize) -> bool {
    let from = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let before = text[from..at].trim_start();
    before.contains("--") || before.contains("/*") || before.starts_with('*')
}

/// A value that could be one: no placeholder, and not only signs.
fn is_secret(value: &str) -> bool {
    let filled = value.starts_with(['<', '$', '{', ':', '%', '*']) || value.contains("${") || value.contains("{{");
    !filled && value.bytes().any(|it| it.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<(&str, &'static str)> {
        let ends = |it: char| it.is_whitespace() || matches!(it, '\'' | '"' | '@');
        find(text).into_iter().map(|(at, what)| (text[at..].split(ends).next().unwrap(), what)).collect()
    }

    #[test]
    fn secrets_are_found_once_each() {
        let bcrypt = "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";
        let scram = "SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2E=$c3RvcmVka2V5c3RvcmVka2V5c3RvcmVka2V5:c2VydmVya2V5";
        for (text, secret) in [
            (format!("INSERT INTO users VALUES ('{bcrypt}')"), bcrypt),
            (format!("-- default password: {bcrypt}"), bcrypt),
            (format!("ALTER ROLE a PASSWORD '{scram}'"), scram),
            ("ALTER ROLE a ENCRYPTED PASSWORD 'md5ab56b4d92b40713acc5af89985d4b786'".into(), "md5ab56b4d92b40713acc5af89985d4b786"),
            ("SELECT '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaGhhc2hoYXNo'".into(), "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaGhhc2hoYXNo"),
            ("CREATE USER a PASSWORD 'x1'".into(), "x1"),
            ("UPDATE users SET password = 'hunter2'".into(), "hunter2"),
            ("SELECT '{\"password\": \"hunter2\"}'::jsonb".into(), "hunter2"),
            ("-- Password: AIM2025!Secure (change it)".into(), "AIM2025!Secure"),
            ("/* admin\n * password: Winter2025.\n */".into(), "Winter2025."),
            ("OPTIONS (host 'a', password 'geheim')".into(), "geheim"),
            ("SELECT crypt('AIM2025!Secure', gen_salt('bf'))".into(), "AIM2025!Secure"),
            ("-- postgresql://postgres:postgres@localhost:5432/x".into(), "postgres"),
        ] {
            let found = said(&text);
            assert_eq!(found.iter().map(|it| it.0).collect::<Vec<_>>(), [secret], "{text}: {found:?}");
        }
    }

    #[test]
    fn words_about_secrets_are_none() {
        for text in [
            "CREATE TABLE users (password text, password_hash varchar(255) NOT NULL)",
            "COMMENT ON COLUMN users.password IS 'bcrypt, never plain'",
            "-- password: hashed by the application",
            "-- Password reset fields, see issue 42",
            "ALTER ROLE a PASSWORD NULL",
            "ALTER ROLE a PASSWORD '${ADMIN_PASSWORD}'",
            "UPDATE users SET password = crypt(password, gen_salt('bf'))",
            "UPDATE users SET password = $1 WHERE t1.password = t2.password",
            "UPDATE users SET password_reset = ''",
            "SELECT 'https://example.org/a@b', 'https://a@example.org:443/'",
            "-- postgresql://user:password@localhost/db, postgresql://user:<password>@host",
            "SELECT md5('a'), $1$body$1$, 'md5', $$ SELECT $2 $$",
            "SELECT 'ab56b4d92b40713acc5af89985d4b786'",
            "passwörd = 'x', PASSWORD",
        ] {
            assert_eq!(said(text), [], "{text}");
        }
    }
}
