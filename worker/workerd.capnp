# Runs the edge on plain workerd: one process, SQLite on disk, the app's files beside it. See README.md for the command.
using Workerd = import "/workerd/workerd.capnp";
using Built = import "../pkg/worker/modules.capnp";

const config :Workerd.Config = (
  services = [
    (name = "nuanze", worker = .edge),
    # The app's files: --directory-path app=pkg/app
    (name = "app", disk = (writable = false)),
    # The districts' databases, one file each: --directory-path districts=.nuanze/districts
    (name = "districts", disk = (writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8787", http = (), service = "nuanze")],
);

const edge :Workerd.Worker = (
  modules = Built.modules,
  # Not later than the workerd release in tests/package.json.
  compatibilityDate = "2026-10-01",
  bindings = [
    (name = "ASSETS", service = "app"),
    (name = "DISTRICT", durableObjectNamespace = "District"),
    (name = "NUANZE_SIGNING_KEY", fromEnvironment = "NUANZE_SIGNING_KEY"),
    (name = "NUANZE_RETIRED_KEYS", fromEnvironment = "NUANZE_RETIRED_KEYS"),
    (name = "NUANZE_SEAL_KEY", fromEnvironment = "NUANZE_SEAL_KEY"),
    (name = "NUANZE_INDEX_KEY", fromEnvironment = "NUANZE_INDEX_KEY"),
  ],
  durableObjectNamespaces = [(className = "District", uniqueKey = "nuanze-district", enableSql = true)],
  durableObjectStorage = (localDisk = "districts"),
);
