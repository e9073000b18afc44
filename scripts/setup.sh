#!/bin/sh
# Makes .venv from requirements.lock and installs this package into it. Run again, it does nothing until the lock,
# pyproject.toml, the interpreter or the folder has changed. PYTHON=… names the interpreter to use.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
stamp=$venv/.made-from

# Debian splits ensurepip from python3; without it an environment has no pip.
usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        if usable "$PYTHON"; then echo "$PYTHON"; return; fi
        echo "setup: PYTHON=$PYTHON is not Python 3.11 or newer with venv." >&2
        return 1
    fi
    for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
        if usable "$candidate"; then echo "$candidate"; return; fi
    done
    echo "setup: no Python 3.11 or newer with venv was found (tried python3.14, python3.13, python3.12, python3.11, python3)." >&2
    echo "setup: install one (Debian and Ubuntu: python3 and python3-venv) or name it: make setup PYTHON=/path/to/python3" >&2
    return 1
}

# What the environment was made from: the inputs, and the folder, since its scripts hold its address.
fingerprint() {
    "$venv/bin/python" - <<'END'
import hashlib, pathlib, sys
digest = hashlib.sha256(f"{sys.version}\0{pathlib.Path.cwd()}".encode())
for name in ("requirements.lock", "pyproject.toml", "scripts/setup.sh"):
    digest.update(pathlib.Path(name).read_bytes() + b"\0")
print(digest.hexdigest())
END
}

version() { "$1" -c 'import sys; print(sys.version)'; }

# Made anew: where another interpreter is asked for, the folder was moved, or its interpreter has gone.
fresh=no
if [ -n "${PYTHON:-}" ]; then
    python=$(find_python)
    [ "$(version "$venv/bin/python" 2>/dev/null)" = "$(version "$python")" ] || fresh=yes
fi
grep -qF "$(pwd)/$venv" "$venv/bin/activate" 2>/dev/null || fresh=yes
"$venv/bin/python" -c "import pip" 2>/dev/null || fresh=yes

if [ $fresh = no ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(fingerprint)" ]; then
    exit 0
fi
if [ $fresh = yes ]; then
    python=$(find_python)
    echo "setup: making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
fi
rm -f "$stamp"
echo "setup: installing what requirements.lock names"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
fingerprint >"$stamp"
echo "setup: done"
