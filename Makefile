# initlab: `make demo` and `make test` set up all they need; `make help` lists the rest.
SWIFT ?= swift
PREFIX ?= /usr/local
PACKAGES = libedit-dev zlib1g-dev
ARM_PACKAGES = gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user
FORMATTED = Package.swift Sources Tests plugins

.PHONY: demo test sweep arm build setup lint format bench install uninstall clean help

demo: build ## set up, build for speed, run the first lesson on the real digits
	.build/release/initlab --echo examples/00_first_session.lab

# Swift's own commands leave folders in the one for temporary files: it goes with what is in it.
test: setup lint ## set up, check the format, run all tests
	@TMPDIR=$$(mktemp -d) && export TMPDIR && trap 'rm -rf "$$TMPDIR"' EXIT && trap 'exit 130' INT TERM && \
	  $(SWIFT) build --build-tests && $(SWIFT) test --skip-build

sweep: setup ## test the kernels' functions over every float; takes the better part of an hour
	INITLAB_SWEEP=1 $(SWIFT) test --filter SweepTests

arm: $(if $(filter aarch64 arm64,$(shell uname -m)),,setup) ## compare bits on ARM, emulated where this is none, with those on record
	Tests/Arm/compare.sh

build: setup ## set up, build the program for speed
	$(SWIFT) build -c release --product initlab

arm: PACKAGES = $(ARM_PACKAGES)

setup: ## install the system packages that are missing
	@if [ "$$(uname -s)" = Linux ] && command -v dpkg-query >/dev/null; then \
	  missing=""; \
	  for package in $(PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    if [ "$$(id -u)" -eq 0 ]; then as_root=""; else as_root="sudo"; fi; \
	    $$as_root apt-get update -qq && \
	    $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	  fi; \
	fi

lint: ## check the format of all Swift files
	$(SWIFT) format lint --strict --parallel --recursive $(FORMATTED)

format: ## format all Swift files in place
	$(SWIFT) format --in-place --parallel --recursive $(FORMATTED)

bench: setup ## measure speed and memory; JSON on standard output
	$(SWIFT) build -c release
	.build/release/bench

SHARE = $(DESTDIR)$(PREFIX)/share
LIB = $(DESTDIR)$(PREFIX)/lib/initlab
INCLUDE = $(DESTDIR)$(PREFIX)/include
INSTALLED = $(DESTDIR)$(PREFIX)/bin/initlab $(LIB)/InitKit.swiftmodule $(INCLUDE)/initlab_plugin.h $(SHARE)/man/man1/initlab.1 \
  $(SHARE)/bash-completion/completions/initlab $(SHARE)/zsh/site-functions/_initlab \
  $(SHARE)/fish/vendor_completions.d/initlab.fish

install: build ## put the program, what plugins are built with, man page and shell completions under PREFIX
	$(SWIFT) build --product generate-manual
	"$$($(SWIFT) build --show-bin-path)/generate-manual" .build/release/initlab --output-directory .build
	install -d $(dir $(INSTALLED))
	install -m 755 .build/release/initlab $(DESTDIR)$(PREFIX)/bin/initlab
	install -m 644 .build/release/Modules/InitKit.swiftmodule $(LIB)/InitKit.swiftmodule
	install -m 644 Sources/CInitABI/include/initlab_plugin.h $(INCLUDE)/initlab_plugin.h
	install -m 644 .build/initlab.1 $(SHARE)/man/man1/initlab.1
	.build/release/initlab --generate-completion-script bash > $(SHARE)/bash-completion/completions/initlab
	.build/release/initlab --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_initlab
	.build/release/initlab --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/initlab.fish

uninstall: ## remove what install put in place
	rm -f $(INSTALLED)

clean: ## remove what was built
	$(SWIFT) package clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 12
