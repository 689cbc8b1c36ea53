// Starts Azurite so that it ends after everything that uses it. Ctrl-C, a closing terminal and `timeout` signal every
// process at once, but the host still drains into the storage: what counts here is the end of standard input, which the
// front end closes last, and which also comes when the front end is killed.
"use strict";
const longestDrain = 5000;
const shutdown = [];
const once = process.once;
process.once = (event, handler) => {
  if (event !== "SIGINT" && event !== "SIGTERM") return once.call(process, event, handler);
  if (event === "SIGTERM") shutdown.push(handler);
  return process;
};

const end = () => {
  shutdown.splice(0).forEach(handler => handler());
  setTimeout(() => process.exit(0), longestDrain).unref();
};
process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
process.on("SIGTERM", () => setTimeout(end, longestDrain).unref());
process.stdin.on("end", end).on("error", end).resume();

require("azurite/dist/src/azurite.js");
