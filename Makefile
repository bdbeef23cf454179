# SPDX-License-Identifier: Apache-2.0
# Builds recoupe. `make` the programs and libraries into build/; `make demo` the main job on
# examples/ from a bare machine; `make help` the rest. Source files are found, not listed.
VERSION := 0.1.0
PREFIX ?= /usr/local
CC ?= gcc
B ?= build
OPT ?= -O2
PACKAGES := sqlite3 libxml-2.0 libdeflate zlib libbrotlidec libzstd libcurl libmicrohttpd libutf8proc libxxhash
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wpointer-arith \
	-Wwrite-strings -Wundef -Wformat=2 -Werror
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -DRECOUPE_VERSION='"$(VERSION)"' -Isrc -Iinclude -Itests $(WARNINGS) $(OPT) -g -fPIC \
	-fvisibility=hidden -ffp-contract=off $(PKG_CFLAGS) $(CFLAGS)
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lpthread -lm

ROOMS := base doc model read parse extract compare store report serve engine
LIB_SOURCES := $(sort $(foreach r,$(ROOMS),$(shell find src/$r -name '*.c')))
CLI_SOURCES := $(sort $(wildcard src/cli/*.c))
TRAIN_SOURCES := $(sort $(shell find src/train -name '*.c'))
TEST_SOURCES := $(sort $(wildcard tests/*.c tests/unit/*.c))
DATA_FILES := $(sort $(shell find lexicon models -type f -not -name '*.md' -not -name '.*'))
object = $(patsubst %,$B/%.o,$(1))
LIB_OBJECTS = $(call object,$(LIB_SOURCES)) $B/data.o

.PHONY: all deps demo test check asan ubsan tsan fuzz quality bench install clean lint help
all: $B/recoupe $B/recoupe-train $B/librecoupe.a $B/librecoupe.so

$B/%.c.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# Lexicon and models are embedded: one table of names and bytes (tools/embed.c).
$B/embed: tools/embed.c
	@mkdir -p $B
	@$(CC) -std=c11 -O1 -Wall -Wextra -o $@ $<
$B/data.list: $(DATA_FILES) | $B/embed
	@mkdir -p $B
	@printf '%s\n' $(DATA_FILES) > $@
$B/data.S: $B/data.list $B/embed
	@$B/embed $B/data.list > $@
$B/data.o: $B/data.S $(DATA_FILES)
	@$(CC) -c -o $@ $<

$B/librecoupe.a: $(LIB_OBJECTS)
	@rm -f $@
	@ar rcs $@ $^
$B/librecoupe.so: $(LIB_OBJECTS)
	@$(CC) -shared -Wl,-soname,librecoupe.so.0 $(LDFLAGS) -o $@ $^ $(LIBS)
$B/recoupe: $(call object,$(CLI_SOURCES)) $B/librecoupe.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/recoupe-train: $(call object,$(TRAIN_SOURCES)) $B/librecoupe.a
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/tests/run: $(call object,$(TEST_SOURCES)) $B/librecoupe.a
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)

test: $B/tests/run $B/recoupe
	$B/tests/run

clean:
	rm -rf build

-include $(shell find $B -name '*.d' 2>/dev/null)
