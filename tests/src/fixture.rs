//! Several files in one text, so that a case is one file to read.

use lockgate_core::revision::{FileDigest, SourceFile};

/// The files of a bundle, and those that the project has accepted.
#[derive(Debug, Default)]
pub struct Bundle {
    pub files: Vec<SourceFile>,
    /// `None` where the bundle has no `-- base:`; then every migration is new.
    pub base: Option<Vec<FileDigest>>,
}

/// Cuts a bundle at its lines `-- file: NAME`, `-- base: NAME` and `-- same: NAME`. A file after `base` is accepted
/// and not handed in; after `same` it is both. What stands before the first such line explains the case.
pub fn bundle(text: &str) -> Bundle {
    let mut bundle = Bundle::default();
    let mut open: Option<(&str, &str, String)> = None;
    for line in text.split_inclusive('\n') {
        match head(line) {
            Some((kind, name)) => {
                bundle.close(open.replace((kind, name, String::new())));
            }
            None => {
                if let Some((_, _, text)) = &mut open {
                    text.push_str(line);
                }
            }
        }
    }
    bundle.close(open);
    bundle
}

fn head(line: &str) -> Option<(&str, &str)> {
    let (kind, name) = line.strip_prefix("-- ")?.split_once(": ")?;
    matches!(kind, "file" | "base" | "same").then(|| (kind, name.trim_end()))
}

impl Bundle {
    fn close(&mut self, open: Option<(&str, &str, String)>) {
        let Some((kind, name, text)) = open else { return };
        let file = SourceFile::new(name, text);
        if kind != "file" {
            self.base.get_or_insert_default().push(FileDigest::from(&file));
        }
        if kind != "base" {
            self.files.push(file);
        }
    }
}
