# SPDX-License-Identifier: Apache-2.0
"""A host for the tests of read --url and watch, on three ports of the loopback: the first with a robots.txt of its own, the
second without, the third with one that fails. It tells its ports on standard output and its requests in the file named by
the first argument. Pages: see PAGES; /stall never answers, /lie breaks off, /endless never ends, /circle redirects to itself,
/garbage is no HTTP, /feed.xml?FILE is the file of that name in the working folder, with ETag; /tagged?TAG is a page with that ETag."""
import hashlib, http.server, os, pathlib, socketserver, sys, threading, time

LOG = open(sys.argv[1], "a", buffering=1)
TIMES = open(sys.argv[1] + ".times", "a", buffering=1) # port, path, second
TEXT = "Le port de la ville a rouvert mardi matin, a annoncé le maire devant la presse."
PAGE = f'<html lang="fr"><article><h1>Le port</h1><p>{TEXT}</p><p>Les <a href="b">bateaux</a> sortent de nouveau.</p></article></html>'


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def give(self, body, status=200, type="text/html; charset=utf-8", **fields):
        self.send_response(status)
        self.send_header("Content-Type", type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        LOG.write(f"{self.server.name} {self.path} {self.headers.get('If-None-Match', '-')} {self.headers['User-Agent']}\n")
        TIMES.write(f"{self.server.name} {self.path} {time.monotonic():.3f}\n")
        path, _, query = self.path.partition("?")
        if path == "/robots.txt":
            if self.server.name == "first":
                return self.give(b"User-agent: *\nDisallow: /\n\nUser-agent: recoupe\nDisallow: /private\nAllow: /private/open\n", type="text/plain")
            return self.give(b"no", 404 if self.server.name == "second" else 500)
        if path == "/page" or path.startswith("/private"):
            return self.give(PAGE.encode())
        if path == "/tagged":
            tag = '"' + query + '"'
            if self.headers.get("If-None-Match") == tag:
                return self.give(b"", 304, ETag=tag)
            return self.give(PAGE.encode(), ETag=tag)
        if path == "/latin":
            return self.give(PAGE.encode("latin-1"), type="text/html; charset=iso-8859-1")
        if path == "/redirect":
            return self.give(b"", 302, Location="/page")
        if path == "/to-private":
            return self.give(b"", 302, Location="/private")
        if path == "/to-file":
            return self.give(b"", 302, Location="file:///etc/passwd")
        if path == "/circle":
            return self.give(b"", 302, Location="/circle?" + query + "x")
        if path == "/empty":
            return self.give(b"")
        if path == "/garbage":
            return self.wfile.write(os.urandom(64) + b"\n\n")
        if path == "/stall":
            return time.sleep(60)
        if path == "/lie":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            return self.wfile.write(PAGE.encode())
        if path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"<p>" + b"x" * 65536)
            except OSError:
                return None
        if path == "/busy":
            return self.give(b"", 503, Retry_After="7200")
        if path == "/feed.xml":
            file = pathlib.Path(query)
            if not file.name or not file.exists():
                return self.give(b"gone", 410)
            body = file.read_bytes()
            tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
            if self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.send_header("ETag", tag)
                self.end_headers()
                return None
            return self.give(body, type="application/rss+xml", ETag=tag)
        return self.give(b"not here", 404)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


servers = []
for name in ("first", "second", "third"):
    server = Server(("127.0.0.1", 0), Handler)
    server.name = name
    threading.Thread(target=server.serve_forever, daemon=True).start()
    servers.append(server)
print(*(server.server_port for server in servers), flush=True)
sys.stdin.read()
