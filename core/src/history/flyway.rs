//! CRC-32 over the lines without their ends, and without a byte order mark, as a signed number.

/// A signed number, as Flyway's `checksum` column has it.
pub fn checksum(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut hasher = crc32fast::Hasher::new();
    // Java's readers end a line at `\n`, `\r` and `\r\n`.
    text.split(['\n', '\r']).for_each(|line| hasher.update(line.as_bytes()));
    i32::from_ne_bytes(hasher.finalize().to_ne_bytes()).to_string()
}
