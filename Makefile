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

BOX := $(ARTIFACTS)/box/ClipshareBox.dll
# Where a checkout keeps what the box keeps; an empty folder makes a new box.
DATA ?= $(CURDIR)/var
ADDRESS ?= http://127.0.0.1:8080
# Where a demo Plex stands in for plex.tv; its server has the next port.
PLEX_PORT ?= 32490

.PHONY: help run demo cuts test test-cuts test-kills test-obs screenshots build tools bench bench-desk bench-box bench-load clean

help:
	@echo "make run        start the box with two demo films and a demo Plex; prints where to go"
	@echo "make demo       do the main job on the running box: press, exact clip, share, roll"
	@echo "make cuts       cut a film with clipcut, the cutter alone, and read the frame numbers back"
	@echo "make test       run all tests"
	@echo "make test-cuts  cut every kind of source at many more places (over a thousand; half an hour)"
	@echo "make test-kills kill the box at 200 moments (some twenty minutes)"
	@echo "make test-obs   play clips in a real OBS Studio and read what goes on air (installs OBS; some minutes)"
	@echo "make screenshots write pictures of every page in two sizes into $(ARTIFACTS)/screenshots"
	@echo "make bench      measure the cutter beside plain ffmpeg (half an hour)"
	@echo "make bench-box  measure the box: press to clip, press to picture, start"
	@echo "make bench-desk measure the desk in the browser: steps, marks on another screen, two in step, first picture"
	@echo "make bench-load measure the hub beside a bare broadcast, long lists, and two editors (some ten minutes)"
	@echo "make clean      remove everything that was built or generated"

tools:
	@tests/install-tools.sh

build: tools
	dotnet build ClipshareBox.sln -c Release -v quiet

$(CLIPCUT): $(shell find src -name '*.cs' -o -name '*.csproj' -o -name '*.props')
	dotnet publish src/clipcut -c Release -r $(RID) --self-contained false -v quiet -o $(dir $(CLIPCUT))

$(BOX): $(shell find src -type f -not -path '*/bin/*' -not -path '*/obj/*' -not -path '*/node_modules/*')
	dotnet publish src/ClipshareBox -c Release -r $(RID) --self-contained false -p:PublishReadyToRun=true -v quiet -o $(dir $(BOX))

run: tools $(BOX)
	dotnet run --project tests/demo -c Release -- films $(DATA)/films
	dotnet run --project tests/demo -c Release --no-build -- plex $(DATA)/films --port $(PLEX_PORT) --while $$$$ & \
	CLIPSHAREBOX__PLEXTV=http://127.0.0.1:$(PLEX_PORT) CLIPSHAREBOX__DEMOPLEX=1 \
	CLIPSHAREBOX__DATA=$(DATA) CLIPSHAREBOX__URLS=$(ADDRESS) CLIPSHAREBOX__SHAREPORT=4450 CLIPSHAREBOX__FOLDERS="Demo films=$(DATA)/films" \
		exec dotnet $(BOX)

demo: tools
	dotnet run --project tests/demo -c Release -- job --box $(ADDRESS) --data $(DATA)

cuts: tools $(CLIPCUT)
	dotnet run --project tests/demo -c Release -- cuts --clipcut $(CLIPCUT) --folder $(DATA)/cuts

test: tools
	tests/run-all.sh

test-cuts: build
	CLIPSHAREBOX_CUTS=16 dotnet test tests/ClipshareBox.Media.Tests -c Release --no-build --filter "FullyQualifiedName~Cutting.Exact"

test-kills: build
	CLIPSHAREBOX_KILLS=200 dotnet test tests/ClipshareBox.Tests -c Release --no-build --filter "FullyQualifiedName~PowerCut"

test-obs: build
	@tests/install-tools.sh obs
	CLIPSHAREBOX_OBS=1 dotnet test tests/ClipshareBox.Media.Tests -c Release --no-build --filter "FullyQualifiedName~Playback.Obs"

screenshots: build
	mkdir -p $(ARTIFACTS)/screenshots
	CLIPSHAREBOX_SHOTS=$(CURDIR)/$(ARTIFACTS)/screenshots dotnet test tests/ClipshareBox.Tests -c Release --no-build --filter "FullyQualifiedName~Features.Pages"

# Each figure is a line; the load of the machine stands above them.
bench-desk: build
	CLIPSHAREBOX_RUNS=10 dotnet test tests/ClipshareBox.Tests -c Release --no-build --filter "Figures=desk" --logger "console;verbosity=detailed" | grep -aE "p95|within|Failed!|Passed!"

bench-box: tools $(BOX)
	dotnet run --project tests/demo -c Release -- films $(DATA)/films
	dotnet run --project tests/benchmarks -c Release -- --box $(BOX) --films $(DATA)/films

bench-load: tools $(BOX)
	dotnet run --project tests/benchmarks -c Release -- --load $(BOX) $(LOAD)

bench: tools $(CLIPCUT)
	dotnet run --project tests/benchmarks -c Release -- --clipcut $(CLIPCUT)

clean:
	rm -rf $(ARTIFACTS) var
	find src tests -type d \( -name bin -o -name obj -o -name node_modules \) -prune -exec rm -rf {} +
