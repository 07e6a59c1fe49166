//! `\i` and `\ir`: another file of the revision, read in place.

use super::Part;
use super::arguments::Arguments;
use super::fill::DEEPEST;
use super::reader::{Level, Reader};
use crate::finding::Span;
use crate::source;

impl<'a> Reader<'_, 'a> {
    /// `relative` is `\ir`, whose path begins at the file that it stands in.
    pub fn include(&mut self, level: &mut Level, start: usize, arguments: &Arguments, relative: bool) {
        let found = match arguments.first() {
            Some(name) => self.find(level, name, relative),
            None => Err("Which file this reads can't be known here".to_owned()),
        };
        let (path, text) = match found {
            Ok(found) => found,
            Err(message) => {
                return self.opaque(level, start, &format!("{message}; nothing of it was judged."));
            }
        };
        self.end(true);
        self.emit(level, arguments.end);
        let file = self.files.len();
        self.files.push(Part { path, text });
        self.reading.push(format!("\\i {path}"));
        self.file(file, text);
        self.reading.pop();
    }

    fn find(&mut self, level: &Level, name: &str, relative: bool) -> Result<(&'a str, &'a str), String> {
        if self.moved && !relative {
            return Err(format!("Behind `\\cd` nobody knows which file `{name}` is"));
        }
        let Some(context) = self.context else { return Err("No file can be read here".to_owned()) };
        let (file, _) = level.origin(Span { start: 0, end: 0 });
        let here = self.files[file].path.rsplit_once('/').map_or("", |it| it.0);
        let near = joined(here, name).and_then(|path| (context.find)(&path));
        let top = joined("", name).filter(|_| !relative).and_then(|path| (context.find)(&path));
        let found = match (near, top) {
            (Some(near), Some(top)) if near.path != top.path => {
                return Err(format!(
                    "Both `{}` and `{}` could be meant by `{name}`; `\\ir` says which",
                    near.path, top.path
                ));
            }
            (Some(found), _) | (None, Some(found)) => found,
            (None, None) => return Err(format!("The file `{name}` is no part of what was handed in")),
        };
        if self.files[0].path == found.path || self.reading.contains(&format!("\\i {}", found.path)) {
            return Err(format!("`{}` reads itself", found.path));
        }
        if self.reading.len() > DEEPEST || !self.budget.take(found.bytes.len()) {
            return Err(format!("`{}` is more than Lockgate reads by `\\i`", found.path));
        }
        let text = source::text(&found.bytes)
            .map_err(|fault| format!("{}: {}", found.path, fault.message.trim_end_matches('.')))?;
        Ok((&found.path, text))
    }
}

/// A path from `folder` on, with its dots worked out; `None` where it leaves the revision.
fn joined(folder: &str, name: &str) -> Option<String> {
    if name.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
