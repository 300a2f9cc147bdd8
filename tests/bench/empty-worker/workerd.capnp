# The empty worker on the same workerd as the edge.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "empty", worker = .empty)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "empty")],
);

const empty :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "../../../pkg/bench/empty-worker/index.js"),
    (name = "index_bg.wasm", wasm = embed "../../../pkg/bench/empty-worker/index_bg.wasm"),
  ],
  compatibilityDate = "2026-10-01",
);
