// The bench: goods are dragged into the cart and out of it, the cart is rolled
// over the plan, the picture and the signal run.
const cart = document.body.dataset.bench
const chosen = name => document.querySelector(`input[name=${name}]:checked`)?.value ?? ''
const act = (what, fields) => fetch(`/bench/${cart}/${what}`, { method: 'POST', headers: { 'HX-Request': 'true' }, body: new URLSearchParams(fields) })
const put = code => act('put', { code, hand: chosen('hand'), twice: document.getElementById('twice')?.checked ? 'yes' : '' })
const take = id => act('take', { thing: id, hand: chosen('hand') })

const bring = name => act('thing', new FormData(document.querySelector(`[data-own="${name}"]`)))

// What is dragged names itself: in:CODE from the shelf, own:NAME of what is no
// goods, out:ID from the cart.
const kinds = '[data-goods],[data-own],[data-inside]'
const word = ({ code, own, inside }) => code ? `in:${code}` : own ? `own:${own}` : `out:${inside}`
document.addEventListener('dragstart', e => {
  const f = e.target.closest(kinds)
  if (f) e.dataTransfer.setData('text/plain', word(f.dataset))
})
document.addEventListener('dragover', e => { if (e.target.closest('[data-drop]')) e.preventDefault() })
document.addEventListener('drop', e => {
  const to = e.target.closest('[data-drop]')
  if (!to) return
  e.preventDefault()
  const [way, what] = e.dataTransfer.getData('text/plain').split(':')
  moved(way, what, to.dataset.drop)
})
const moved = (way, what, to) => {
  if (way === 'in' && to === 'put') put(what)
  if (way === 'own' && to === 'put') bring(what)
  if (way === 'out' && to === 'take') take(what)
}
document.addEventListener('submit', e => {
  const f = e.target.closest(kinds)
  if (!f) return
  e.preventDefault()
  const [way, what] = word(f.dataset).split(':')
  moved(way, what, way === 'out' ? 'take' : 'put')
})

const plan = document.getElementById('plan')
plan?.addEventListener('click', e => {
  const code = e.target.closest('[data-code]')?.dataset.code
  const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(plan.getScreenCTM().inverse())
  act('move', code ? { code } : { x: at.x.toFixed(2), y: at.y.toFixed(2) })
})

const canvas = document.getElementById('trace')
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--color-${name}`)
const draw = s => {
  const dpr = devicePixelRatio, w = canvas.clientWidth, h = canvas.clientHeight
  canvas.width = w * dpr; canvas.height = h * dpr
  const c = canvas.getContext('2d')
  c.scale(dpr, dpr)
  if (!s.trace?.length) return
  const span = 20000, from = s.now - span
  let low = Infinity, high = -Infinity
  for (const p of s.trace) { low = Math.min(low, p.g); high = Math.max(high, p.g) }
  const pad = Math.max(20, (high - low) * 0.15)
  low -= pad; high += pad
  const x = t => (t - from) / span * w, y = g => h - (g - low) / (high - low) * h
  c.font = '14px Atkinson, sans-serif'
  s.marks.filter(m => m.t > from).forEach((m, i) => {
    c.strokeStyle = colour('accent'); c.setLineDash([4, 4]); c.beginPath(); c.moveTo(x(m.t), 0); c.lineTo(x(m.t), h); c.stroke(); c.setLineDash([])
    c.fillStyle = colour('accent'); c.fillText(m.text, Math.min(x(m.t) + 4, w - c.measureText(m.text).width), 14 + 16 * (i % 4))
  })
  c.strokeStyle = colour('primary'); c.lineWidth = 2; c.beginPath()
  s.trace.forEach((p, i) => i ? c.lineTo(x(p.t), y(p.g)) : c.moveTo(x(p.t), y(p.g)))
  c.stroke()
  c.fillStyle = colour('base-content')
  c.fillText(`${high.toFixed(0)} g`, 4, 14); c.fillText(`${low.toFixed(0)} g`, 4, h - 4)
}
let inside = ''
const look = async () => {
  try {
    const s = await (await fetch(`/bench/${cart}/state`)).json()
    draw(s)
    document.getElementById('grams').textContent = `${s.grams.toFixed(0)} g truly lie on it${s.busy ? '; a hand is moving' : ''}`
    const here = document.getElementById('here')
    here.setAttribute('cx', s.x); here.setAttribute('cy', s.y)
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
