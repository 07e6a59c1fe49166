//! A request as the browser's own reader of JSON leaves it. A second reader in here would be a fiftieth of the module.

use lockgate_core::digest::Digest;
use lockgate_core::engine::{Question, Request, Update};
use lockgate_core::revision::{FileDigest, SourceFile};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub type GivenQuestion;
    #[wasm_bindgen(method, getter)]
    fn open(this: &GivenQuestion) -> Option<GivenRequest>;
    #[wasm_bindgen(method, getter)]
    fn update(this: &GivenQuestion) -> GivenUpdate;

    type GivenUpdate;
    #[wasm_bindgen(method, getter)]
    fn files(this: &GivenUpdate) -> Option<Vec<GivenFile>>;
    #[wasm_bindgen(method, getter)]
    fn gone(this: &GivenUpdate) -> Option<Vec<String>>;

    pub type GivenRequest;
    #[wasm_bindgen(method, getter)]
    fn files(this: &GivenRequest) -> Vec<GivenFile>;
    #[wasm_bindgen(method, getter)]
    fn base(this: &GivenRequest) -> Option<Vec<GivenFile>>;
    #[wasm_bindgen(method, getter)]
    fn preset(this: &GivenRequest) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn postgres(this: &GivenRequest) -> Option<u16>;

    type GivenFile;
    #[wasm_bindgen(method, getter)]
    fn path(this: &GivenFile) -> String;
    #[wasm_bindgen(method, getter)]
    fn digest(this: &GivenFile) -> String;
    #[wasm_bindgen(method, getter)]
    fn bytes(this: &GivenFile) -> GivenBytes;

    /// a text, or `{"base64": …}`
    type GivenBytes;
    #[wasm_bindgen(method, getter)]
    fn base64(this: &GivenBytes) -> String;

    /// Gives each byte as the character of its number.
    fn atob(base64: &str) -> String;
}

impl GivenQuestion {
    pub fn read(&self) -> Question {
        let Some(request) = self.open() else {
            let (files, gone) = (self.update().files(), self.update().gone());
            let files = files.unwrap_or_default().iter().map(GivenFile::read).collect();
            return Question::Update(Update { files, gone: gone.unwrap_or_default() });
        };
        Question::Open(request.read())
    }
}

impl GivenRequest {
    pub fn read(&self) -> Request {
        Request {
            files: self.files().iter().map(GivenFile::read).collect(),
            base: self.base().map(|files| files.iter().map(GivenFile::read_digest).collect()),
            preset: self.preset(),
            postgres: self.postgres(),
        }
    }
}

impl GivenFile {
    fn read(&self) -> SourceFile {
        let bytes = self.bytes();
        let bytes = match bytes.as_string() {
            Some(text) => text.into_bytes(),
            None => atob(&bytes.base64()).chars().map(|it| it as u8).collect(),
        };
        SourceFile { path: self.path(), bytes }
    }

    fn read_digest(&self) -> FileDigest {
        let digest = Digest::parse(&self.digest()).unwrap_or_else(|| wasm_bindgen::throw_str("no digest"));
        FileDigest { path: self.path(), digest }
    }
}
