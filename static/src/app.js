// The pages work by links and forms alone; this makes them live.
import 'htmx.org'
import 'htmx.org/dist/ext/hx-sse.js'
import './passkey.js'
import './keyboard.js'
import './floor.js'

// A second touch of one button while the first is under way does nothing more:
// its key would be the same anyway, this spares the wait.
document.addEventListener('submit', e => {
  const f = e.target
  if (f.dataset.busy === 'yes') { e.preventDefault(); e.stopImmediatePropagation(); return }
  f.dataset.busy = 'yes'
  setTimeout(() => { delete f.dataset.busy }, 700)
}, true)

// The keypad writes into the field it belongs to.
document.addEventListener('click', e => {
  const b = e.target.closest('[data-key]')
  if (!b) return
  const field = document.getElementById(b.dataset.for)
  if (!field) return
  e.preventDefault()
  const k = b.dataset.key
  field.value = k === 'back' ? field.value.slice(0, -1) : k === 'clear' ? '' : field.value + k
  field.dispatchEvent(new Event('input', { bubbles: true }))
})

// A small sign while the line to the server is down; it comes back by itself.
const sign = on => document.documentElement.classList.toggle('offline', !on)
for (const [name, on] of [['htmx:after:sse:connection', true], ['htmx:sse:error', false], ['htmx:sse:close', false]]) {
  document.addEventListener(name, () => sign(on))
}
addEventListener('offline', () => sign(false))
addEventListener('online', () => sign(true))

// Two short tones, so that a shopper who looks elsewhere hears what happened.
let sound
const tone = (hz, at, length) => {
  sound ??= new AudioContext()
  const o = sound.createOscillator(), g = sound.createGain()
  o.frequency.value = hz
  g.gain.value = 0.08
  o.connect(g).connect(sound.destination)
  o.start(sound.currentTime + at)
  o.stop(sound.currentTime + at + length)
}
let last = ''
const listen = () => {
  const el = document.querySelector('[data-sound]')
  if (!el || el.dataset.event === last) return
  const first = last === ''
  last = el.dataset.event
  if (first || el.dataset.sound === 'off') return
  try {
    if (el.dataset.sound === 'got') { tone(660, 0, 0.09); tone(880, 0.1, 0.12) }
    if (el.dataset.sound === 'please') { tone(440, 0, 0.16); tone(392, 0.18, 0.2) }
  } catch { /* a browser without sound shows it all the same */ }
}
new MutationObserver(listen).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-event'] })
listen()

if ('serviceWorker' in navigator && document.querySelector('link[rel=manifest]')) {
  navigator.serviceWorker.register('/phone/worker.js', { scope: '/phone' }).catch(() => {})
}

// A drawer opens over its list, takes the keyboard along, and gives it back.
const drawer = document.getElementById('drawer')
if (drawer) {
  let opener
  const close = () => { drawer.replaceChildren(); opener?.focus() }
  document.addEventListener('click', e => {
    const row = e.target.closest('[hx-target="#drawer"]')
    if (row) opener = row
    if (drawer.contains(e.target) && e.target.closest('[data-close="drawer"]')) { e.preventDefault(); close() }
  })
  addEventListener('keydown', e => { if (e.key === 'Escape' && drawer.firstElementChild) close() })
  new MutationObserver(() => drawer.querySelector('input:not([type="hidden"]), select')?.focus()).observe(drawer, { childList: true })
}

// An open group of the menu closes on Escape and on a touch elsewhere.
const group = () => document.querySelector('.menu-group[open]')
document.addEventListener('click', e => { const g = group(); if (g && !g.contains(e.target)) g.open = false })
addEventListener('keydown', e => {
  const g = e.key === 'Escape' && group()
  if (g) { g.open = false; g.querySelector('summary').focus() }
})

// Paper.
document.addEventListener('click', e => { if (e.target.closest('[data-print]')) print() })

// Calls for help ring once each, where somebody switched the sound on, and
// their number stands in the tab's title.
const calls = () => [...document.querySelectorAll('#calls [data-call]')]
if (document.getElementById('calls')) {
  const ring = document.getElementById('ring'), title = document.title
  let heard = new Set(calls().map(x => x.dataset.call))
  const listen = () => {
    const now = calls().filter(x => x.dataset.taken !== 'yes').map(x => x.dataset.call)
    document.title = now.length ? `(${now.length}) ${title}` : title
    if (ring.getAttribute('aria-pressed') === 'true' && now.some(x => !heard.has(x))) { tone(880, 0, 0.2); tone(660, 0.25, 0.3); ring.dataset.rang = Number(ring.dataset.rang || 0) + 1 }
    heard = new Set(now)
  }
  const press = on => { ring.setAttribute('aria-pressed', on); localStorage.setItem('ring', on) }
  ring.addEventListener('click', () => { const on = ring.getAttribute('aria-pressed') !== 'true'; press(on); if (on) tone(880, 0, 0.1) })
  press(localStorage.getItem('ring') === 'true')
  new MutationObserver(listen).observe(document.querySelector('main'), { childList: true, subtree: true })
  listen()
}
