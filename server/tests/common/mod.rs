//! A whole server in this process, without a port, and the people who use it.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod running;

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use lockgate::{
    assets::Manifest,
    auth::password,
    clock,
    desk::Caller,
    engine::Engine,
    guard::Visit,
    keeper::{Draft, Keeper, stream},
    office::{Office, Site},
    router::router,
    seal::Sealer,
    secret,
    store::{Person, Store, Token},
    target::Reach,
};
use lockgate_app::api::Backend;
use lockgate_core::{
    report::Report,
    review::{Actor, Entry, Event, Role},
    revision::SourceFile,
};
use serde_json::{Value, json};
use std::{net::SocketAddr, path::Path, sync::Arc};
use tempfile::TempDir;
use tower::ServiceExt;

pub const HOST: &str = "127.0.0.1:8080";
pub const PASSWORD: &str = "correct horse battery";

pub struct House {
    pub office: Arc<Office>,
    pub router: Router,
    folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

pub fn manifest() -> Manifest {
    let at = |it: &str| format!("/pkg/{it}");
    Manifest {
        page_js: at("page.js"),
        page_wasm: at("page.wasm"),
        engine_worker: at("worker.js"),
        editor: at("editor.js"),
        css: at("main.css"),
    }
}

pub fn program() -> Engine {
    Engine::new(env!("CARGO_BIN_EXE_lockgate").into())
}

pub fn office(data: &Path, site: Site) -> Arc<Office> {
    let keeper = Keeper::open(Store::sqlite(&data.join("lockgate.db")).unwrap()).unwrap();
    Office::new(
        keeper,
        Sealer::from_file(&data.join("key")).unwrap(),
        program(),
        site,
        Reach { loopback: true },
        None,
    )
}

impl House {
    /// A house with a project `shop`, and nobody in it.
    pub fn new() -> House {
        House::at(Site::new(None, HOST.parse().unwrap()).unwrap())
    }

    pub fn at(site: Site) -> House {
        let folder = tempfile::tempdir().unwrap();
        let office = office(folder.path(), site);
        let house = House::of(office, folder);
        house.tell(&stream::project("shop"), Event::ProjectAdded { project: "shop".into() });
        house
    }

