# Worklead. `make help` says what there is; the work is done in scripts/.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup build demo lint test check fmt bench soak install uninstall clean
.NOTPARALLEL:

PREFIX ?= /usr/local
PROGRAM := .build/release/worklead
export DESTDIR

help:  ## Say what each target does.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup:  ## Install the packages of packages.txt that are missing, and fetch the dashboard's libraries.
	@scripts/setup build run test
	@scripts/assets

build:  ## Build the programs: release, stripped, the command line static.
	@scripts/setup build
	@scripts/build

demo:  ## Build, and show the main job end to end with real processes.
	@scripts/setup build run
	@scripts/build
	@$(PROGRAM) demo

lint:  ## Check the formatting.
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	@echo "The formatting is right."

test:  ## Run every test, and end with "N passed, N failed".
	@scripts/setup build run test
	@scripts/test

check: lint test  ## Check the formatting, then run every test.

fmt:  ## Format the sources in place.
	@swift format format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks

bench:  ## Measure Worklead beside named peers; prints the table of docs/benchmarks.md.
	@scripts/setup build run bench
	@scripts/build
	@scripts/build bench
	@scripts/bench

soak:  ## Make faults happen at large numbers, for hours.
	@scripts/setup build run test soak
	@scripts/soak

# The program is rebuilt only when it is older than a source, so that `sudo make install` after
# `make build` needs no toolchain.
SOURCES := $(shell find Package.swift Sources -type f)
$(PROGRAM): $(SOURCES)
	@scripts/setup build
	@scripts/build
	@touch $(PROGRAM)

install: $(PROGRAM)  ## Put program, completions and man pages under PREFIX (/usr/local).
	@scripts/install $(PROGRAM) "$(PREFIX)"

uninstall:  ## Remove what install put there.
	@scripts/uninstall "$(PREFIX)"

clean:  ## Remove what was built.
	@rm -rf .build
