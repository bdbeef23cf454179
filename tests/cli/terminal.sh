# SPDX-License-Identifier: Apache-2.0
# What only a terminal sees: the bar with rate and time left, Ctrl-C that keeps what is done and says how to go on,
# the three things to try first, completions in the shells that are here.
set -e
cd "$TOP"
"$RECOUPE" >"$WORK/out" 2>&1 || [ $? = 2 ]
[ "$(grep -c '^  recoupe ' "$WORK/out")" = 3 ]
# --- completions, as each shell would ask for them
for shell in bash zsh fish; do "$RECOUPE" help completion $shell >"$WORK/completion.$shell"; done
bash -u -c '. "$1"; ask() { COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); COMPREPLY=(); _recoupe; echo "${COMPREPLY[*]}"; }
    [ "$(ask recoupe ser)" = serve ] && [ "$(ask recoupe serve --tok)" = --token ] && [ "$(ask recoupe compare README)" = README.md ]' \
    - "$WORK/completion.bash"
if command -v zsh >/dev/null; then
    zsh -n "$WORK/completion.zsh"
    zsh -f -c 'autoload -U compinit; compinit -u -d $1.dump; fpath=(${1:h} $fpath); _describe() { shift; print -l ${(P)1} }; . $1; CURRENT=2; words=(recoupe ""); _recoupe' \
        - "$WORK/completion.zsh" | grep -q '^serve:'
fi
if command -v fish >/dev/null; then
    fish -N -c 'source $argv[1]; complete -C "recoupe ser"; complete -C "recoupe serve --tok"' "$WORK/completion.fish" >"$WORK/out"
    grep -q ^serve "$WORK/out" && grep -q ^--token "$WORK/out"
fi
# --- a pseudo-terminal
command -v python3 >/dev/null || { echo "skipped: no Python"; exit 0; }
python3 - "$RECOUPE" "$WORK" <<'PY'
import json, os, pty, re, signal, sqlite3, subprocess, sys, time

recoupe, work = sys.argv[1:]
COUNT = 240
with open(f"{work}/pile.jsonl", "w") as out:
    for i in range(COUNT):
        text = " ".join(f"La Norvège a promis {i + k} radars à la ville de Kiev le {k % 27 + 1} mars 2025, a dit le ministre Lars Dahl." for k in range(10))
        print(json.dumps({"id": str(i), "lang": "fr", "published": "2025-03-14", "text": text}, ensure_ascii=False), file=out)


def on_terminal(arguments, interrupt=None):
    """Status and what stood on the terminal; interrupt: a Ctrl-C once that has been read there."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(recoupe, [recoupe, *arguments])
    told = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        told += piece
        if interrupt and re.search(interrupt, told):
            os.write(terminal, b"\x03")
            interrupt = None
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told.decode()


def stored():
    with sqlite3.connect(f"{work}/desk.db") as database:
        return database.execute("SELECT count(*) FROM documents").fetchone()[0]


add = ["add", "--jobs", "1", f"{work}/desk.db", f"{work}/pile.jsonl"]
status, told = on_terminal(add, rb"\d+ articles, \d+/s  \[#*\.+\] \d+ %, \d+:\d\d left")
assert status == 1 and re.search(r"stopped.*goes on", told, re.S), (status, told[-400:])
first = stored()
assert first < COUNT, first
status, told = on_terminal(add)
assert status == 0 and stored() == COUNT, (status, told[-400:])
assert re.search(r"\[#+\.*\] \d+ %, \d+:\d\d left", told), told[-400:]
# Where nobody looks there is no bar.
piped = subprocess.run([recoupe, "read", f"{work}/pile.jsonl"], capture_output=True, text=True)
assert piped.returncode == 0 and "left" not in piped.stderr, piped.stderr
PY
