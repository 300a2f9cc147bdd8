// The service worker: keeps one version of the app whole, answers without a network, and lets an update wait for a yes.

const VERSION = "{{version}}";
const PRECACHE = [/*{{precache}}*/];

const CACHE = `nuanze-${VERSION}`;

// What carries its hash in its name is taken from where the page just put it; everything else is asked after.
const freshness = (url) => (/-[0-9a-f]{16}\./.test(url) ? "default" : "no-cache");

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(PRECACHE.map((url) => new Request(url, { cache: freshness(url) })))),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith("nuanze-") && name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  // What the edge says is never kept: it is asked each time, or not at all.
  if (url.pathname.startsWith("/v1/") || url.pathname.startsWith("/.well-known/")) return;
  const wanted = request.mode === "navigate" ? "/" : request;
  event.respondWith(answer(wanted, request, event));
});

async function answer(wanted, request, event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(wanted, { ignoreSearch: true, ignoreVary: true });
  if (kept) return kept;
  const fetched = await fetch(request);
  // A policy that was opened once works offline from then on. The list names it by its hash, and is of this version.
  if (fetched.ok && new URL(request.url).pathname.startsWith("/policies/")) event.waitUntil(cache.put(request, fetched.clone()));
  return fetched;
}
