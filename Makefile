# Every command does its own set-up, says what it installs, and is quick when nothing is to do.
# On Windows use a shell that has make (Git Bash, MSYS2); on macOS Homebrew brings what is missing.

# A fresh rustup writes its path to the profile of the next shell, which this one is not.
export PATH := $(if $(wildcard target/node/node_modules/.bin/node),$(CURDIR)/target/node/node_modules/.bin:)$(PATH):$(HOME)/.cargo/bin

CLIP ?= clips/s2_routine_correct.mp4
TRUTH ?= ../shared/truth
PYTHON ?= python3

# The tool that writes the page's glue is tested by itself: with the others, the same libraries would be compiled with
# other features, which takes two minutes of two cores.
TESTED = --workspace --exclude glue

.PHONY: help run check page build test lint doc fmt setup setup-test bench count record pictures asan flame validate truth \
	chaos soak fuzz notice sbom clean

help:
	@echo "make run       set up, build, open the coach on this computer and print its address"
	@echo "make check     print the report of the bundled clip (CLIP=my.mp4 for your own)"
	@echo "make test      set up, then lint and all tests"
	@echo "make lint      formatting and clippy, with warnings as errors"
	@echo "make doc       the documentation of the code into target/doc, with warnings as errors"
	@echo "make fmt       format the code"
	@echo "make bench     milliseconds per frame beside MediaPipe's, into target/bench.json"
	@echo "make count     instructions of the heaviest parts against what is written down (WRITE=1 writes them down)"
	@echo "make record    snapshots, golden reports and instruction counts anew, after a change that is meant to change them"
	@echo "make pictures  every state of the page into target/e2e/screens, and docs/coach.png, for people to look at"
	@echo "make asan      the kernels' tests under the address sanitizer (needs a nightly Rust)"
	@echo "make flame     where the time of a check goes, drawn into target/flame.svg"
	@echo "make validate  the table of all clips whose movement is known (TRUTH=folder)"
	@echo "make truth     renders the clips of make validate into target/truth (SETS, JOBS; says minutes and disk first)"
	@echo "make chaos     tries to break the program: damaged inputs, kills, a full disk (MINUTES, SEED, ONLY)"
	@echo "make fuzz      every reader with a fuzzer, MINUTES each (needs a nightly Rust)"
	@echo "make soak      an hour of sessions in one tab: is memory flat? (MINUTES)"
	@echo "make notice    names the libraries in NOTICE anew, and writes their licences into target/licences.txt"
	@echo "make sbom      what the program is made of, as CycloneDX, into target/sbom"
	@echo "make clean     remove what was built"

run: build
	@cargo run --release --quiet -p unhunch -- serve $(if $(PORT),--port $(PORT))

# A verdict (exit code 1) is an answer, not an error; 2 means that the clip could not be used.
check: build
	@cargo run --release --quiet -p unhunch -- check "$(CLIP)" || [ $$? -eq 1 ]

# The page is compiled into the program, so it comes first.
build: page
	@cargo build --release -p unhunch

page: setup
	@scripts/page

test: setup-test lint
	@cd web && npm test --silent
	@cargo test $(TESTED)
	@cargo test --package glue
	@scripts/truth test
	@cd web && npm run e2e --silent
	@cd web && npm run e2e:firefox --silent

lint: page
	@cd web && npm run check --silent
	@cargo fmt --all --check
	@scripts/truth lint
	@cargo clippy --workspace --all-targets -- -D warnings

# Not part of the tests: it takes three minutes to find a broken link.
doc: setup
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --document-private-items $(TESTED)

fmt: setup
	@cargo fmt --all
	@scripts/truth fmt

setup:
	@scripts/setup

# The tests of the page drive a real Chromium and a real Firefox.
setup-test:
	@scripts/setup test

bench: setup
	@PYTHON="$(PYTHON)" scripts/bench

# Counted with valgrind where it is; elsewhere this says why not, and is content.
# The build of the tests, with all their features: nothing is compiled for this alone.
count: setup-test
	@WRITE=$(WRITE) cargo test --quiet $(TESTED) --test instructions -- --nocapture

# What was recorded and is meant to be otherwise now: snapshots, golden reports, instruction counts.
# Look at the difference.
record: setup-test page
	@command -v cargo-insta >/dev/null || { echo "record: installing cargo-insta, which writes snapshots"; cargo install --quiet --locked cargo-insta; }
	@WRITE=1 cargo insta test --accept $(TESTED)

asan: setup
	@scripts/asan

# Every state of the page into target/e2e/screens, wide and narrow, light and dark, and the README's picture of it.
pictures: setup-test page
	@cargo build -p unhunch
	@cd web && npx playwright test --config e2e/pictures.config.ts
	@cp target/e2e/screens/coach.png docs/coach.png

flame: build
	@scripts/flame "$(CLIP)"

# The table of all clips, then of the sets of people one by one. Exit code 1 says that a target is missed, which is an
# answer. Landmarks are kept in target/, so the second run takes seconds.
VALIDATE = cargo run --release --quiet -p unhunch -- validate --cache target/traces

validate: build
	@if [ -d "$(TRUTH)/rendered" ]; then set -- "$(TRUTH)/rendered"; \
	else echo "$(TRUTH)/rendered is not there: taking the two clips in clips/, which are too few for the targets." >&2; set -- clips; fi; \
	if [ -d "$(TRUTH)/real/video" ]; then set -- "$$@" --nobody "$(TRUTH)/real/video"; fi; \
	if [ -d "$(TRUTH)/real/traces" ]; then set -- "$$@" --labels truth/labels.json; fi; \
	$(VALIDATE) "$$@" --report target/validate.html || [ $$? -eq 1 ]
	@echo "The same with plots: target/validate.html"
	@for people in $(wildcard $(TRUTH)/people/*); do \
	echo; echo "People at desks, $$(basename "$$people")"; echo; \
	set -- "$$people"; others="$(TRUTH)/others/$$(basename "$$people")"; \
	if [ -d "$$others" ]; then set -- "$$@" --nobody "$$others"; fi; \
	$(VALIDATE) "$$@" --report "target/validate-$$(basename "$$people").html" || [ $$? -eq 1 ] || exit 1; done

# Then: make validate TRUTH=target/truth. `SETS="tuning checking"` are the squeeze and the round back of 24 persons.
SETS ?= rendered
truth: setup
	@JOBS="$(JOBS)" scripts/truth render $(SETS)

# What docs/reliability.md shows. Exit code 1 says that something was found.
chaos: build
	@cargo run --release --quiet -p chaos -- --minutes "$(or $(MINUTES),10)" --seed "$(or $(SEED),1)" $(if $(ONLY),--only $(ONLY))

fuzz: setup
	@scripts/fuzz "$(or $(MINUTES),10)" $(ONLY)

soak: setup-test build
	@cd web && MINUTES="$(or $(MINUTES),60)" npm run soak --silent

notice: setup
	@scripts/notice
	@scripts/notice texts

sbom: setup
	@scripts/sbom

clean:
	@cargo clean
