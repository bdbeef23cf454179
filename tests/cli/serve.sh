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

# --listen: refused without a token; with one, nothing is answered without it, and hosts and origins of others not at all.
token=abcdefghijklmnop-0123
set +e
for wrong in "--listen 127.0.0.2" "--listen 127.0.0.2 --token short" "--listen 127.0.0.2 --token abcdefghijklmnop;x=1"; do
    timeout 10 "$RECOUPE" serve "$WORK/desk.db" $wrong 2>"$WORK/err"; [ $? = 2 ] || exit 1
done
timeout 10 "$RECOUPE" serve "$WORK/desk.db" --listen nowhere.example --token $token 2>"$WORK/err"; [ $? = 3 ] || exit 1
set -e
RECOUPE_TOKEN=$token "$RECOUPE" serve "$WORK/desk.db" --listen 127.0.0.2 --port "$port" 2>"$WORK/listen.log" &
server=$!
for _ in $(seq 100); do grep -q "$port" "$WORK/listen.log" && break; sleep 0.1; done
if grep -q $token "$WORK/listen.log"; then exit 1; fi
python3 - "$port" $token <<'PY'
import http.client, sys
port, token = int(sys.argv[1]), sys.argv[2]
def ask(path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.2", port, timeout=20)
    connection.request(method, path, headers={"Host": f"127.0.0.2:{port}"} | {k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    return response.status, response.headers, response.read()
cookie, bearer = {"Cookie": f"recoupe={token}"}, {"Authorization": f"Bearer {token}"}
for path in "/", "/page.js", "/api/desk", "/api/live", "/api/none", "/report", "/search?q=x":
    assert ask(path)[0] == 401, path
for wrong in ({"Cookie": "recoupe="}, {"Cookie": f"recoupe={token}x"}, {"Authorization": f"Bearer {token[:-1]}"}, {"Authorization": token}):
    assert ask("/api/desk", **wrong)[0] == 401, wrong
assert ask("/api/desk?token=" + token)[0] == 401 and ask("/?token=" + token[:-1])[0] == 401
status, headers, _ = ask("/?token=" + token)
assert status == 303 and headers["Location"] == "/" and headers["Set-Cookie"] == f"recoupe={token}; HttpOnly; SameSite=Strict; Path=/"
for good in cookie, bearer:
    assert ask("/", **good)[0] == ask("/api/desk", **good)[0] == 200
assert ask("/api/desk", Host="evil.example", **cookie)[0] == 403
assert ask("/api/desk", Host=f"evil.example:{port}", **cookie)[0] == 403
assert ask("/api/desk", Origin="http://evil.example", **cookie)[0] == 403
assert ask("/api/desk", Sec_Fetch_Site="cross-site", **cookie)[0] == 403
assert ask("/api/desk", Origin=f"http://127.0.0.2:{port}", **cookie)[0] == 200
assert token not in ask("/", **cookie)[2].decode()
PY
kill -INT $server
wait $server
