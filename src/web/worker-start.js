// Starts the laboratory's worker, and gives it the messages in their order, those too that come before it is there.
import init from "./worker.js";

const ready = init();

onmessage = async ({ data }) => {
  try {
    await ready;
    self.answer(data);
  } catch (error) {
    // The program is over: its memory ran out, or it never arrived.
    postMessage({ id: data.id, broken: String(error) });
  }
};
