# Two commands matter: `make run` shows the product at work, `make test` checks all of it.
# Both install what they need with apt (as root, or by sudo) and build what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

ARTIFACTS := artifacts
# Compiled ahead of time for this machine, so that the program starts at once.
RID := linux-$(if $(filter aarch64,$(shell uname -m)),arm64,x64)
CLIPCUT := $(ARTIFACTS)/clipcut/clipcut

.PHONY: help run test test-cuts build tools bench clean

help:
	@echo "make run    cut a ten-minute film with numbered frames and read the numbers back"
	@echo "make test   run all tests"
	@echo "make test-cuts  cut every kind of source at many more places (over a thousand; takes half an hour)"
	@echo "make bench  measure the cutter beside plain ffmpeg (takes several minutes)"
	@echo "make clean  remove everything that was built or generated"

tools:
	@tests/install-tools.sh

build: tools
	dotnet build ClipshareBox.sln -c Release -v quiet

$(CLIPCUT): $(shell find src -name '*.cs' -o -name '*.csproj' -o -name '*.props')
	dotnet publish src/clipcut -c Release -r $(RID) --self-contained false -v quiet -o $(dir $(CLIPCUT))

run: tools $(CLIPCUT)
	dotnet run --project tests/demo -c Release -- --clipcut $(CLIPCUT) --folder var/demo

test: tools
	tests/run-all.sh

test-cuts: build
	CLIPSHAREBOX_CUTS=16 dotnet test tests/ClipshareBox.Media.Tests -c Release --no-build --filter "FullyQualifiedName~Cutting.Exact"

bench: tools $(CLIPCUT)
	dotnet run --project tests/benchmarks -c Release -- --clipcut $(CLIPCUT)

clean:
	rm -rf $(ARTIFACTS) var
	find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
