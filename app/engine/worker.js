// Runs the engine beside the page. In: [id, request]. Out: [id, analysis], or [id, null, error] and then the end.
import init, { analyse } from "./engine.js";

const ready = init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) });

onmessage = async ({ data: [id, request] }) => {
  try {
    await ready;
    postMessage([id, analyse(JSON.parse(request))]);
  } catch (error) {
    // After a trap nobody knows what the module's memory holds, so it is never used again.
    postMessage([id, null, String(error)]);
    close();
  }
};
