//! An engine that is kept from answer to answer, so that a few changed files are judged in the time that they take.

use super::past::{Known, Past};
use super::read::Room;
use super::{Request, SettingsError, answer, settings};
use crate::discovery::{self, Folder, Migration};
use crate::order::{Places, distinct};
use crate::revision::SourceFile;
use crate::schema::Schema;
use crate::verdict::{Analysis, Judgement};
use serde::{Deserialize, Serialize};

/// Judges one folder again and again, each time as if it were the first.
#[derive(Default)]
pub struct Engine {
    request: Request,
    kept: Option<Kept>,
}

/// How the files of a folder differ from what they were.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Update {
    /// New ones, and those that stand in the place of the one of their path.
    #[serde(default)]
    pub files: Vec<SourceFile>,
    /// The paths of those that are gone.
    #[serde(default)]
    pub gone: Vec<String>,
}

/// What was learned when the files were judged.
struct Kept {
    folder: Folder,
    known: Known,
}

/// What an engine that is kept says of all files.
pub struct Answer<'a> {
    pub judgement: Judgement,
    known: &'a mut Known,
}

impl Engine {
    /// Judges a folder as [`super::analyse`] does.
    pub fn open(&mut self, request: Request) -> Result<Answer<'_>, SettingsError> {
        *self = Engine { request, kept: None };
        self.judge(&[])
    }

    /// Judges the same folder with some of its files changed, as [`super::analyse`] judges all files.
    pub fn update(&mut self, update: Update) -> Result<Answer<'_>, SettingsError> {
        let touched = self.request.take(update);
        self.judge(&touched)
    }

    /// `touched` are the paths of which something is not as it was.
    fn judge(&mut self, touched: &[String]) -> Result<Answer<'_>, SettingsError> {
        let kept = self.kept.take();
        let settings = settings(&self.request)?;
        let folder = discovery::discover(&self.request.files, &settings.hints());
        let room = Room::new(&self.request, &folder, &settings);
        let known =
            kept.filter(|it| it.folder.layout == folder.layout).and_then(|it| it.before(&room, touched));
        let mut known =
            known.unwrap_or_else(|| Known::new(&room, Schema::new(settings.postgres, false), true));
        let judgement = answer::judgement(&room, &mut known);
        let kept = self.kept.insert(Kept { folder, known });
        Ok(Answer { judgement, known: &mut kept.known })
    }
}

impl Answer<'_> {
    pub fn analysis(self) -> Analysis {
        answer::analysis(self.known, self.judgement)
    }
}

impl Kept {
    /// What was known before the first migration that is not as it was; `None` where that is nothing.
    fn before(mut self, room: &Room, touched: &[String]) -> Option<Known> {
        let touched = Places::of(&mut touched.iter().map(String::as_str));
        let path = |at: usize| room.request.files[at].path.as_str();
        let same_settings = self.folder.settings == room.folder.settings
            && room.folder.settings.is_none_or(|at| !touched.has(path(at)));
        let (then, now) = (&self.folder.migrations, &room.folder.migrations);
        let same = |(past, (then, now)): (&Past, (&Migration, &Migration))| {
            then == now
                && !now.files().any(|file| touched.has(path(file)))
                && !past.asked.iter().any(|path| touched.has(path))
        };
        let untouched = self.known.past.iter().zip(then.iter().zip(now)).take_while(|it| same(*it)).count();
        (same_settings && untouched > 0).then(|| {
            self.known.go_back(untouched);
            self.known
        })
    }
}

impl Request {
    /// Gives the paths at which there is something else now, or in another place of the list.
    fn take(&mut self, update: Update) -> Vec<String> {
        let places = Places::of(&mut self.files.iter().map(|it| it.path.as_str()));
        let at: Vec<Option<usize>> = update.files.iter().map(|it| places.get(&it.path)).collect();
        let mut gone = distinct(update.gone.iter().filter_map(|path| places.get(path)).collect());
        let mut touched = update.gone;
        for (file, at) in update.files.into_iter().zip(at) {
            touched.push(file.path.clone());
            match at {
                Some(at) => self.files[at] = file,
                None => self.files.push(file),
            }
        }
        while let Some(at) = gone.pop() {
            self.files.swap_remove(at);
            touched.extend(self.files.get(at).map(|it| it.path.clone()));
        }
        touched
    }
}
