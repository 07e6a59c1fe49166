// Runs the engine beside the page. In: [id, request], or [id, question, true] for the engine that is kept.
// Out: [id, answer], or [id, null, error] and then the end.
import init, { analyse, judge } from "./engine.js";

const ready = init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) });

onmessage = async ({ data: [id, asked, kept] }) => {
  try {
    await ready;
    const given = JSON.parse(asked);
    postMessage([id, kept ? judge(given) : analyse(given)]);
  } catch (error) {
    // After a trap nobody knows what the module's memory holds, so it is never used again.
    postMessage([id, null, String(error)]);
    close();
  }
};
