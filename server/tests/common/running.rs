//! A server in a process of its own, to be killed.

use super::{manifest, office};
use lockgate::{
    cli::{serve, verify},
    store::{Store, entry},
};
use lockgate_core::review::Event;
use serde_json::Value;
use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

const DATA: &str = "LOCKGATE_KILL_TEST_DATA";

/// What the ignored test `child_server` of each program does: it serves until it is killed.
pub fn serve_as_child() {
    let Some(data) = env::var_os(DATA) else { return };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let (listener, site) = serve::listen("127.0.0.1:0".parse().unwrap(), None).await.unwrap();
        println!("\nlistening {}", listener.local_addr().unwrap());
        serve::serve(office(Path::new(&data), site), listener, manifest()).await.unwrap();
    });
}

pub struct Running {
    child: Child,
    pub url: String,
}

/// Starts the test program's own `child_server` on records that are there.
pub fn start(data: &Path) -> Running {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child_server", "--ignored", "--nocapture"])
        .env(DATA, data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.map_while(Result::ok).find(|it| it.starts_with("listening ")).unwrap();
    Running { child, url: format!("http://{}", line.trim_start_matches("listening ")) }
}

impl Running {
    /// Lets it work until it has acknowledged something more, and a little longer, then kills it.
    pub fn kill_after(mut self, acknowledged: &AtomicUsize, extra: Duration) {
        let (before, since) = (acknowledged.load(Ordering::SeqCst), Instant::now());
        while acknowledged.load(Ordering::SeqCst) == before {
            assert!(since.elapsed() < Duration::from_secs(60), "nothing was acknowledged in a minute");
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(extra);
        self.kill();
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into()
}

/// The status and the body, or nothing where the server is gone.
pub fn post(url: &str, headers: &[(&str, &str)], body: &str) -> Option<(u16, Value)> {
    let mut call = agent().post(url);
    for (name, value) in headers {
        call = call.header(*name, *value);
    }
    let mut answer = call.send(body).ok()?;
    let text = answer.body_mut().read_to_string().ok()?;
    Some((answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null)))
}

/// Every event there is, after the chain was checked.
pub fn events(data: &Path) -> Vec<Event> {
    let store = Store::sqlite(&data.join("lockgate.db")).unwrap();
    let (_, _, missing) = verify::check(&store).unwrap();
    assert_eq!(missing, 0, "every byte that an event names is there");
    let stored = store.read(|tx| tx.events_after(0, 1_000_000)).unwrap();
    stored.iter().map(|it| entry(it).unwrap().event).collect()
}
