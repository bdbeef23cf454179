# SPDX-License-Identifier: Apache-2.0
"""Asks a running `recoupe serve` (arguments: port, web/openapi.json, src/serve/server.c) for all that its OpenAPI file
describes and checks each answer against its schema; that every route of the API is described; refusals; corrections by
token, and their undoing; the event that a change sends."""
import http.client, json, re, socket, sys, threading, time

port, spec, routes = int(sys.argv[1]), json.load(open(sys.argv[2])), open(sys.argv[3]).read()
HOST = f"127.0.0.1:{port}"


def ask(path, method="GET", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers={"Host": HOST} | headers)
    response = connection.getresponse()
    return response.status, response.getheader("Content-Type"), response.read(), response.headers


TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "number": float, "null": type(None)}


def check(value, schema, where):
    if "$ref" in schema:
        return check(value, spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], where)
    if "anyOf" in schema:
        for one in schema["anyOf"]:
            try:
                return check(value, one, where)
            except AssertionError as problem:
                last = problem
        raise last
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(type(value) is TYPES[name] or (name == "number" and type(value) is int) for name in names), f"{where}: {value!r} is not {names}"
    if "enum" in schema:
        assert value in schema["enum"], f"{where}: {value!r}"
    if isinstance(value, list) and "items" in schema:
        for i, item in enumerate(value):
            check(item, schema["items"], f"{where}[{i}]")
    if isinstance(value, dict):
        for name in schema.get("required", []):
            assert name in value, f"{where} has no {name}"
        other = schema.get("additionalProperties", True)
        for name, item in value.items():
            if name in schema.get("properties", {}):
                check(item, schema["properties"][name], f"{where}.{name}")
            elif other is not True:
                assert other, f"{where}.{name} is not described"
                check(item, other, f"{where}.{name}")


described = {path.split("{")[0] for path in spec["paths"]}
answered = set(re.findall(r'^    \{"(/api/[^"]*)"', routes, re.M))
assert described == answered, described ^ answered
for path, operations in spec["paths"].items():
    if path == "/api/live":
        continue
    given, query = path, []
    for parameter in operations["get"].get("parameters", []):
        if "example" in parameter and parameter["in"] == "path":
            given = given.replace("{%s}" % parameter["name"], parameter["example"])
        elif "example" in parameter:
            query.append(f"{parameter['name']}={parameter['example']}")
    (kind, content), = operations["get"]["responses"]["200"]["content"].items()
    for address in {given, given + "?" + "&".join(query)}:
        if address.startswith("/api/search") and "?" not in address:
            continue
        status, type_, body, _ = ask(address)
        assert status == 200 and type_.startswith(kind), (address, status, body[:200])
        if "schema" in content:
            check(json.loads(body), content["schema"], address)

rule = json.loads(ask("/api/rule?name=fr/aid.3")[2])
assert rule["file"] == "lexicon/fr/aid.rules" and rule["text"] == open(rule["file"], encoding="utf-8").read().split("\n")[2]
assert json.loads(ask("/api/rule?name=../../etc/passwd.1")[2])["text"] is None

# Refusals, each with a reason.
error = spec["components"]["schemas"]["Error"]
claim = "/api/claims/30c147e6c9860998ecc809d7."
for path, status, headers in [("/api/claims/ff.v1", 404, {}), (claim + "x1", 404, {}), (claim + "v99999", 404, {}),
                              ("/api/stories/ff", 404, {}), ("/api/none", 404, {}), ("/api/search?q=wat:1", 400, {}),
                              ("/api/desk", 403, {"Host": "evil.example"}), ("/api/live", 403, {"Host": "evil.example"}),
                              ("/api/desk", 403, {"Origin": "http://evil.example"}),
                              ("/api/live", 403, {"Sec-Fetch-Site": "cross-site"})]:
    got, _, body, _ = ask(path, **headers)
    assert got == status, (path, got)
    check(json.loads(body), error, path)

for site in "same-origin", "none":
    assert ask("/api/desk", **{"Sec-Fetch-Site": site})[0] == 200
assert ask("/", **{"Sec-Fetch-Site": "cross-site"})[0] == 200  # a link to the page

# The page: its policy lets only its own files run; the token is in it.
status, _, page, headers = ask("/")
policy = headers["Content-Security-Policy"]
assert status == 200 and "script-src 'self'" in policy and "default-src 'none'" in policy and "unsafe" not in policy
token = re.search(rb'name="recoupe-token" content="([0-9a-f]{32})"', page).group(1).decode()
assert not re.search(rb'(src|href)="(https?:)?//', page) and b"<script>" not in page and b"style=" not in page
for path, kind in [("/page.js", "text/javascript"), ("/icon.svg", "image/svg+xml")]:
    status, type_, body, headers = ask(path)
    assert status == 200 and type_.startswith(kind) and body, path


def post(words, **headers):
    headers = {"X_Recoupe_Token": token, "Content_Type": "application/json"} | headers
    status, _, body, _ = ask("/api/corrections", "POST", json.dumps({"words": words}), **headers)
    return status, json.loads(body)


DOCUMENT = "30c147e6c9860998ecc809d7"
good = ["reject", DOCUMENT, "v1"]
assert post(good, X_Recoupe_Token="0" * 32)[0] == 403
assert post(good, X_Recoupe_Token="")[0] == 403
assert post(good, Origin="http://evil.example")[0] == 403
assert post(good, Host="evil.example")[0] == 403
assert post(good, Content_Type="text/plain")[0] == 415
for words in (["reject", DOCUMENT], ["reject", "ff", "v1"], ["reject", DOCUMENT, "v999"], ["rm", "x"], [1], []):
    assert post(words)[0] == 400, words
assert ask("/api/corrections", "POST", "x" * 200000, X_Recoupe_Token=token, Content_Type="application/json")[0] == 400
assert ask("/api/desk", "POST", "{}")[0] == 405 and ask("/", "DELETE")[0] == 405
assert json.loads(ask("/api/corrections")[2]) == {"corrections": []}

# A change is told to who listens, once.
events, lines = threading.Event(), []


def listen():
    stream = socket.create_connection(("127.0.0.1", port), timeout=20)
    stream.sendall(f"GET /api/live HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    for line in stream.makefile("rb"):
        lines.append(line)
        if b"event: changed" in line:
            return events.set()


threading.Thread(target=listen, daemon=True).start()
for _ in range(1000):
    if any(b"retry" in line for line in lines):
        break
    time.sleep(0.01)
else:
    sys.exit("/api/live does not begin")
before = ask(f"/api/documents/{DOCUMENT}")[2]
status, done = post(good)
assert status == 200 and done["number"] == 1, done
check(done, {"$ref": "x/Corrected"}, "corrected")
assert events.wait(10), lines
after = json.loads(ask(f"/api/documents/{DOCUMENT}")[2])
assert len(after["events"]) == len(json.loads(before)["events"]) - 1
assert post(["undo", "1"])[0] == 200
assert ask(f"/api/documents/{DOCUMENT}")[2] == before
check(json.loads(ask("/api/corrections")[2]), {"$ref": "x/Corrections"}, "corrections")
print("all answers are as described")
