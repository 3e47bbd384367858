# Every command does its own set-up, says what it installs, and is quick when nothing is to do.
# On Windows use a shell that has make (Git Bash, MSYS2); on macOS Homebrew brings what is missing.

# A fresh rustup writes its path to the profile of the next shell, which this one is not.
export PATH := $(PATH):$(HOME)/.cargo/bin

CLIP ?= clips/s2_routine_correct.mp4
TRUTH ?= ../shared/truth
PYTHON ?= python3

.PHONY: help run test lint fmt setup bench validate clean

help:
	@echo "make run       set up, build, check the bundled clip, print the report (CLIP=my.mp4 for your own)"
	@echo "make test      set up, then lint and all tests"
	@echo "make lint      formatting and clippy"
	@echo "make fmt       format the code"
	@echo "make bench     milliseconds per frame beside MediaPipe's, into target/bench.json"
	@echo "make validate  the table of all clips whose movement is known (TRUTH=folder)"
	@echo "make clean     remove what was built"

# A verdict (exit code 1) is an answer, not an error; 2 means that the clip could not be used.
run: setup
	@cargo build --release -p unhunch
	@cargo run --release --quiet -p unhunch -- check "$(CLIP)" || [ $$? -eq 1 ]

test: setup lint
	@cargo test --workspace

lint: setup
	@cargo fmt --all --check
	@cargo clippy --workspace --all-targets -- -D warnings

fmt: setup
	@cargo fmt --all

setup:
	@scripts/setup

bench: setup
	@PYTHON="$(PYTHON)" scripts/bench

validate: setup
	@cargo build --release -p unhunch
	@$(PYTHON) scripts/steps-table.py --routine "$(TRUTH)/rendered/routine" --real "$(TRUTH)/real/video" "$(TRUTH)/rendered/steps"

clean:
	@cargo clean
