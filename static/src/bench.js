// The bench: goods are dragged into the cart, the picture and the signal run.
const cart = document.body.dataset.bench
const hand = () => document.querySelector('input[name=hand]:checked')?.value ?? ''
const twice = () => document.getElementById('twice')?.checked ? 'yes' : ''

const put = code => fetch(`/bench/${cart}/put`, { method: 'POST', headers: { 'HX-Request': 'true' }, body: new URLSearchParams({ code, hand: hand(), twice: twice() }) })
document.querySelectorAll('[data-goods]').forEach(f => {
  f.addEventListener('dragstart', e => e.dataTransfer.setData('text/plain', f.dataset.code))
  f.addEventListener('submit', e => { e.preventDefault(); put(f.dataset.code) })
})
document.querySelectorAll('[data-drop]').forEach(d => {
  d.addEventListener('dragover', e => e.preventDefault())
  d.addEventListener('drop', e => { e.preventDefault(); put(e.dataTransfer.getData('text/plain')) })
})

const canvas = document.getElementById('trace')
const draw = s => {
  const c = canvas.getContext('2d'), w = canvas.width, h = canvas.height
  c.clearRect(0, 0, w, h)
  if (!s.trace?.length) return
  const from = s.now - 20000
  let low = Infinity, high = -Infinity
  for (const p of s.trace) { low = Math.min(low, p.g); high = Math.max(high, p.g) }
  const pad = Math.max(20, (high - low) * 0.1)
  low -= pad; high += pad
  c.strokeStyle = '#0b6b3a'; c.lineWidth = 2; c.beginPath()
  s.trace.forEach((p, i) => {
    const x = (p.t - from) / 20000 * w, y = h - (p.g - low) / (high - low) * h
    i ? c.lineTo(x, y) : c.moveTo(x, y)
  })
  c.stroke()
  c.fillStyle = '#3b4640'; c.font = '14px Atkinson, sans-serif'
  c.fillText(`${high.toFixed(0)} g`, 4, 14); c.fillText(`${low.toFixed(0)} g`, 4, h - 4)
}
let inside = ''
const look = async () => {
  try {
    const s = await (await fetch(`/bench/${cart}/state`)).json()
    draw(s)
    document.getElementById('grams').textContent = `${s.grams.toFixed(0)} g truly lie on it`
    const now = JSON.stringify(s.inside.map(i => i.id))
    if (inside && now !== inside) {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
      document.getElementById('inside').replaceWith(page.getElementById('inside'))
    }
    inside = now
  } catch { /* the cart is away for a moment */ }
  setTimeout(look, 250)
}
look()
const frame = document.getElementById('frame')
const picture = () => { frame.src = `/bench/${cart}/frame.jpg?${Date.now()}` }
frame.addEventListener('load', () => setTimeout(picture, 150))
frame.addEventListener('error', () => setTimeout(picture, 1000))
