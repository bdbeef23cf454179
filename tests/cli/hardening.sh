# SPDX-License-Identifier: Apache-2.0
# What the compiler and linker were asked for stands in the program: position-independent, read-only
# relocations bound at start, no executable stack, stack guards, checked calls, no search path of its own.
set -e
if ! command -v readelf >/dev/null; then echo "no readelf"; exit 0; fi
headers=$(readelf -W -h -l -d "$RECOUPE"); symbols=$(readelf -W --dyn-syms "$RECOUPE")
if grep -q '__asan_init\|__tsan_init\|__msan_init' <<<"$symbols"; then echo "a sanitizer build"; exit 0; fi
need() { grep -q -- "$1" <<<"$headers" || { echo "missing: $2"; exit 1; }; }
need 'Type: *DYN' 'position-independent executable'
need 'GNU_RELRO' 'read-only relocations'
need 'FLAGS_1.*NOW' 'relocations bound at start'
need 'FLAGS_1.*PIE' 'position-independent executable'
grep 'GNU_STACK' <<<"$headers" | grep -q 'RW ' || { echo "missing: a stack that is not executable"; exit 1; }
if grep 'GNU_STACK' <<<"$headers" | grep -q RWE; then echo "the stack is executable"; exit 1; fi
if grep -q 'TEXTREL\|RPATH\|RUNPATH' <<<"$headers"; then echo "text relocations or a search path"; exit 1; fi
grep -q '__stack_chk_fail' <<<"$symbols" || { echo "missing: stack guards"; exit 1; }
[ "$(grep -c '__[a-z]*_chk@' <<<"$symbols")" -ge 4 ] || { echo "missing: checked calls"; grep _chk <<<"$symbols"; exit 1; }
# Nothing is mapped writable and executable at once.
if grep 'LOAD' <<<"$headers" | grep -q 'RWE'; then echo "a segment is writable and executable"; exit 1; fi
