# SPDX-License-Identifier: Apache-2.0
# To be sourced: a host of our own on the loopback (server.py beside this file) for as long as the script runs, on the
# ports $first, $second, $third; it writes what it was asked to `requests`. Goes to $WORK; skips where python3 is missing.
command -v python3 >/dev/null || { echo "python3 is not there: skipped"; exit 0; }
cd "$WORK"
mkfifo hold
python3 "$TOP/tests/cli/helpers/server.py" requests <hold >ports & server=$!
exec 9>hold
trap 'exec 9>&-; kill $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do [ -s ports ] && break; sleep 0.1; done
read -r first second third <ports
unset http_proxy https_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY all_proxy
