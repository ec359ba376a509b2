#!/bin/sh
# Runs the Autobahn WebSocket test suite against the echo server (feature `echo`).
#
# The suite needs Python 2.7: pyenv's, or one on the path. Where it cannot be had, this says so
# and is skipped. Usage: run.sh ECHO_SERVER WORK_FOLDER
set -eu

echo_server=$1
work=$2
here=$(cd "$(dirname "$0")" && pwd)
suite=autobahntestsuite==25.10.1

skip() {
    echo "conformance: skipped: $1"
    exit 0
}

python=
for candidate in python2.7 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/2.7.*/bin/python2.7; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (2, 7))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || skip 'there is no Python 2.7 (pyenv install 2.7.18)'

mkdir -p "$work"
if [ ! -e "$work/installed" ]; then
    "$python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --target "$work/suite" "$suite" >"$work/install.log" 2>&1 ||
        skip "$suite cannot be installed; see $work/install.log"
    touch "$work/installed"
fi

rm -rf "$work/reports" "$work/address"
mkfifo "$work/address"
"$echo_server" 127.0.0.1:0 >"$work/address" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$work/address"' EXIT
read -r line <"$work/address"
url=${line##* }

sed -e "s|URL|$url|" -e "s|REPORTS|$work/reports|" "$here/fuzzingclient.json" >"$work/spec.json"
# Read as a site folder, so that its namespace packages are found.
"$python" -W ignore -c '
import runpy, site, sys
site.addsitedir(sys.argv.pop(1))
runpy.run_module("autobahntestsuite.wstest", run_name="__main__")
' "$work/suite" --mode fuzzingclient --spec "$work/spec.json" >"$work/wstest.log" 2>&1 ||
    { tail -20 "$work/wstest.log"; exit 1; }
"$python" "$here/judge.py" "$work/reports/index.json"
