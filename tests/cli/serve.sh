# SPDX-License-Identifier: Apache-2.0
# serve over a real socket: every answer against web/openapi.json, refusals, corrections, events.
set -e
"$RECOUPE" add --quiet "$WORK/desk.db" examples/press >/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$RECOUPE" serve "$WORK/desk.db" --now 2025-12-03 --port "$port" 2>"$WORK/serve.log" &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do grep -q "$port" "$WORK/serve.log" && break; sleep 0.1; done
python3 tests/cli/serve.py "$port" web/openapi.json src/serve/server.c
kill -INT $server
wait $server
