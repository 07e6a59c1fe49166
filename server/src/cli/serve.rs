//! `lockgate serve`: the server.

use crate::{
    apply,
    assets::{self, Manifest},
    clock,
    engine::Engine,
    error::Error,
    keeper::Keeper,
    office::{Office, Site},
    router::router,
    seal::Sealer,
    secret,
    store::Store,
    target::Reach,
};
use anyhow::{Context, anyhow, bail};
use clap::Args;
use std::{
    env, fs,
    net::SocketAddr,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// Serve the pages and the API.
///
/// Records go to SQLite in --data, or to PostgreSQL where DATABASE_URL names one. See docs/operate.md.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    records: Records,
    /// The address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address that people type, such as https://lockgate.example.org; needed beyond this machine
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Let databases at loopback addresses be targets; without it nobody can make the server reach what listens there
    #[arg(long)]
    loopback_targets: bool,
}

/// Where the records are, and the key to their secrets.
#[derive(Debug, Args)]
pub struct Records {
    /// The folder for the records and the key; made where it is not there
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The file with the key that seals target URLs [default: DIR/key; LOCKGATE_KEY holds the key itself]
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl Serve {
    pub fn run(self) -> anyhow::Result<()> {
        log();
        let manifest = assets::manifest()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let (listener, site) = listen(self.listen, self.public_url.as_deref()).await?;
            let reach = Reach { loopback: self.loopback_targets };
            let engine = Engine::new(env::current_exe().context("cannot find this program itself")?);
            let office = tokio::task::spawn_blocking(move || {
                let keeper = Keeper::open(self.records.store()?).map_err(plain)?;
                anyhow::Ok(Office::new(keeper, self.records.sealer()?, engine, site, reach, None))
            })
            .await??;
            offer_set_up(&office).await?;
            println!("Lockgate listens on {}", office.site.origin);
            serve(office, listener, manifest).await
        })
    }
}

impl Records {
    pub fn new(data: PathBuf) -> Records {
        Records { data, key_file: None }
    }

    /// SQLite in a folder of its own, so that the key can be kept out of its backups; or PostgreSQL.
    pub fn store(&self) -> anyhow::Result<Store> {
        private_folder(&self.data)?;
        match database_url() {
            Some(url) => Ok(Store::postgres(&url)?),
            None => {
                private_folder(&self.data.join("store"))?;
                Ok(Store::sqlite(&self.sqlite_file())?)
            }
        }
    }

    /// The store, where somebody has served from it: a mistyped folder must not pass for whole records.
    pub fn store_that_is_there(&self) -> anyhow::Result<Store> {
        let file = self.sqlite_file();
        if database_url().is_none() && !file.is_file() {
            bail!("there are no records in {}: {} is missing", self.data.display(), file.display());
        }
        self.store()
    }

    fn sqlite_file(&self) -> PathBuf {
        self.data.join("store/lockgate.db")
    }

    pub fn sealer(&self) -> anyhow::Result<Sealer> {
        match (&self.key_file, env::var("LOCKGATE_KEY")) {
            (Some(file), _) => Sealer::from_file(file),
            (None, Ok(key)) if !key.is_empty() => Sealer::from_text(&key).context("LOCKGATE_KEY"),
            _ => Sealer::from_file(&self.data.join("key")),
        }
    }
}

/// Where the records are in PostgreSQL.
fn database_url() -> Option<String> {
    env::var("DATABASE_URL").ok().filter(|it| !it.is_empty())
}

fn private_folder(path: &Path) -> anyhow::Result<()> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.with_context(|| format!("cannot make the folder {}", path.display()))?;
    if fs::metadata(path)?.permissions().mode() & 0o007 != 0 {
        tracing::warn!("{} can be read by everybody on this machine; chmod 700 it", path.display());
    }
    Ok(())
}

/// To stderr, so that stdout is what people asked for. `RUST_LOG` is not read: what is logged never depends on who
/// started the server.
pub fn log() {
    // A second call, in a test, keeps the first one's.
    let _ =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_target(false).try_init();
}

/// Takes the address. The port can be 0: the site then has the one that was given.
pub async fn listen(address: SocketAddr, public: Option<&str>) -> anyhow::Result<(TcpListener, Site)> {
    Site::new(public, address)?;
    let listener = TcpListener::bind(address).await;
    let listener = listener.with_context(|| {
        format!("cannot listen on {address}; another program may have it. Choose another with --listen")
    })?;
    let site = Site::new(public, listener.local_addr()?)?;
    Ok((listener, site))
}

/// Until somebody has an account, every start prints a link that makes the first admin and voids the older links.
pub async fn offer_set_up(office: &Arc<Office>) -> anyhow::Result<()> {
    let token = secret::random()?;
    let digest = secret::digest(&token);
    let offered = office
        .block(move |office| {
            Ok(office.keeper.store.write(|tx| {
                let empty = tx.is_empty_house()?;
                if empty {
                    tx.keep_set_up_link(&digest, clock::now())?;
                }
                Ok(empty)
            })?)
        })
        .await
        .map_err(plain)?;
    if offered {
        println!("Make the first admin here, once: {}/set-up/{token}", office.site.origin);
    }
    Ok(())
}

/// Serves until Ctrl-C or SIGTERM, then lets the requests and applies that run end.
pub async fn serve(office: Arc<Office>, listener: TcpListener, manifest: Manifest) -> anyhow::Result<()> {
    for left in apply::left_running(&office).await.map_err(plain)? {
        tokio::spawn(apply::settle_left(office.clone(), left));
    }
    let app = router(office.clone(), manifest).into_make_service_with_connect_info::<SocketAddr>();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let stop = async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    axum::serve(listener, app).with_graceful_shutdown(stop).await?;
    // An apply that is cut off is settled at the next start, but one that ends needs no settling.
    while office.is_applying() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// An error at the start: there is no client to keep it from.
pub fn plain(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => cause,
        other => anyhow!("{}", other.tell()),
    }
}
