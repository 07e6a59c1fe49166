//! `target/dist`: what the browser loads, under names that change with their content, and `manifest.json`, which
//! tells the server those names.

use crate::{
    cargo::Build,
    part::{self, Names, hash},
    paths,
    step::{self, step},
    wasm,
};
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};

/// Where the server hands these files out.
const PREFIX: &str = "/pkg/";

pub fn build(build: Build) -> Result<()> {
    let parts = [
        ("page", page(build)?),
        ("engine", engine(build)?),
        ("editor", editor(build)?),
        ("style", style(build)?),
    ];
    step("Assets", || {
        // A server may be reading the old folder, so the new one takes its place whole.
        let (dist, new) = (paths::dist(), paths::dist().with_extension("new"));
        remove(&new)?;
        let mut manifest = Names::new();
        for (name, names) in parts {
            part::copy(name, &new)?;
            manifest.extend(names.into_iter().map(|(key, path)| (key, format!("{PREFIX}{path}"))));
        }
        fs::write(new.join("manifest.json"), serde_json::to_vec_pretty(&manifest)?)?;
        remove(&dist)?;
        Ok(fs::rename(&new, &dist)?)
    })
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// `page-HASH.js` and `page-HASH_bg.wasm`; scripts that crates bring along go to `page-HASH/`.
fn page(build: Build) -> Result<Names> {
    let wasm = wasm::compile("Page", "lockgate-page", build)?;
    part::make("page", &wasm::inputs(&wasm, build)?, build, |folder| {
        wasm::bind(&wasm, "page", build, folder)?;
        let name = format!("page-{}", hash_of_files(folder)?);
        let script = fs::read_to_string(folder.join("page.js"))?
            .replace("page_bg.wasm", &format!("{name}_bg.wasm"))
            .replace("./snippets/", &format!("./{name}/"));
        fs::write(folder.join(format!("{name}.js")), script)?;
        fs::remove_file(folder.join("page.js"))?;
        fs::rename(folder.join("page_bg.wasm"), folder.join(format!("{name}_bg.wasm")))?;
        if folder.join("snippets").exists() {
            fs::rename(folder.join("snippets"), folder.join(&name))?;
        }
        Ok(names([("page_js", format!("{name}.js")), ("page_wasm", format!("{name}_bg.wasm"))]))
    })
}

/// `engine-HASH/`, whose files find each other by their plain names.
fn engine(build: Build) -> Result<Names> {
    let wasm = wasm::compile("Engine", "lockgate-engine", build)?;
    let worker = fs::read("app/engine/worker.js")?;
    let inputs = hash([wasm::inputs(&wasm, build)?.as_bytes(), &worker]);
    part::make("engine", &inputs, build, |folder| {
        wasm::bind(&wasm, "engine", build, folder)?;
        fs::write(folder.join("worker.js"), &worker)?;
        let name = format!("engine-{}", hash_of_files(folder)?);
        let inside = folder.join(&name);
        fs::create_dir(&inside)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path != inside {
                fs::rename(&path, inside.join(path.file_name().context("an entry has a name")?))?;
            }
        }
        Ok(names([("engine_worker", format!("{name}/worker.js"))]))
    })
}

/// `editor-HASH.js`, by the bundler and the flags that its own package names.
fn editor(build: Build) -> Result<Names> {
    let home = Path::new("app/editor");
    let sources = ["editor.js", "package.json", "package-lock.json"].map(|file| fs::read(home.join(file)));
    let sources = sources.into_iter().collect::<Result<Vec<_>, _>>()?;
    part::make("editor", &hash(sources), build, |folder| {
        step::run(Command::new("npm").args(["run", "--silent", "build"]).current_dir(home))?;
        let bundle = fs::read(home.join("dist/editor.js"))?;
        single_file(folder, "editor", "js", &bundle)
    })
}

/// `main-HASH.css`: the words, then what holds everywhere, then the sheets in the order of their names.
fn style(build: Build) -> Result<Names> {
    let mut sheets = part::files_below(Path::new("style"))?;
    sheets.retain(|it| it.extension().is_some_and(|extension| extension == "css"));
    sheets.sort_by_key(|it| (!it.ends_with("tokens.css"), !it.ends_with("base.css"), it.clone()));
    let texts = sheets.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    part::make("style", &hash(&texts), build, |folder| {
        let mut names = single_file(folder, "main", "css", texts.join("\n").as_bytes())?;
        Ok(names.remove("main").map(|path| ("css".to_owned(), path)).into_iter().collect())
    })
}

fn single_file(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> Result<Names> {
    let name = format!("{stem}-{}.{extension}", hash([bytes]));
    fs::write(folder.join(&name), bytes)?;
    Ok(names([(stem, name)]))
}

fn hash_of_files(folder: &Path) -> Result<String> {
    let files = part::files_below(folder)?;
    let contents = files.iter().map(fs::read).collect::<Result<Vec<_>, _>>()?;
    Ok(hash(contents))
}

fn names<const N: usize>(names: [(&str, String); N]) -> Names {
    names.into_iter().map(|(key, path)| (key.to_owned(), path)).collect()
}
