# SPDX-License-Identifier: Apache-2.0
# The Python package from a built wheel in a fresh virtual environment (a plain unpacked wheel where Debian's
# python3-venv is missing). Skipped, saying so, without Python 3.10 or without the library beside the program.
set -e
cd "$TOP"
library=$(dirname "$RECOUPE")/librecoupe.so
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { echo "skipped: no Python 3.10"; exit 0; }
[ -f "$library" ] || { echo "skipped: no $library"; exit 0; }
mkdir "$WORK/wheel"
wheel=$(python/make_wheel "$library" "$WORK/wheel")
if python3 -m venv "$WORK/venv" 2>/dev/null && "$WORK/venv/bin/pip" install -q --no-index --no-deps "$wheel" 2>/dev/null; then
    cd "$WORK"
    PYTHONPATH= "$WORK/venv/bin/python" "$TOP/python/tests/test_recoupe.py" "$TOP/examples/press"
else
    python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])' "$wheel" "$WORK/site"
    cd "$WORK"
    PYTHONPATH="$WORK/site" python3 "$TOP/python/tests/test_recoupe.py" "$TOP/examples/press"
fi
