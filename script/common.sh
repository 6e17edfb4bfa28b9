# Shared by script/server and script/test: finds Python, keeps .venv in step with the locks, says clearly what failed.
# Sourced, never run. Needs bash 3.2 or later and expects to stand in the repository's root.

# Without compiled modules each start of Python would compile thousands of them again, which takes 20 seconds.
unset PYTHONDONTWRITEBYTECODE

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit 1
}

say() { printf '%s\n' "$1"; }

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail "Python 3.11 or later is needed and was not found; install it, or name it with PYTHON=/path/to/python."
}

make_environment() {
  local python
  [[ -x .venv/bin/python ]] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return
  python="$(find_python)" || exit 1
  say "Making the environment in .venv …"
  "$python" -m venv --clear .venv >/dev/null 2>&1 ||
    fail "Python cannot make environments here; on Debian and Ubuntu install the package python3-venv."
}

# install_locks LOCK…: installs them together unless the environment already holds exactly these.
# A copy of each lock is kept beside what it installed; the development lock holds all of the other one.
install_locks() {
  local lock fresh=yes arguments=()
  make_environment
  for lock in "$@"; do
    cmp -s "$lock" ".venv/installed-$lock" || fresh=no
    arguments+=(-r "$lock")
  done
  [[ $fresh == yes ]] && return
  say "Installing the packages of $* (a minute, the first time) …"
  rm -f .venv/installed-*.txt
  .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes "${arguments[@]}" ||
    fail "the packages could not be installed (pip says why above); the first time this needs the network."
  for lock in "$@"; do cp "$lock" ".venv/installed-$lock"; done
}
