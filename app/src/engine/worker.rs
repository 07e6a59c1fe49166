//! The worker's client. One request runs and one waits; a newer request takes the waiting place. A worker that
//! stops or takes too long is thrown away, and the next request starts another.

use super::{Failure, Judgement, Question, Request, read_answer};
use futures_channel::oneshot;
use js_sys::{Array, Function};
use serde::de::DeserializeOwned;
use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

const TIME_LIMIT_MS: i32 = 10_000;

type Answer = Result<String, Failure>;

/// A handle; clones share the worker. Nothing is loaded before the first request.
#[derive(Clone)]
pub struct Engine(Rc<RefCell<State>>);

struct State {
    url: String,
    worker: Option<Live>,
    running: Option<Waiting>,
    waiting: Option<Waiting>,
    last_id: u32,
}

struct Waiting {
    id: u32,
    asked: Asked,
    reply: oneshot::Sender<Answer>,
}

enum Asked {
    /// once, in the words of the engine
    Once(String),
    /// of the engine that is kept
    Kept(Request),
}

/// Dropping it ends the worker, whatever the worker is doing.
struct Live {
    worker: Worker,
    /// What the engine that is kept there was asked last.
    held: Option<Request>,
    timer: Option<i32>,
    on_timeout: Closure<dyn FnMut()>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Live {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.stop_timer();
        self.worker.terminate();
    }
}

impl Engine {
    /// The page's engine. The document names the worker's script.
    pub fn of_page() -> Engine {
        thread_local!(static ENGINE: OnceCell<Engine> = const { OnceCell::new() });
        ENGINE.with(|engine| engine.get_or_init(|| Engine::new(worker_url())).clone())
    }

    fn new(url: String) -> Engine {
        let state = State { url, worker: None, running: None, waiting: None, last_id: 0 };
        Engine(Rc::new(RefCell::new(state)))
    }

    /// Judges the request's files, or says why it can't. `T` is what of the analysis is wanted.
    pub async fn analyse<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Failure> {
        read_answer(&self.ask(Asked::Once(json(request)?)).await?)
    }

    /// Judges files that are asked about again and again: only what changed goes to the worker and is read there.
    pub async fn judge(&self, request: Request) -> Result<Judgement, Failure> {
        read_answer(&self.ask(Asked::Kept(request)).await?)
    }

    async fn ask(&self, asked: Asked) -> Answer {
        let (reply, answer) = oneshot::channel();
        {
            let state = &mut *self.0.borrow_mut();
            state.last_id += 1;
            let id = state.last_id;
            if let Some(older) = state.waiting.replace(Waiting { id, asked, reply }) {
                let _ = older.reply.send(Err(Failure::Superseded));
            }
        }
        self.next();
        answer.await.unwrap_or(Err(Failure::Superseded))
    }

    /// Hands the waiting request to the worker, if the worker is free.
    fn next(&self) {
        let state = &mut *self.0.borrow_mut();
        if state.running.is_some() {
            return;
        }
        let Some(mut request) = state.waiting.take() else { return };
        if let Err(failure) = self.send(state, &mut request) {
            let _ = request.reply.send(Err(failure));
            return;
        }
        state.running = Some(request);
    }

    fn send(&self, state: &mut State, request: &mut Waiting) -> Result<(), Failure> {
        let crashed = |why: JsValue| Failure::Crashed(format!("{why:?}"));
        if state.worker.is_none() {
            state.worker = Some(self.start(&state.url).map_err(crashed)?);
        }
        let Some(live) = state.worker.as_mut() else { return Ok(()) };
        let (text, kept) = match &mut request.asked {
            Asked::Once(text) => (std::mem::take(text), false),
            Asked::Kept(request) => {
                let text = json(&Question::of(request, live.held.as_ref()))?;
                live.held = Some(std::mem::take(request));
                (text, true)
            }
        };
        let message = Array::of3(&request.id.into(), &text.into(), &kept.into());
        live.worker.post_message(&message).map_err(crashed)?;
        live.start_timer();
        Ok(())
    }

    fn start(&self, url: &str) -> Result<Live, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options)?;

        // Weak: the closures live inside the state that they point to.
        let weak = Rc::downgrade(&self.0);
        let finish = move |id: Option<u32>, answer: Answer| {
            if let Some(state) = weak.upgrade() {
                Engine(state).finish(id, answer);
            }
        };
        let done = finish.clone();
        let on_message = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            let (id, answer) = read_message(&event);
            done(id, answer);
        });
        let broken = finish.clone();
        let on_error = Closure::<dyn FnMut(_)>::new(move |event: ErrorEvent| {
            event.prevent_default();
            broken(None, Err(Failure::Crashed(error_text(&event))));
        });
        let on_timeout = Closure::<dyn FnMut()>::new(move || finish(None, Err(Failure::Slow)));

        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Live { worker, held: None, timer: None, on_timeout, _on_message: on_message, _on_error: on_error })
    }

    /// `id` is `None` where the worker itself failed, whatever it was doing.
    fn finish(&self, id: Option<u32>, answer: Answer) {
        let ended = {
            let state = &mut *self.0.borrow_mut();
            let ours = |request: &mut Waiting| id.is_none_or(|id| id == request.id);
            let Some(request) = state.running.take_if(ours) else { return };
            let ended = if answer.is_err() { state.worker.take() } else { None };
            if let Some(live) = state.worker.as_mut() {
                live.stop_timer();
            }
            let _ = request.reply.send(answer);
            ended
        };
        // This runs inside one of `ended`'s closures: the worker ends now, the closures are freed later.
        if let Some(live) = ended {
            live.worker.terminate();
            wasm_bindgen_futures::spawn_local(async move { drop(live) });
        }
        self.next();
    }
}

impl Live {
    fn start_timer(&mut self) {
        let call: &Function = self.on_timeout.as_ref().unchecked_ref();
        let set = |window: web_sys::Window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(call, TIME_LIMIT_MS).ok()
        };
        self.timer = web_sys::window().and_then(set);
    }

    fn stop_timer(&mut self) {
        if let (Some(timer), Some(window)) = (self.timer.take(), web_sys::window()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}

fn json(asked: &impl serde::Serialize) -> Answer {
    serde_json::to_string(asked).map_err(|error| Failure::Refused(error.to_string()))
}

/// `[id, json]`, or `[id, null, error]`.
fn read_message(event: &MessageEvent) -> (Option<u32>, Answer) {
    let message: Array = event.data().unchecked_into();
    let id = message.get(0).as_f64().map(|id| id as u32);
    let crash = || Failure::Crashed(message.get(2).as_string().unwrap_or_default());
    (id, message.get(1).as_string().ok_or_else(crash))
}

/// A failed load is a plain event without a message.
fn error_text(event: &ErrorEvent) -> String {
    let message = js_sys::Reflect::get(event, &"message".into()).ok();
    message.and_then(|message| message.as_string()).unwrap_or_else(|| "it could not be loaded".into())
}

fn worker_url() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let meta = document.and_then(|d| d.query_selector("meta[name=lockgate-engine]").ok().flatten());
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}
