# Every target does its own set-up; steps already done are skipped.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

GO ?= go
NPM ?= npm
# Real photos, barcodes and recordings; tests that need them are skipped without.
DASHCART_DATA ?= $(abspath $(wildcard ../shared/data))
export DASHCART_DATA
# gin's codec of MessagePack, which nothing here speaks, would be a tenth of the program.
export GOFLAGS += -tags=nomsgpack

TEMPL := $(shell find views -name '*.templ' 2>/dev/null)
FRONT := $(shell find static/src package.json views -name '*.css' -o -name '*.js' -o -name '*.mjs' -o -name 'package.json' -o -name '*.templ' 2>/dev/null)

.PHONY: run trip build test bench bench-admin bench-fleet eval lint deb fuzz assets generate setup clean

run: build ## start the demo and print the addresses to open
	./dashcart demo

trip: build ## shop one whole trip headless
	./dashcart trip

build: assets generate
	$(GO) build -o dashcart .

test: assets generate ## everything, with the race detector on
	$(GO) build -race -o bin/dashcart-race .
	$(GO) test -race -timeout 20m $$($(GO) list ./... | grep -v /e2e)
# go build touches its output even where nothing changed; the copy keeps its time, and with it what is remembered of its tests.
	cmp -s bin/dashcart-race bin/dashcart-e2e || cp bin/dashcart-race bin/dashcart-e2e
	DASHCART_BIN=$(CURDIR)/bin/dashcart-e2e $(GO) test -race -timeout 20m ./e2e

bench-fleet: generate ## carts and events a second that one hub bears; figures and a plot in docs/
	DASHCART_FLEET=$(CURDIR)/docs/fleet.json $(GO) test -run TestFleetFigures -v -timeout 30m ./models/hub/bus

bench-admin: assets generate ## the staff's pages over 50,000 products and 1,000,000 events; a table
	DASHCART_SCALE=1 $(GO) test -run '^TestStaffPagesAtScale$$' -v -timeout 30m .

bench: assets generate ## ratios and sizes, in one run
	$(GO) build -o dashcart .
	DASHCART_BIN=$(CURDIR)/dashcart $(GO) test -run '^$$' -bench . -benchmem -timeout 30m ./...

EVAL_OUT ?= $(CURDIR)/.make/eval.jsonl
EVAL_TRIPS ?= 200

eval: build ## what recognition reaches on the real data and on simulated trips, ending with one table
	@mkdir -p $(dir $(EVAL_OUT)) && rm -f $(EVAL_OUT)
	@DASHCART_EVAL=1 DASHCART_EVAL_OUT=$(EVAL_OUT) $(GO) test -run 'Eval|Curve|SharedTrips|RecordedTrips' -v -timeout 120m ./sensors/... ./handlers/cli; tests=$$?; \
	DASHCART_EVAL_OUT=$(EVAL_OUT) ./dashcart eval rig --trips $(EVAL_TRIPS) >/dev/null && ./dashcart eval table $(EVAL_OUT) && exit $$tests

lint: assets generate
	$(GO) vet ./...
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	cd tools && $(GO) build -o ../bin/staticcheck honnef.co/go/tools/cmd/staticcheck
	bin/staticcheck ./...

# The newest tag names the version; before there is one, 0.0.1 and the commit.
VERSION ?= $(shell git describe --tags --match 'v[0-9]*' 2>/dev/null | sed 's/^v//; s/-/+/' | grep . || git log -1 --format='0.0.1~git%cd.%h' --date=format:%Y%m%d)

deb: build ## the Debian package, in bin/
	scripts/deb.sh '$(VERSION)' dashcart bin

generate: .make/templ
assets: .make/assets
setup: .make/debian .make/npm

.make/debian: scripts/debian.sh
	scripts/debian.sh
	@mkdir -p .make && touch $@

.make/npm: package-lock.json
	$(NPM) ci --no-audit --no-fund
	@mkdir -p .make && touch $@

.make/templ: .make/debian go.mod $(TEMPL)
	$(GO) tool templ generate
	@mkdir -p .make && touch $@

.make/assets: .make/npm $(FRONT)
	$(NPM) run --silent build
	@mkdir -p .make && touch $@

clean:
	rm -rf .make bin dashcart node_modules static/dist/app* static/dist/bench.js static/dist/worker.js static/dist/icons.svg static/dist/fonts $$(find views -name '*_templ.go')
