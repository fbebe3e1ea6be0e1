//! The worker's side of the edge: messages in, computation, messages out.
//!
//! A message is `{id, call}`, `{id, limit}` or `{id, request}` (JSON). The answers are `{id, result}`, `{id, error}`, and
//! any number of `{id, event}` (JSON). Matrices travel as typed arrays, and leave by transfer.

use js_sys::{Array, Float32Array, Float64Array, JsString, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::DedicatedWorkerGlobalScope;

use crate::lab::{
    call::{Answer, MATRICES, Wish},
    contestant::Numbers,
    limit::Limit,
    protocol::{Event, Request, Trouble},
    run::run,
};

/// Sets `answer` on the worker's scope: `src/web/worker-start.js` gives it every message.
pub fn listen() {
    let answer: Closure<dyn Fn(JsValue)> = Closure::new(|message: JsValue| answer(&message));
    set(&global(), "answer", &answer.into_js_value());
}

fn scope() -> DedicatedWorkerGlobalScope {
    global().unchecked_into()
}

/// Milliseconds since the worker began.
fn now() -> f64 {
    scope().performance().map_or(0.0, |performance| performance.now())
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &JsString::from(key)).unwrap_or(JsValue::UNDEFINED)
}

fn set(object: &JsValue, key: &str, value: &JsValue) {
    // Only a frozen object refuses, and these are our own.
    Reflect::set(object, &JsString::from(key), value).ok();
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        set(&object, key, value);
    }
    object.into()
}

fn answer(message: &JsValue) {
    let id = get(message, "id");
    let (call, request) = (get(message, "call"), get(message, "request"));
    if let Some(request) = request.as_string() {
        return conduct(&id, &request);
    }
    let (kind, value, transfer) = if call.is_object() {
        match wish(&call).check().and_then(|call| call.answer(&mut now)) {
            Ok(answer) => {
                let (result, transfer) = result(answer);
                ("result", result, transfer)
            }
            Err(fault) => ("error", fault.to_string().into(), Array::new()),
        }
    } else if get(message, "limit").is_truthy() {
        ("result", limit(), Array::new())
    } else {
        ("error", "give an object: {kernel, n, dModel, dK}".into(), Array::new())
    };
    let posted = scope().post_message_with_transfer(&object(&[("id", id), (kind, value)]), &transfer);
    posted.ok();
}

/// Runs a plan, and tells of it as it goes: messages leave a worker that is busy.
fn conduct(id: &JsValue, request: &str) {
    let tell = |event: Event| {
        if let Ok(event) = serde_json::to_string(&event) {
            scope().post_message(&object(&[("id", id.clone()), ("event", event.into())])).ok();
        }
    };
    match serde_json::from_str(request) {
        Ok(Request::Run(plan)) => run(&plan, &mut now, tell),
        Err(error) => tell(Event::Failed(Trouble::Plan(error.to_string()))),
    }
}

fn wish(call: &JsValue) -> Wish {
    let number = |key: &str| get(call, key).as_f64();
    // What is there and no number must not pass as missing.
    let optional = |key: &str| {
        let value = get(call, key);
        (!value.is_undefined()).then(|| value.as_f64().unwrap_or(f64::NAN))
    };
    Wish {
        kernel: get(call, "kernel").as_string(),
        n: number("n"),
        d_model: number("dModel"),
        d_k: number("dK"),
        iterations: optional("iterations"),
        seed: optional("seed"),
        window: optional("window"),
        matrices: MATRICES.map(|name| matrix(&get(call, name))),
    }
}

fn matrix(value: &JsValue) -> Option<Vec<f64>> {
    if let Some(single) = value.dyn_ref::<Float32Array>() {
        return Some(single.to_vec().into_iter().map(f64::from).collect());
    }
    match value.dyn_ref::<Float64Array>() {
        Some(double) => Some(double.to_vec()),
        // What is there and no matrix is a mistake, and so are the others without it.
        None if value.is_undefined() => None,
        None => Some(Vec::new()),
    }
}

/// The object that a script gets, and the memory in it that changes hands.
fn result(answer: Answer) -> (JsValue, Array) {
    let transfer = Array::new();
    let array = |numbers: &Numbers| -> JsValue {
        match numbers {
            Numbers::Single(numbers) => {
                let array = Float32Array::from(&numbers[..]);
                transfer.push(&array.buffer());
                array.into()
            }
            Numbers::Double(numbers) => {
                let array = Float64Array::from(&numbers[..]);
                transfer.push(&array.buffer());
                array.into()
            }
        }
    };
    let number = |count: u128| JsValue::from_f64(count as f64);
    let [x, w_q, w_k, w_v] = answer.matrices.each_ref().map(array);
    let result = object(&[
        ("millisecondsPerCall", answer.millis_per_call.into()),
        ("calls", JsValue::from_f64(answer.calls as f64)),
        ("output", array(&answer.output)),
        ("bytes", JsValue::from_f64(answer.bytes as f64)),
        ("multiplyAdds", number(answer.counted.multiply_adds)),
        ("exponentials", number(answer.counted.exponentials)),
        ("x", x),
        ("wQ", w_q),
        ("wK", w_k),
        ("wV", w_v),
    ]);
    (result, transfer)
}

fn limit() -> JsValue {
    let limit = Limit::measure(&mut now);
    object(&[
        ("multiplyAddsPerMillisecond", limit.multiply_adds.into()),
        ("exponentialsPerMillisecond", limit.exponentials.into()),
    ])
}
