// Keeps the last phone pages for when the signal is gone. It never keeps an
// answer to a change, and always asks the store first.
const cache = 'dashcart-phone-1'
self.addEventListener('install', e => self.skipWaiting())
self.addEventListener('activate', e => e.waitUntil(self.clients.claim()))
self.addEventListener('fetch', e => {
  const url = new URL(e.request.url)
  if (e.request.method !== 'GET' || url.pathname.endsWith('/live') || url.origin !== location.origin) return
  e.respondWith((async () => {
    const store = await caches.open(cache)
    try {
      const answer = await fetch(e.request)
      if (answer.ok) store.put(e.request, answer.clone())
      return answer
    } catch {
      return (await store.match(e.request)) ?? new Response('You are offline. The cart goes on working; this page comes back with the signal.', { status: 503, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
    }
  })())
})
