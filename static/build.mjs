// Builds what the pages load into static/dist: one style sheet, one script, the
// typeface, and a sprite of just the icons that are used.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'

const icons = ['apple', 'arrow-left', 'arrow-right', 'badge-percent', 'banana', 'battery-low', 'bell-ring', 'check', 'chevron-down', 'circle-check', 'circle-help', 'circle-user', 'door-open',
  'ear', 'eraser', 'eye', 'hand', 'hand-helping', 'languages', 'list-checks', 'lock', 'log-out', 'map', 'minus', 'package-open', 'plus', 'qr-code', 'receipt', 'refresh-cw', 'scale', 'scan-barcode',
  'search', 'shopping-bag', 'shopping-basket', 'shopping-cart', 'smartphone', 'tag', 'timer', 'triangle-alert', 'undo-2', 'user', 'volume-2', 'volume-x', 'wifi', 'wifi-off', 'x', 'zap', 'a-large-small', 'store', 'wrench', 'snowflake']

mkdirSync('static/dist/fonts', { recursive: true })
for (const [weight, name] of [[400, 'regular'], [700, 'bold']]) {
  copyFileSync(`node_modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-${weight}-normal.woff2`, `static/dist/fonts/${name}.woff2`)
}
const symbols = icons.map(name => {
  const svg = readFileSync(`node_modules/lucide-static/icons/${name}.svg`, 'utf8')
  const inner = svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>[\s\S]*$/, '')
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`
})
writeFileSync('static/dist/icons.svg', `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`)
copyFileSync('static/src/app-icon.svg', 'static/dist/app-icon.svg')
await build({ entryPoints: ['static/src/app.js', 'static/src/bench.js', 'static/src/worker.js'], bundle: true, minify: true, outdir: 'static/dist', logLevel: 'warning' })
execFileSync('node_modules/.bin/tailwindcss', ['-i', 'static/src/app.css', '-o', 'static/dist/app.css', '--minify'], { stdio: ['ignore', 'ignore', 'pipe'] })
