// Passkeys: a button with data-passkey="in" signs in, one with "add" makes a
// key. Buttons stay hidden where the browser knows no passkeys; what goes wrong
// is said by the element that data-problem names.
const known = () => window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential?.parseCreationOptionsFromJSON
const post = (url, body) => fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) })
const show = () => {
  if (!known()) return
  document.querySelectorAll('[data-passkey][hidden]').forEach(b => { b.hidden = false })
}
const ways = {
  in: {
    ask: '/phone/passkey/signin', answer: '/phone/passkey/signed',
    with: o => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(o.publicKey) })
  },
  add: {
    ask: '/phone/passkey/add', answer: '/phone/passkey/added',
    with: o => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(o.publicKey) })
  }
}

document.addEventListener('click', async e => {
  const b = e.target.closest('[data-passkey]')
  if (!b) return
  const way = ways[b.dataset.passkey], said = name => { const el = document.getElementById(b.dataset[name]); if (el) el.hidden = false }
  b.disabled = true
  try {
    const asked = await post(way.ask)
    if (!asked.ok) throw new Error(asked.statusText)
    const key = await way.with(await asked.json())
    const taken = await post(way.answer, key.toJSON())
    if (!taken.ok) throw new Error(taken.statusText)
    if (b.dataset.next) location.assign(b.dataset.next)
    else said('done')
  } catch {
    b.disabled = false
    said('problem')
  }
})
show()
