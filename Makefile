# SPDX-License-Identifier: Apache-2.0
# Builds recoupe. `make` the programs and libraries into build/; `make demo` the main job on
# examples/ from a bare machine; `make help` the rest. Source files are found, not listed.
VERSION := 0.1.0
, := ,
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
CC ?= gcc
SHELL := /bin/bash
B ?= build
OPT ?= -O2
PACKAGES := sqlite3 libdeflate zlib libbrotlidec libzstd libcurl libmicrohttpd libutf8proc libxxhash
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith \
	-Wwrite-strings -Wundef -Wformat=2 -Werror
# Hardening (docs/security.md; tests/cli/hardening.sh reads it off the program). The sanitizers check more
# themselves and do not go with fortified calls.
HARDEN = -fstack-protector-strong -fstack-clash-protection $(if $(filter x86_64,$(shell uname -m)),-fcf-protection) \
	$(if $(findstring -fsanitize,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
HARDEN_LINK := -Wl,-z,relro,-z,now,-z,noexecstack
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -DRECOUPE_VERSION='"$(VERSION)"' -Isrc -Iinclude -Itests $(WARNINGS) $(OPT) -g -fPIC \
	-fvisibility=hidden -ffp-contract=off $(HARDEN) $(PKG_CFLAGS) $(PEERS) $(CFLAGS)
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lpthread -lm

ROOMS := base doc model read fetch parse extract compare store report serve engine
LIB_SOURCES := $(filter-out src/fetch/$(if $(STATIC),fetch,absent).c,\
	$(sort $(foreach r,$(ROOMS),$(shell find src/$r -name '*.c' 2>/dev/null))))
CLI_SOURCES := $(sort $(wildcard src/cli/*.c))
TRAIN_SOURCES := $(sort $(shell find src/train -name '*.c'))
FUZZ_SOURCES := tests/fuzz/targets.c tests/fuzz/targets_data.c tests/fuzz/targets_outside.c tests/store_documents.c
TEST_SOURCES := $(sort $(wildcard tests/*.c tests/unit/*.c) $(FUZZ_SOURCES)) src/cli/sandbox.c
DATA_FILES := $(sort $(shell find lexicon models web/built -type f -not -name '*.md' -not -name '.*') \
	web/src/index.html web/src/icon.svg web/openapi.json)
object = $(patsubst %,$B/%.o,$(1))
LIB_OBJECTS = $(call object,$(LIB_SOURCES)) $B/data.o

.PHONY: all static check-static check-arm64 site check-scale wheel deb deps demo test check asan asan-data tsan poison clang fuzz afl quality bench install clean lint help coverage budget
all: $B/recoupe $B/recoupe-train $B/librecoupe.a $B/librecoupe.so

$B/%.c.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Arithmetic: there the loops are worth vectorising.
$B/src/model/net.c.o $B/src/parse/tree.c.o $B/src/parse/tree_views.c.o $(call object,$(TRAIN_SOURCES)): \
	OPT := $(OPT:-O2=-O3) -fno-math-errno -fno-trapping-math
# Limits become minima and maxima: no NaN comes in (tree_model.c), and no zero's sign matters.
$B/src/model/net.c.o: OPT += -ffinite-math-only -fno-signed-zeros

# Lexicon and models are embedded: one table of names and bytes (tools/embed.c).
$B/embed: tools/embed.c src/base/sha256.c
	@mkdir -p $B
	@$(CC) -std=c11 -D_GNU_SOURCE -O2 -Wall -Wextra -Isrc -o $@ tools/embed.c src/base/sha256.c
$B/data.list: $(DATA_FILES) | $B/embed
	@mkdir -p $B
	@printf '%s\n' $(DATA_FILES) > $@
$B/data.S: $B/data.list $B/embed $(DATA_FILES)
	@$B/embed $B/data.list > $@.part && mv $@.part $@
$B/data.o: $B/data.S $(DATA_FILES)
	@$(CC) -c -o $@ $<

$B/librecoupe.a: $(LIB_OBJECTS)
	@rm -f $@
	@ar rcs $@ $^
$B/librecoupe.so: $(LIB_OBJECTS)
	@$(CC) -shared -Wl,-soname,librecoupe.so.0 $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/recoupe: $(call object,$(CLI_SOURCES)) $B/librecoupe.a
	@$(CC) $(if $(STATIC),-static-pie,-pie) $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/recoupe-train: $(call object,$(TRAIN_SOURCES)) $B/librecoupe.a
	@$(CC) -pie $(HARDEN_LINK) $(LDFLAGS) -o $@ $^ $(LIBS)
# gumbo and libxml2 only beside our own tree, in two tests; without them these skip themselves.
GUMBO := $(shell pkg-config --exists gumbo && pkg-config --libs gumbo)
LIBXML2 := $(shell pkg-config --exists libxml-2.0 && pkg-config --libs libxml-2.0)
$B/tests/unit/read_tree_test.c.o: PEERS = $(if $(GUMBO),-DHAVE_GUMBO) \
	$(if $(LIBXML2),-DHAVE_LIBXML2 $(shell pkg-config --cflags libxml-2.0 2>/dev/null))
# System calls that tests make fail (tests/fault.h).
WRAPPED := open opendir fstat read mmap write fsync rename malloc calloc realloc aligned_alloc
$B/tests/run: $(call object,$(TEST_SOURCES)) $B/librecoupe.a
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS) $(WRAPPED:%=-Wl,--wrap=%) -o $@ $^ $(LIBS) $(GUMBO) $(LIBXML2)

help:
	@echo 'make            programs and libraries into build/'
	@echo 'make demo       install what is missing, build, report on examples/press'
	@echo 'make test       unit, golden, example and command-line tests'
	@echo 'make check      test, house rules, clang, sanitizers, install'
	@echo 'make quality    scores over ../shared/data into docs/scores.md (skipped where absent)'
	@echo 'make bench      articles a second by stage, memory, bytes stored; hostile pages; other readers beside ours'
	@echo 'make fuzz       libFuzzer from the saved corpus, FUZZ_SECONDS (60) for each target'
	@echo 'make afl        the same targets under AFL++ (skipped where it is missing)'
	@echo 'make wheel      the Python package, into build/'
	@echo 'make web        the page, from web/src into web/built (npm)'
	@echo 'make check-web  the page in Chromium; skipped where npm or Chromium is missing'
	@echo 'make check-readers  exports read by the readers of their formats (PyPI)'
	@echo 'make coverage   lines of src/ that the tests run'
	@echo 'make budget     instructions by stage (valgrind) against bench/instructions.txt'
	@echo 'make models     remake every model from ../shared/data (an hour)'
	@echo 'make check-scale  the archive over Spark, the live feed over RabbitMQ (scale/README.md)'
	@echo 'make site       the documents as plain HTML in build/site, links checked (cmark-gfm)'
	@echo 'make deb        Debian packages, checked by lintian; twice to the same bytes'
	@echo 'make static     one file without libraries, build/static/recoupe (no watch, no --url)'
	@echo 'make check-static  that file in an empty root: the same bytes as the other build'
	@echo 'make check-arm64  the arithmetic for arm64 under qemu: the same bits (skipped without them)'
	@echo 'make install    into DESTDIR and PREFIX (/usr/local)'

# The page (web/): its built files are kept, so that building recoupe needs no npm.
.PHONY: web check-web check-readers check-mcp
web:
	@cd web && { [ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund; } && npx --no-install tsc --noEmit && node build.mjs
check-web: $B/recoupe
	@web/test/run $B/recoupe $B/web

# Exports, each with the reader that its users have (PyPI, in a virtual environment).
check-readers: $B/recoupe
	@tests/readers/run $B/recoupe $B/readers

# The Model Context Protocol server, asked by the official client (npm).
check-mcp: $B/recoupe
	@tests/mcp/run $B/recoupe $B/mcp

# The Python package with the library inside (python/README.md).
wheel: $B/librecoupe.so
	@python/make_wheel $< $B

# The documents as plain HTML in build/site, links checked (tools/make_site).
site: $B/recoupe
	@tools/make_site $< $B/site

# The Debian packages, from what is committed.
deb:
	@tools/make_deb $B/deb

# --- from a bare Debian machine
deps:
	@tools/install_packages dependencies.txt

demo: deps
	@$(MAKE) --no-print-directory all
	@$B/recoupe report --now 2025-12-03 --width 100 examples/press

# --- tests
test: $B/tests/run $B/recoupe $B/recoupe-train
	$B/tests/run
	tests/cli/run $B/recoupe

lint: $B/house
	$B/house $(shell find src include -name '*.[ch]')
$B/house: tools/house.c
	@mkdir -p $B
	@$(CC) -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -o $@ $<

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
asan:
	@$(MAKE) --no-print-directory B=build/asan OPT=-O1 CFLAGS='$(SANITIZE)' LDFLAGS='$(SANITIZE)' \
		build/asan/recoupe build/asan/recoupe-train build/asan/tests/run
	UBSAN_OPTIONS=print_stacktrace=1 build/asan/tests/run
	tests/cli/run build/asan/recoupe
# Every input of ../shared/data through extract, under the sanitizers.
asan-data: asan
	tests/asan_data build/asan/recoupe ../shared
tsan:
	@$(MAKE) --no-print-directory B=build/tsan OPT=-O1 CFLAGS=-fsanitize=thread LDFLAGS=-fsanitize=thread \
		build/tsan/recoupe
	build/tsan/recoupe extract --jobs 8 examples/press >/dev/null
	@rm -f build/tsan/dossier*
	build/tsan/recoupe add --jobs 8 build/tsan/dossier examples/press examples/press
	@rm -rf build/tsan/serve && mkdir build/tsan/serve
	RECOUPE=$(CURDIR)/build/tsan/recoupe WORK=build/tsan/serve bash -u tests/cli/serve.sh && ! grep ThreadSanitizer build/tsan/serve/serve.log
# Lines of src/ that the tests run (gcov).
coverage:
	@rm -rf build/coverage
	@$(MAKE) --no-print-directory B=build/coverage OPT=-O1 CFLAGS='--coverage -DNO_SANDBOX' LDFLAGS=--coverage \
		build/coverage/recoupe build/coverage/recoupe-train build/coverage/tests/run
	build/coverage/tests/run >build/coverage/log || { tail build/coverage/log; false; }
	tests/cli/run build/coverage/recoupe
	@bench/coverage build/coverage
# Memory is filled with a pattern before use: two patterns, one result.
poison:
	@$(MAKE) --no-print-directory B=build/poison CFLAGS=-DARENA_POISON=0xA5 build/poison/recoupe
	build/poison/recoupe extract examples/press | cmp - <($B/recoupe extract examples/press)
	build/poison/recoupe compare examples/press | cmp - <($B/recoupe compare examples/press)
clang:
	@$(MAKE) --no-print-directory B=build/clang CC=clang OPT=-O1 build/clang/recoupe build/clang/recoupe-train

# libFuzzer (clang) from the saved corpus, FUZZ_SECONDS for each of FUZZ_TARGETS; new inputs stay in
# build/fuzz/TARGET, a crash in build/fuzz/crash-*.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= $(notdir $(wildcard tests/fuzz/corpus/*))
FUZZ_FLAGS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
$B/fuzz: $(call object,tests/fuzz/main.c $(FUZZ_SOURCES)) $B/librecoupe.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
fuzz:
	@$(MAKE) --no-print-directory B=build/fuzz CC='$(if $(findstring ccache,$(CC)),ccache )clang' OPT=-O1 CFLAGS='$(FUZZ_FLAGS)' \
		LDFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer' build/fuzz/fuzz
	@for target in $(FUZZ_TARGETS); do mkdir -p build/fuzz/$$target; \
		FUZZ_TARGET=$$target build/fuzz/fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=20000 -timeout=20 -rss_limit_mb=4096 \
			-print_final_stats=0 -verbosity=0 -artifact_prefix=build/fuzz/crash-$$target- \
			build/fuzz/$$target tests/fuzz/corpus/$$target || exit 1; \
		echo "fuzz: $$target: $(FUZZ_SECONDS) s, no crash"; done
# The same targets under AFL++ (Debian's afl++), which goes about it otherwise.
afl:
	@command -v afl-clang-fast >/dev/null || { echo "afl: afl-clang-fast (Debian: afl++) is not here: skipped"; exit 0; }; \
	AFL_QUIET=1 $(MAKE) --no-print-directory B=build/afl CC=afl-clang-fast OPT=-O1 LDFLAGS=-fsanitize=fuzzer build/afl/fuzz && \
	for target in $(FUZZ_TARGETS); do \
		FUZZ_TARGET=$$target AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
			timeout $$(($(FUZZ_SECONDS) + 120)) afl-fuzz -i tests/fuzz/corpus/$$target -o build/afl/$$target -V $(FUZZ_SECONDS) -t 5000 -m none \
			-- build/afl/fuzz >build/afl/$$target.log 2>&1 || { tail -20 build/afl/$$target.log; exit 1; }; \
		awk -v name=$$target '$$1 == "execs_done" {runs = $$3} $$1 == "saved_crashes" {crashes = $$3} $$1 == "saved_hangs" {hangs = $$3} \
			END {print "afl: " name ": " runs " runs, " crashes " crashes, " hangs " hangs"; exit crashes > 0}' \
			build/afl/$$target/default/fuzzer_stats || exit 1; done

check: lint test clang asan poison
	@$(MAKE) --no-print-directory FUZZ_SECONDS=2 fuzz
	tests/install_test $(MAKE)

quality: all $B/tests/run
	@bench/quality
# Instructions by stage against their budget.
budget: $B/recoupe
	@bench/instructions
$B/tree_speed: bench/tree_speed.c $B/librecoupe.a
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/stage_speed: bench/stage_speed.c $B/librecoupe.a
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/parse_speed: bench/parse_speed.c $B/librecoupe.a
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS) -Wl,--wrap=net_kernels_best -o $@ $^ $(LIBS)
$B/store_speed: bench/store_speed.c $B/librecoupe.a
	@$(CC) $(CFLAGS_ALL) $(LDFLAGS) -o $@ $^ $(LIBS)
bench: all $B/tree_speed $B/stage_speed $B/parse_speed $B/store_speed
	@bench/bench
	@bench/search_speed --times 10
	@bench/hostile
	@bench/peers_read
	@bench/peers

# Spark and RabbitMQ, with workers killed (scale/README.md); skips what is not installed.
check-scale: $B/recoupe
	scale/check

# One file that runs on any x86-64 or arm64 Linux, without libcurl (no watch, no --url): libcurl's own
# libraries have no static archives in Debian, nor has GnuTLS all of its own. The server speaks no TLS,
# so what microhttpd would call of GnuTLS is answered by functions that return 0.
STATIC_ARCHIVES := sqlite3 deflate z brotlidec brotlicommon zstd microhttpd utf8proc xxhash
build/static/tls.S: $(lastword $(MAKEFILE_LIST))
	@mkdir -p $(@D)
	@nm $$($(CC) -print-file-name=libmicrohttpd.a) 2>/dev/null | sed -n 's/^ *U \(gnutls_.*\)/\1/p' | LC_ALL=C sort -u | \
		awk '{print ".globl " $$1 "\n" $$1 ":"} END {print "$(if $(filter aarch64,$(shell uname -m)),mov w0$(,) \#0,xorl %eax$(,) %eax)\nret\n.section .note.GNU-stack,\"\""}' > $@
build/static/tls.o: build/static/tls.S
	@$(CC) -c -o $@ $<
static: build/static/tls.o
	@$(MAKE) --no-print-directory B=build/static STATIC=1 PKG_CFLAGS= LDFLAGS=build/static/tls.o \
		LIBS='$(STATIC_ARCHIVES:%=-l%) -lpthread -lm' build/static/recoupe
check-static: $B/recoupe
	@tests/static $(STATIC_ARCHIVES)

# The networks' kernels for arm64 under qemu: the same bits as here.
check-arm64:
	@tests/arm64

# --- the models, all of them, in the order in which they build on each other; the same bytes each
# time. An hour of one core and the data of ../shared/data/language; PROFILES is the folder of
# letter counts that models/all.language.md names. Parsers in training are kept in build/models, so
# that a run that was stopped goes on. `make models MODELS=DIR` writes elsewhere.
MODELS ?= models
PROFILES ?=
TRAIN = $B/recoupe-train
LEARN = --data ../shared/data/language --models $(MODELS)
STEP = @$(MAKE) --no-print-directory $B/recoupe-train && set -x &&
.PHONY: models
models: $B/recoupe-train
	@mkdir -p $B/models
	$(if $(PROFILES),$(TRAIN) language --data $(PROFILES) --output $(MODELS)/all.language)
	$(TRAIN) segment --lang fr $(LEARN) --output $(MODELS)/fr.segment
	$(TRAIN) segment --lang en $(LEARN) --output $(MODELS)/en.segment
	$(TRAIN) ends --lang en $(LEARN) --output $(MODELS)/en.ends
	$(STEP) $(TRAIN) words --lang fr $(LEARN) --output $(MODELS)/fr.words
	for lang in fr en; do for kind in tag lemma; do \
		$(TRAIN) $$kind --lang $$lang $(LEARN) --output $(MODELS)/$$lang.$$kind || exit; done; done
	$(STEP) for lang in fr en; do \
		part=$B/models/$$lang; \
		tree="$(TRAIN) tree --lang $$lang $(LEARN) --cache $$part.tags"; \
		seeds="7 11"; test $$lang = fr || seeds="7 11 23"; states=; \
		for seed in $$seeds; do $$tree --seed $$seed --state $$part.$$seed || exit; states=$$states,$$part.$$seed; done; \
		$(TRAIN) silver --lang $$lang $(LEARN) --cache $$part.tags --state $${states#,} --output $$part.silver && \
		$$tree --silver $$part.silver --state $$part.student --output $(MODELS)/$$lang.tree || exit; done
	for lang in fr en; do $(TRAIN) ner --lang $$lang $(LEARN) --output $(MODELS)/$$lang.ner || exit; done

# --- install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(PREFIX)/include \
		$(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $B/recoupe $B/recoupe-train $(DESTDIR)$(PREFIX)/bin
	install -m 644 $B/librecoupe.a $(DESTDIR)$(LIBDIR)
	install -m 755 $B/librecoupe.so $(DESTDIR)$(LIBDIR)/librecoupe.so.0
	ln -sf librecoupe.so.0 $(DESTDIR)$(LIBDIR)/librecoupe.so
	install -m 644 include/recoupe.h $(DESTDIR)$(PREFIX)/include
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/user
	install -m 644 tools/recoupe-watch@.service $(DESTDIR)$(PREFIX)/lib/systemd/user
	printf 'prefix=%s\nlibdir=%s\nName: recoupe\nDescription: cross-checks press articles\nVersion: %s\nRequires.private: %s\nLibs: -L$${libdir} -lrecoupe\nLibs.private: -lpthread -lm\nCflags: -I$${prefix}/include\n' \
		'$(PREFIX)' '$(LIBDIR)' '$(VERSION)' '$(PACKAGES)' > $(DESTDIR)$(LIBDIR)/pkgconfig/recoupe.pc
	$B/recoupe help man > $(DESTDIR)$(PREFIX)/share/man/man1/recoupe.1
	for verb in $$($B/recoupe help verbs); do \
		$B/recoupe help man $$verb > $(DESTDIR)$(PREFIX)/share/man/man1/recoupe-$$verb.1; done
	$B/recoupe help completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/recoupe
	$B/recoupe help completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_recoupe
	$B/recoupe help completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/recoupe.fish

clean:
	rm -rf build

-include $(shell find $B -name '*.c.d' 2>/dev/null)
