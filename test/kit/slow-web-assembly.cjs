// Makes WebAssembly load slowly (`node --require`), so that Bruno's script engine is not ready for the first response.
const DELAY_MS = 2_000;
const { instantiate } = WebAssembly;

WebAssembly.instantiate = async (...args) => {
  await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
  return instantiate(...args);
};
