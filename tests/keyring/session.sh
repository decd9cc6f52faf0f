#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program with a keyring of its own: a new home folder, a new D-Bus session, no display.
# Nothing of the caller's own keyring is seen or touched.
set -euo pipefail

usage='usage: session.sh unlocked|locked|no-keyring|no-service|no-bus PROGRAM [ARGUMENT...]
  unlocked    GNOME Keyring with an open login keyring
  locked      the same, then locked by the Secret Service call
  no-keyring  GNOME Keyring that has no keyring yet
  no-service  a D-Bus session in which nobody offers secrets
  no-bus      no D-Bus session at all'
login=/org/freedesktop/secrets/collection/login

fail() {
  echo "session.sh: $*" >&2
  exit 99
}

need() {
  command -v "$1" >/dev/null || fail "\"$1\" is missing; install the package $2."
}

secrets_call() {
  gdbus call --session --timeout 10 --dest org.freedesktop.secrets --object-path "$1" --method "$2" "${@:3}"
}

lock_is() {
  [[ $(secrets_call $login org.freedesktop.DBus.Properties.Get org.freedesktop.Secret.Collection Locked) == "(<$1>,)" ]]
}

stop_daemon() {
  kill "$daemon" 2>/dev/null || true
  wait "$daemon" 2>/dev/null || true
}

# Inside the new session: a keyring daemon beside the program, ended by its id.
with_daemon() {
  local situation=$1 unlock=--unlock
  shift
  [[ $situation == no-keyring ]] && unlock=
  gnome-keyring-daemon --foreground $unlock --components=secrets \
    < <(printf '%s' "$PLANTAIN_KEYRING_PASSWORD") >"$HOME/daemon.log" 2>&1 &
  daemon=$!
  trap stop_daemon EXIT
  gdbus wait --session --timeout 20 org.freedesktop.secrets || fail "the keyring daemon does not answer: $(cat "$HOME/daemon.log")"
  if [[ $situation != no-keyring ]]; then
    lock_is false || fail "the keyring cannot be unlocked: $(cat "$HOME/daemon.log")"
  fi
  if [[ $situation == locked ]]; then
    secrets_call /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock "['$login']" >/dev/null
    lock_is true || fail "the keyring cannot be locked."
  fi
  "$@"
}

run_in() {
  case $1 in
    unlocked | locked | no-keyring)
      need dbus-run-session dbus-daemon
      need gnome-keyring-daemon gnome-keyring
      need gdbus libglib2.0-bin
      "${clean[@]}" dbus-run-session -- "$0" --inside "$@" ;;
    no-service)
      need dbus-run-session dbus-daemon
      cat >"$home/bus.conf" <<CONF
<busconfig>
  <type>session</type>
  <listen>unix:dir=$home</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
CONF
      "${clean[@]}" dbus-run-session --config-file="$home/bus.conf" -- "${@:2}" ;;
    no-bus) "${clean[@]}" "${@:2}" ;;
    *) fail "$usage" ;;
  esac
}

if [[ ${1:-} == --inside ]]; then
  shift
  with_daemon "$@"
  exit
fi
[[ $# -ge 2 ]] || fail "$usage"

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
clean=(env -u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS -u XDG_CURRENT_DESKTOP -u DESKTOP_SESSION
  -u GNOME_DESKTOP_SESSION_ID -u KDE_FULL_SESSION -u GNOME_KEYRING_CONTROL
  HOME="$home" XDG_RUNTIME_DIR="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config"
  XDG_CACHE_HOME="$home/cache" PLANTAIN_KEYRING_SITUATION="$1" PLANTAIN_KEYRING_PASSWORD=password)
run_in "$@"
