// Stands between a browser and the edge, and writes down every request that really went over the wire.
//
//   const counter = await startCounter(edge.url);
//   await page.goto(counter.url);
//   counter.requests                             // [{ method, path, status, encoding, bytes }], bytes as transferred

import { once } from "node:events";
import { createServer, request } from "node:http";

/** Starts it on a free port. */
export async function startCounter(target) {
  const requests = [];
  const server = createServer((incoming, outgoing) => {
    const entry = { method: incoming.method, path: incoming.url, status: 0, encoding: "", bytes: 0 };
    requests.push(entry);
    const forward = request(new URL(incoming.url, target), {
      method: incoming.method,
      headers: incoming.headers,
    });
    forward.on("response", (response) => {
      entry.status = response.statusCode;
      entry.encoding = response.headers["content-encoding"] ?? "";
      outgoing.writeHead(response.statusCode, response.rawHeaders);
      response.on("data", (chunk) => (entry.bytes += chunk.length));
      response.pipe(outgoing);
    });
    forward.on("error", () => outgoing.destroy());
    incoming.pipe(forward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