    pub fn of(office: Arc<Office>, folder: TempDir) -> House {
        House { router: router(office.clone(), manifest()), office, folder }
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub fn tell(&self, stream: &str, event: Event) {
        let draft = Draft::event(stream.to_owned(), Entry { by: Actor::Server, event });
        self.office.keeper.record(|_| Ok((draft, ())), |_, _| Ok(())).unwrap();
    }

    /// Adds somebody; the id is the name, the address `name@example.org`, the password [`PASSWORD`].
    pub async fn person(&self, name: &str, role: Role) {
        let password = password::hash(PASSWORD.into()).await.unwrap();
        let person = Person {
            id: name.into(),
            email: format!("{name}@example.org"),
            name: name.into(),
            role: Some(role),
            password: Some(password),
            disabled: false,
            created: clock::now(),
        };
        let event = Event::PersonAdded { person: name.into(), role: Some(role) };
        let draft = Draft::event(stream::person(name), Entry { by: Actor::Server, event });
        self.office.keeper.record(|_| Ok((draft, ())), |tx, _| tx.add_person(&person)).unwrap();
    }

    /// A target with an empty ledger, as far as the events say.
    pub fn target(&self, name: &str) {
        let event = Event::TargetAdded {
            target: name.into(),
            project: "shop".into(),
            name: name.into(),
            environment: "prod".into(),
        };
        self.tell(&stream::target(name), event);
    }

    /// Opens a session; answers its cookie's value.
    pub fn session(&self, person: &str) -> String {
        let token = secret::random().unwrap();
        let digest = secret::digest(&token);
        self.office.keeper.store.write(|tx| tx.add_session(&digest, person, clock::now())).unwrap();
        token
    }

    /// A token of `owner` that pushes to `project`.
    pub fn token(&self, owner: &str, project: &str) -> String {
        let secret = secret::ci::make().unwrap();
        let token = Token {
            id: secret::id().unwrap(),
            project: project.into(),
            name: "CI".into(),
            owner: owner.into(),
            created: clock::now(),
            expires: clock::now() + clock::DAY,
            last_used: None,
            revoked: None,
        };
        let (id, owner) = (token.id.clone(), owner.to_owned());
        let event = Event::TokenMade { token: id.clone(), project: project.into(), owner };
        let draft = Draft::event(stream::token(&id), Entry { by: Actor::Server, event });
        let digest = secret::digest(&secret);
        self.office.keeper.record(|_| Ok((draft, ())), |tx, _| tx.add_token(&token, &digest)).unwrap();
        secret
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        let peer: SocketAddr = "127.0.0.1:5555".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        if !request.headers().contains_key(header::HOST) {
            request.headers_mut().insert(header::HOST, HOST.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        let mut request = Request::get(path);
        if let Some(session) = session {
            request = request.header(header::COOKIE, format!("lockgate={session}"));
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// What a page is made of, as JSON, for whoever has this session: `frame`, `inbox`, `project`, `review`, `people`, `apply`.
    pub async fn read(&self, what: &str, session: Option<&str>) -> Answer {
        let desk = Caller::new(self.office.clone(), Visit::from_here(session.unwrap_or_default().into()));
        let (what, target) = what.split_once(' ').unwrap_or((what, ""));
        let number = self.office.keeper.look().unwrap().house.reviews.len() as u64;
        let read = match what {
            "frame" => desk.frame().await.map(|it| json!(it)),
            "inbox" => desk.inbox().await.map(|it| json!(it)),
            "project" => desk.project("shop".into()).await.map(|it| json!(it)),
            "review" => desk.review(number, None).await.map(|it| json!(it)),
            "people" => desk.people().await.map(|it| json!(it)),
            "rules" => desk.rules().await.map(|it| json!(it)),
            "apply" => desk.apply_progress(number, target.into()).await.map(|it| json!(it)),
            other => panic!("no page is made of {other}"),
        };
        let body = read.unwrap_or_else(|error| json!(error)).to_string();
        Answer { status: StatusCode::OK, headers: HeaderMap::new(), body }
    }

    /// Posts a form as a page of ours with script does.
    pub async fn form(&self, name: &str, session: Option<&str>, fields: &[(&str, &str)]) -> Answer {
        let mut request = form(name, fields).header("sec-fetch-site", "same-origin");
        if let Some(session) = session {
            request = request.header(header::COOKIE, format!("lockgate={session}"));
        }
        self.send(request.body(Body::from(encoded(fields))).unwrap()).await
    }

    pub async fn push(&self, token: &str, body: &Value) -> Answer {
        let request = Request::post("/api/v1/projects/shop/revisions")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn api(&self, method: Method, path: &str, token: &str) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }
}

pub fn form(name: &str, _: &[(&str, &str)]) -> axum::http::request::Builder {
    Request::post(format!("/serverfn/{name}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
}

pub fn encoded(fields: &[(&str, &str)]) -> String {
    let escape = |it: &str| -> String {
        it.bytes()
            .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect()
    };
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}

pub const ORDERS: &str = "CREATE TABLE orders (\n    id bigint PRIMARY KEY\n);\n";
pub const DROP: &str = "DROP TABLE orders;\n";

/// A push of `001_orders.sql`, and of more files, as `lockgate push` sends it.
pub fn revision(key: &str, author: Option<&str>, more: &[(&str, &str)]) -> Value {
    let mut files = vec![SourceFile::new("001_orders.sql", ORDERS)];
    files.extend(more.iter().map(|(path, text)| SourceFile::new(*path, *text)));
    let request = lockgate_core::engine::Request { files: files.clone(), ..Default::default() };
    let report: Report = lockgate_core::engine::analyse(&request).unwrap().report;
    json!({
        "key": key,
        "title": "Orders",
        "author": author.map(|it| json!({ "email": it })),
        "files": files,
        "report": report,
    })
}
