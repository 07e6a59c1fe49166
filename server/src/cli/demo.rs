//! `lockgate demo`: everything on this machine, with nothing configured.

use super::serve::{Records, listen, log, plain, serve};
use crate::{
    assets, demo,
    engine::Engine,
    keeper::Keeper,
    office::Office,
    scratch::{Binaries, Durability, Scratch},
    store::Store,
    target::Reach,
};
use anyhow::{Context, bail};
use clap::Args;
use std::{env, net::SocketAddr, path::PathBuf};

/// Show everything at once: a private PostgreSQL as target, a sample project, an open review.
///
/// It is for this machine only, anybody on it signs in with one click, and all of it is gone when it ends.
#[derive(Debug, Args)]
pub struct Demo {
    /// The loopback address to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The folder with PostgreSQL's initdb and postgres, where they are not found
    #[arg(long, value_name = "DIR")]
    postgres_bin: Option<PathBuf>,
}

impl Demo {
    pub fn run(self) -> anyhow::Result<()> {
        log();
        if !self.listen.ip().is_loopback() {
            bail!("the demo lets everybody in, so it listens on this machine only: 127.0.0.1 or [::1]");
        }
        let manifest = assets::manifest()?;
        // Dropped last, in this order: the server has ended, then the target, then the records.
        let folder = tempfile::Builder::new().prefix("lockgate-demo-").tempdir()?;
        let scratch = Scratch::start(&Binaries::find(self.postgres_bin.as_deref())?, Durability::Fleeting)?;
        let store = Store::sqlite(&folder.path().join("lockgate.db"))?;
        let sealer = Records::new(folder.path().to_owned()).sealer()?;
        let keeper = Keeper::open(store).map_err(plain)?;
        let engine = Engine::new(env::current_exe().context("cannot find this program itself")?);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let (listener, site) = listen(self.listen, None).await?;
            let reach = Reach { loopback: true };
            let office = Office::new(keeper, sealer, engine, site, reach, Some(demo::people()));
            let token = demo::prepare(&office, &scratch).await.map_err(plain)?;
            println!("The demo is at {}", office.site.origin);
            println!(
                "Its CI can push: LOCKGATE_TOKEN={token} lockgate push --server {} --project {} PATH",
                office.site.origin,
                demo::PROJECT
            );
            println!("Its target is {}", scratch.url(demo::DATABASE));
            println!("Ctrl-C ends it, and nothing stays.");
            serve(office, listener, manifest).await
        })
    }
}
