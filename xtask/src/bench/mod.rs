//! `cargo xtask bench`: the engine alone by its own benchmarks, then `lockgate lint` beside a peer on whole folders.

mod folders;

use crate::{
    cargo::{self, Build},
    paths, setup, step, tools,
};
use anyhow::{Context, Result, ensure};
use folders::Folder;
use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use wait4::Wait4;

/// Fewer for what takes long: the least of some runs is what the machine can do undisturbed.
const RUNS: usize = 7;
const LONG: Duration = Duration::from_secs(3);

/// What one run of a program cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    wall: Duration,
    /// of all its threads
    cpu: Duration,
    /// bytes
    peak: u64,
}

impl Cost {
    /// Each figure's least.
    fn least(self, other: Cost) -> Cost {
        Cost {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
            peak: self.peak.min(other.peak),
        }
    }
}

/// `projects` are folders of migrations that are measured beside the generated ones.
pub fn run(projects: &[String]) -> Result<()> {
    setup::run(false)?;
    cargo::run("The engine alone", &["bench", "--package", "lockgate-core"])?;
    let lockgate = cargo::program(Build::Shipped)?;
    let squawk = tools::find(&["squawk"]);
    if squawk.is_none() {
        eprintln!(
            "`squawk` is not on the PATH (PyPI has it as squawk-cli), so there is no peer to compare with"
        );
    }
    let mut folders = folders::generated(&paths::target().join("bench"))?;
    folders.extend(projects.iter().map(|it| Folder::of_project(Path::new(it))).collect::<Result<Vec<_>>>()?);
    println!(
        "{:<24} {:>7} {:>9}   {:<9} {:>9} {:>9} {:>8}",
        "folder", "files", "bytes", "program", "wall", "CPU", "peak"
    );
    for folder in &folders {
        step::step(&folder.name, || {
            let mut lint = Command::new(&lockgate);
            lint.args(["lint", "--format", "json"]).arg(&folder.path);
            let mut programs = vec![("lockgate", lint)];
            if let Some(squawk) = &squawk {
                let mut peer = Command::new(squawk);
                peer.args(["--reporter", "json"]).args(&folder.files);
                programs.push(("squawk", peer));
            }
            compare(folder, &mut programs)
        })?;
    }
    Ok(())
}

/// Turn by turn, so that what disturbs the machine disturbs both.
fn compare(folder: &Folder, programs: &mut [(&str, Command)]) -> Result<()> {
    let mut least: Vec<Option<Cost>> = vec![None; programs.len()];
    let since = Instant::now();
    for turn in 0..RUNS {
        if turn > 1 && since.elapsed() > LONG * RUNS as u32 {
            break;
        }
        for ((name, command), least) in programs.iter_mut().zip(&mut least) {
            let cost = measure(command).with_context(|| format!("{name} on {}", folder.name))?;
            *least = Some(least.map_or(cost, |it| it.least(cost)));
        }
    }
    for ((name, _), cost) in programs.iter().zip(least) {
        let Some(cost) = cost else { continue };
        println!(
            "{:<24} {:>7} {:>9}   {:<9} {:>7.1}ms {:>7.1}ms {:>5.0} MB",
            folder.name,
            folder.files.len(),
            folder.bytes,
            name,
            cost.wall.as_secs_f64() * 1e3,
            cost.cpu.as_secs_f64() * 1e3,
            cost.peak as f64 / 1e6
        );
    }
    Ok(())
}

fn measure(command: &mut Command) -> Result<Cost> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let ended = child.wait4()?;
    let wall = start.elapsed();
    // 1 is a folder with findings; squawk says it so too.
    ensure!(matches!(ended.status.code(), Some(0 | 1)), "it ended with {}", ended.status);
    let used = ended.rusage;
    Ok(Cost { wall, cpu: used.utime + used.stime, peak: used.maxrss })
}
