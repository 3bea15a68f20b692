// The cart has no keys of its own: a touch on a field that takes words opens
// these, and the page makes room above them.
const board = document.getElementById('keyboard')
if (board) {
  let field
  const close = () => {
    field = undefined
    board.hidden = true
    document.documentElement.classList.remove('typing')
  }
  const open = to => {
    field = to
    board.hidden = false
    document.documentElement.classList.add('typing')
    field.focus()
    if (field.hasAttribute('data-afresh')) field.select()
    field.scrollIntoView({ block: 'center' })
  }
  const write = text => {
    const from = field.selectionStart, to = field.selectionEnd
    const room = field.maxLength < 0 || field.value.length - (to - from) + text.length <= field.maxLength
    if (room) field.setRangeText(text, from, to, 'end')
  }
  const rub = () => {
    const to = field.selectionEnd, from = field.selectionStart === to ? Math.max(to - 1, 0) : field.selectionStart
    field.setRangeText('', from, to, 'end')
  }
  // The field keeps the caret while keys are touched.
  board.addEventListener('mousedown', e => e.preventDefault())
  board.addEventListener('click', e => {
    const key = e.target.closest('[data-types]')?.dataset.types
    if (key === undefined || !field) return
    if (key === 'hide') return close()
    if (key === 'enter') {
      const form = field.form
      close()
      return form.requestSubmit()
    }
    if (key === 'back') rub()
    else write(key)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
  // Not before the touch has ended: what moves under a finger is missed by it.
  document.addEventListener('click', e => {
    if (board.contains(e.target)) return
    const to = e.target.closest('input[data-keyboard]')
    if (to && !to.disabled) open(to)
    else if (field && !e.target.closest('label')) close()
  })
  document.addEventListener('submit', close)
  new MutationObserver(() => { if (field && !field.isConnected) close() }).observe(document.body, { childList: true, subtree: true })
}
