//! The engine in a process of its own: its C code reads strangers' bytes, and applies run in this one.

use crate::error::{Error, Result};
use anyhow::{Context, anyhow};
use lockgate_core::{
    engine::{Request, SettingsError},
    verdict::Analysis,
};
use nix::sys::resource::{Resource, setrlimit};
use serde::Deserialize;
use std::{path::PathBuf, process::Stdio, time::Duration};
use tokio::{
    io::AsyncWriteExt,
    process::{Child, Command},
    sync::Semaphore,
    time::timeout,
};

/// A revision takes milliseconds; one that takes this long is an attack or a bug.
const WALL: Duration = Duration::from_secs(60);
const ADDRESS_SPACE: u64 = 1 << 30;
/// What the child may say on its error stream that is worth a line in the log.
const SAID: usize = 2_000;

/// As [`lockgate_core::engine::analyse_json`] writes it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    Ok(Box<Analysis>),
    Error(SettingsError),
}

pub struct Engine {
    program: PathBuf,
    wall: Duration,
    turns: Semaphore,
}

impl Engine {
    /// `program` is this program: it is started again as `lockgate engine`.
    pub fn new(program: PathBuf) -> Engine {
        let at_once = std::thread::available_parallelism().map_or(1, usize::from);
        Engine { program, wall: WALL, turns: Semaphore::new(at_once) }
    }

    /// Judges files in the child process. Files that break it are the pusher's trouble, and they are told so.
    pub async fn judge(&self, request: &Request) -> Result<Analysis> {
        let question = serde_json::to_vec(request).map_err(anyhow::Error::from)?;
        let _turn = self.turns.acquire().await.map_err(anyhow::Error::from)?;
        let child = self.start()?;
        let Ok(done) = timeout(self.wall, converse(child, question)).await else {
            return Err(Error::invalid(format!(
                "The engine did not finish these files in {} seconds, so it was stopped. Push fewer or smaller files.",
                self.wall.as_secs()
            )));
        };
        let output = done.context("the engine's process could not be talked to")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let said: String = said.chars().take(SAID).collect();
            tracing::error!("the engine's process ended ({}): {said:?}", output.status);
            return Err(Error::invalid(
                "The engine could not finish these files: they are too large or too deeply nested for its limits. \
                 Push smaller files; `lockgate lint` shows which one it is.",
            ));
        }
        let answer = serde_json::from_slice(&output.stdout);
        match answer.context("the engine's process gave an answer that is none")? {
            Answer::Ok(analysis) => Ok(*analysis),
            Answer::Error(error) => Err(Error::invalid(error.to_string())),
        }
    }

    fn start(&self) -> Result<Child> {
        let mut command = Command::new(&self.program);
        command.arg("engine").env_clear().current_dir("/").kill_on_drop(true);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn();
        Ok(child.with_context(|| format!("cannot start {} as engine", self.program.display()))?)
    }
}

async fn converse(mut child: Child, question: Vec<u8>) -> anyhow::Result<std::process::Output> {
    let mut stdin = child.stdin.take().ok_or_else(|| anyhow!("the engine has no input"))?;
    // Written beside the reading: a child that answers before it has read everything would block both.
    let write = tokio::spawn(async move {
        // A child that ended early breaks the pipe; how it ended says more than that.
        let _ = stdin.write_all(&question).await;
    });
    let output = child.wait_with_output().await?;
    write.await?;
    Ok(output)
}

/// The limits of the child, set by itself before it reads a byte.
pub fn limit_this_process() -> anyhow::Result<()> {
    setrlimit(Resource::RLIMIT_AS, ADDRESS_SPACE, ADDRESS_SPACE).context("cannot limit the memory")?;
    setrlimit(Resource::RLIMIT_CORE, 0, 0).context("cannot forbid core dumps")?;
    setrlimit(Resource::RLIMIT_CPU, WALL.as_secs(), WALL.as_secs()).context("cannot limit the time")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lockgate_app::api::ApiError;
    use std::{fs, os::unix::fs::PermissionsExt, time::Instant};

    /// An engine whose process does what the script says.
    async fn told(script: &str) -> ApiError {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("engine");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        let engine = Engine { wall: Duration::from_millis(300), ..Engine::new(program) };
        engine.judge(&Request::default()).await.unwrap_err().tell()
    }

    #[tokio::test]
    async fn a_process_that_does_not_end_is_ended() {
        let since = Instant::now();
        let error = told("exec /bin/sleep 30").await;
        assert!(matches!(&error, ApiError::Invalid(text) if text.contains("was stopped")), "{error:?}");
        assert!(since.elapsed() < Duration::from_secs(10));
    }

    #[tokio::test]
    async fn a_process_that_breaks_is_the_files_fault_and_nonsense_is_ours() {
        let error = told("echo no more memory >&2; exit 3").await;
        assert!(matches!(&error, ApiError::Invalid(text) if text.contains("limits")), "{error:?}");
        assert!(matches!(told("echo nonsense").await, ApiError::Internal));
    }

    #[tokio::test]
    async fn it_sees_nothing_of_our_environment() {
        let error =
            told("[ -z \"$HOME$PATH_OF_TESTS$CARGO_MANIFEST_DIR\" ] && echo nonsense || exit 1").await;
        assert!(matches!(error, ApiError::Internal), "it found a variable of ours: {error:?}");
    }
}
