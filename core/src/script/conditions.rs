//! psql's `\if`, `\elif`, `\else`, `\endif`: which lines are read, and which may not run.

/// A branch, as psql's own stack keeps it, and two more for conditions that nobody knows beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Branch {
    /// read
    Taken,
    /// not read; a later branch may be
    Waiting,
    /// not read, nor is a later one
    Done,
    /// read, and may not run
    Maybe,
    /// not read, but the branches beside it are, and may not run
    Not,
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    branch: Branch,
    had_else: bool,
    /// whether the text around it is read, and whether that may not run
    around: (bool, bool),
}

#[derive(Debug, Default)]
pub struct Conditions {
    frames: Vec<Frame>,
}

/// `\endif` without its `\if`, and the like, in words.
pub type Misplaced = &'static str;

impl Conditions {
    fn state(&self) -> (bool, bool) {
        match self.frames.last() {
            None => (true, false),
            Some(frame) => match frame.branch {
                Branch::Taken => frame.around,
                Branch::Maybe => (frame.around.0, true),
                Branch::Waiting | Branch::Done | Branch::Not => (false, false),
            },
        }
    }

    pub fn is_read(&self) -> bool {
        self.state().0
    }

    pub fn may_not_run(&self) -> bool {
        self.state().1
    }

    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// `value` is `None` where it cannot be known.
    pub fn open(&mut self, value: Option<bool>) {
        let around = self.state();
        let branch = match value {
            _ if !around.0 => Branch::Done,
            Some(true) => Branch::Taken,
            Some(false) => Branch::Waiting,
            None => Branch::Maybe,
        };
        self.frames.push(Frame { branch, had_else: false, around });
    }

    pub fn elif(&mut self, value: Option<bool>) -> Result<(), Misplaced> {
        let frame = self.frames.last_mut().ok_or("there is no \\if before it")?;
        if frame.had_else {
            return Err("it stands behind \\else");
        }
        frame.branch = match (frame.branch, value) {
            (Branch::Taken | Branch::Done, _) => Branch::Done,
            (Branch::Waiting, Some(true)) => Branch::Taken,
            (Branch::Waiting, Some(false)) => Branch::Waiting,
            (Branch::Maybe | Branch::Not, Some(false)) => Branch::Not,
            (Branch::Waiting, None) | (Branch::Maybe | Branch::Not, _) => Branch::Maybe,
        };
        Ok(())
    }

    pub fn otherwise(&mut self) -> Result<(), Misplaced> {
        let frame = self.frames.last_mut().ok_or("there is no \\if before it")?;
        if std::mem::replace(&mut frame.had_else, true) {
            return Err("its \\if has an \\else already");
        }
        frame.branch = match frame.branch {
            Branch::Taken | Branch::Done => Branch::Done,
            Branch::Waiting => Branch::Taken,
            Branch::Maybe | Branch::Not => Branch::Maybe,
        };
        Ok(())
    }

    pub fn close(&mut self) -> Result<(), Misplaced> {
        self.frames.pop().map(drop).ok_or("there is no \\if before it")
    }

    /// Closes what a file left open; whether there was something.
    pub fn cut(&mut self, depth: usize) -> bool {
        let open = self.frames.len() > depth;
        self.frames.truncate(depth);
        open
    }
}

/// What psql takes for true and false: any beginning of the words, and 1 and 0. Everything else is a mistake, which
/// psql reports and takes for false.
pub fn boolean(value: &str) -> bool {
    let begins = |word: &str, least: usize| {
        value.len() >= least && word.get(..value.len()).is_some_and(|it| it.eq_ignore_ascii_case(value))
    };
    value == "1" || begins("true", 1) || begins("yes", 1) || begins("on", 2)
}
