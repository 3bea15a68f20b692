// Carts are paired with a lane by drawing them onto it on the floor plan, and
// taken off by doing so again. It posts what the form of the lanes' page posts.
const near = 48 // pixels from a lane's middle at which it counts as meant

let drag // {cart, x, y, ghost} from the touch until it ends

const middle = el => { const r = el.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2] }

// laneAt is the lane nearest to a point of the window, if one is near.
const laneAt = (x, y) => [...document.querySelectorAll('[data-pairs]')]
  .map(el => ({ el, far: Math.hypot(middle(el.querySelector('rect'))[0] - x, middle(el.querySelector('rect'))[1] - y) }))
  .filter(l => l.far <= near)
  .sort((a, b) => a.far - b.far)[0]?.el

const label = () => {
  const g = document.createElement('div')
  g.className = 'badge badge-info fixed z-50 pointer-events-none'
  document.body.append(g)
  return g
}

const pair = async (cart, lane) => {
  const now = new Set(lane.dataset.pairs.split(' ').filter(Boolean))
  if (!now.delete(cart)) now.add(cart)
  const page = `/admin/lanes#lane-${lane.dataset.lane}`
  try {
    const body = new URLSearchParams([...now].map(c => ['cart', c]))
    const r = await fetch(`/admin/lanes/${encodeURIComponent(lane.dataset.lane)}/pair`, { method: 'POST', body, redirect: 'manual' })
    if (r.type !== 'opaqueredirect') location.assign(page) // refused: the form says why
  } catch { location.assign(page) }
}

document.addEventListener('pointerdown', e => {
  const dot = e.button === 0 && document.querySelector('[data-pairs]') && e.target.closest('svg [data-cart]')
  if (dot) drag = { cart: dot.dataset.cart, name: dot.querySelector('text').textContent, x: e.clientX, y: e.clientY }
})

document.addEventListener('pointermove', e => {
  if (!drag || !drag.ghost && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) < 8) return
  drag.ghost ??= label()
  const lane = laneAt(e.clientX, e.clientY)
  drag.ghost.textContent = drag.name + (lane ? ` → ${lane.querySelector('text').textContent}` : '')
  drag.ghost.style.left = `${e.clientX + 12}px`
  drag.ghost.style.top = `${e.clientY + 12}px`
})

const end = e => {
  const was = drag
  drag = undefined
  if (!was?.ghost) return
  was.ghost.remove()
  // The click that follows would open the cart's page.
  const swallow = c => { c.preventDefault(); c.stopPropagation() }
  document.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => document.removeEventListener('click', swallow, { capture: true }))
  const lane = e.type === 'pointerup' && laneAt(e.clientX, e.clientY)
  if (lane) pair(was.cart, lane)
}
document.addEventListener('pointerup', end)
document.addEventListener('pointercancel', end)
document.addEventListener('dragstart', e => { if (e.target.closest?.('svg [data-cart]')) e.preventDefault() })
