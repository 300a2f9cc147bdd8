// Starts the built worker on a real workerd: free port, own folder for the districts' databases, own keys.
//
//   const edge = await startWorkerd();          // waits until it answers
//   await fetch(`${edge.url}/v1/health`);
//   await edge.kill();                          // SIGKILL; edge.restart() starts again on the same databases and port
//   await edge.stop();                          // ends it and removes its folder

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const CONFIG = join(ROOT, "worker/workerd.capnp");
const READY_WITHIN = 60_000;

/** The keys of a worker; each start without keys of its own gets new ones. */
export function newKeys() {
  const key = () => randomBytes(32).toString("base64url");
  return { NUANZE_SIGNING_KEY: key(), NUANZE_SEAL_KEY: key(), NUANZE_INDEX_KEY: key() };
}

/**
 * Starts workerd with `pkg/worker` and `pkg/app` and waits until it answers.
 *
 * `port`: 0 for a free one. `keys`: environment variables, `{}` for none at all. `app`: the folder of static files.
 * `data`: a folder for the databases that outlives the worker. `worker`: a build other than `pkg/worker`.
 */
export async function startWorkerd({ port = 0, keys = newKeys(), app = join(ROOT, "pkg/app"), data, worker } = {}) {
  const home = await mkdtemp(join(tmpdir(), "nuanze-"));
  const config = worker ? await configFor(worker, home) : CONFIG;
  const districts = data ?? join(home, "districts");
  await mkdir(districts, { recursive: true });
  if (!existsSync(app)) {
    app = join(home, "app");
    await mkdir(app);
  }
  const edge = new Edge({ home, config, districts, app, keys, port });
  try {
    await edge.restart();
  } catch (error) {
    await edge.stop();
    throw error;
  }
  return edge;
}

class Edge {
  #settings;
  #process;
  #log = "";

  constructor(settings) {
    this.#settings = settings;
  }

  /** `http://127.0.0.1:PORT` */
  get url() {
    return `http://127.0.0.1:${this.#settings.port}`;
  }

  /** The folder with the districts' databases. */
  get districts() {
    return this.#settings.districts;
  }

  /** What workerd has written so far. */
  get log() {
    return this.#log;
  }

  /** Starts again, on the same databases and, once known, the same port. */
  async restart({ keys } = {}) {
    if (keys) this.#settings.keys = keys;
    const { config, districts, app, port } = this.#settings;
    const process_ = spawn(
      workerdProgram(),
      [
        "serve",
        config,
        "config",
        `--socket-addr=http=127.0.0.1:${port}`,
        `--directory-path=app=${app}`,
        `--directory-path=districts=${districts}`,
        "--control-fd=3",
      ],
      { env: this.#environment(), stdio: ["ignore", "pipe", "pipe", "pipe"] },
    );
    this.#process = process_;
    const keep = (chunk) => (this.#log += chunk);
    process_.stdout.setEncoding("utf8").on("data", keep);
    process_.stderr.setEncoding("utf8").on("data", keep);
    this.#settings.port = await this.#listening(process_);
    await this.#answering(process_);
  }

  /** Ends workerd at once, as a power cut would. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Ends workerd and removes what it kept. */
  async stop() {
    await this.#end("SIGTERM");
    await rm(this.#settings.home, { recursive: true, force: true });
  }

  #environment() {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("NUANZE_"));
    return { ...Object.fromEntries(inherited), ...this.#settings.keys };
  }

  async #end(signal) {
    const process_ = this.#process;
    if (!process_ || process_.exitCode !== null || process_.signalCode !== null) return;
    const ended = once(process_, "exit");
    process_.kill(signal);
    await ended;
  }

  /** The port, from workerd's own report. */
  async #listening(process_) {
    let text = "";
    const reports = process_.stdio[3].setEncoding("utf8");
    return new Promise((resolve, reject) => {
      reports.on("data", (chunk) => {
        text += chunk;
        for (const line of text.split("\n").slice(0, -1)) {
          const report = JSON.parse(line);
          if (report.event === "listen" && report.socket === "http") resolve(report.port);
        }
      });
      process_.once("error", reject);
      process_.once("exit", (code) => reject(new Error(`workerd ended with ${code}:\n${this.#log}`)));
    });
  }

  async #answering(process_) {
    const until = Date.now() + READY_WITHIN;
    for (;;) {
      try {
        const response = await fetch(`${this.url}/v1/health`);
        await response.arrayBuffer();
        if (response.ok) return;
      } catch (error) {
        if (process_.exitCode !== null) throw new Error(`workerd ended with ${process_.exitCode}:\n${this.#log}`);
        if (Date.now() > until) throw error;
      }
      if (Date.now() > until) throw new Error(`no answer from workerd:\n${this.#log}`);
    }
  }
}

/** The same configuration for another build. */
async function configFor(worker, home) {
  const built = relative(home, join(worker, "modules.capnp"));
  const config = join(home, "workerd.capnp");
  await writeFile(config, (await readFile(CONFIG, "utf8")).replace("../pkg/worker/modules.capnp", built));
  return config;
}

function workerdProgram() {
  const named = process.env.WORKERD_BIN;
  if (named) return named;
  // The npm package names its program, whatever the machine.
  const require = createRequire(join(ROOT, "tests/package.json"));
  return require("workerd").default;
}
