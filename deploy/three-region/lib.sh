# What the commands of the local three-region deployment share. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
ROOT="$(cd "$HERE/../.." && pwd)"
RUN="${ARBITER_RUN_DIR:-$HERE/.run}"
REGIONS=(us-east us-west eu-central)
CONTROL_PORT="${ARBITER_LINK_PORT:-7500}"
READY_SECONDS="${ARBITER_READY_SECONDS:-90}"
PROGRAM="$(basename "$0")"

fail() {
  printf '%s: %s\n' "$PROGRAM" "$1" >&2
  exit "${2:-1}"
}

# Wrong usage: exit status 2, as for the CLI.
misuse() {
  printf '%s: %s\n' "$PROGRAM" "$1" >&2
  printf "try '%s --help'\n" "deploy/three-region/$PROGRAM" >&2
  exit 2
}

say() { printf '%s\n' "$*"; }

# Prints the comment block at the head of the calling script: the help text is what a reader of the file sees.
usage() {
  sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//;p;}' "$HERE/$PROGRAM"
  exit 0
}

number_of() {
  local index
  for index in "${!REGIONS[@]}"; do
    if [[ "${REGIONS[$index]}" == "$1" ]]; then
      printf '%s' "$((index + 1))"
      return
    fi
  done
  misuse "unknown region '$1': expected one of ${REGIONS[*]}"
}

one_region() {
  [[ $# -eq 1 ]] || misuse "expected exactly one REGION of ${REGIONS[*]}, got $# arguments"
  number_of "$1" >/dev/null
}

no_arguments() {
  [[ $# -eq 0 ]] || misuse "expected no arguments, got '$*'"
}

# ---- processes: a pid counts only if its command line names our file, since pids are reused

mark_of() { # what the command line of that process must contain
  if [[ "$1" == links ]]; then printf 'io.arbiter.link.LinkEmulatorMain'; else printf '%s' "$RUN/$1/arbiter.yaml"; fi
}

pid_of() { # prints the pid of a region's node, or of 'links'; fails if it does not run
  local pid
  [[ -r "$RUN/$1/pid" ]] || return 1
  pid="$(<"$RUN/$1/pid")"
  [[ "$pid" =~ ^[0-9]+$ ]] || return 1
  [[ "$(command_line_of "$pid")" == *"$(mark_of "$1")"* ]] || return 1
  printf '%s' "$pid"
}

command_line_of() { # empty if there is no such process, or it has ended; without a pipe, whose writer could die of its reader
  local words=() tries=20
  while [[ -r "/proc/$1/cmdline" ]]; do
    mapfile -d '' -t words 2>/dev/null <"/proc/$1/cmdline" || true
    # A process that is just becoming another program has none for a moment; one that has ended never again.
    if ((${#words[@]} > 0)) || ((tries-- == 0)) || [[ "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)" == Z* ]]; then
      break
    fi
    sleep 0.01
  done
  printf '%s' "${words[*]-}"
}

state_of() { # running, paused or stopped
  local pid state
  pid="$(pid_of "$1")" || { printf 'stopped'; return; }
  state="$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -c1)"
  if [[ "$state" == T ]]; then printf 'paused'; else printf 'running'; fi
}

signal() { # signal NAME REGION
  local pid
  pid="$(pid_of "$2")" || fail "$2 does not run; start it with deploy/three-region/start $2"
  kill "-$1" "$pid"
}

await_end() { # await_end REGION SECONDS
  local tries=$(($2 * 10))
  while pid_of "$1" >/dev/null && ((tries-- > 0)); do sleep 0.1; done
  ! pid_of "$1" >/dev/null
}

stop() { # ends one process, gently first
  local pid
  pid="$(pid_of "$1")" || { rm -f "$RUN/$1/pid"; return 0; }
  kill -CONT "$pid" 2>/dev/null || true
  kill -TERM "$pid" 2>/dev/null || true
  if ! await_end "$1" 10; then
    say "$1 does not end by itself: killing pid $pid"
    kill -KILL "$pid" 2>/dev/null || true
    await_end "$1" 5 || fail "$1 (pid $pid) cannot be killed"
  fi
  rm -f "$RUN/$1/pid"
}

# In a session of its own, so that Ctrl-C in this terminal does not reach it.
spawn() { # spawn NAME COMMAND...
  local name="$1"
  shift
  setsid "$@" >>"$RUN/$name/log" 2>&1 </dev/null &
  printf '%s\n' "$!" >"$RUN/$name/pid"
  # Until it has become the program, its command line is ours, and pid_of would not know it.
  local tries=50
  while ! pid_of "$name" >/dev/null && kill -0 "$!" 2>/dev/null && ((tries-- > 0)); do sleep 0.02; done
}

# ---- certificates: of nodes, of clients in a region, and of who works at this machine

PKI="$RUN/pki"

make_certificates() { # once: whoever has one keeps it until down --wipe
  if [[ ! -r "$PKI/viewer.key" ]]; then
    "$ROOT/bin/arbiter" pki dev --force --dir "$PKI" --days 3650 >/dev/null 2>&1 ||
      fail "no certificates: see what this says: bin/arbiter pki dev --force --dir $PKI"
  fi
  identity operator >"$RUN/operator.env" # each time: an `up` that was killed may have left certificates alone
}

identity() { # identity NAME: how the CLI shows that certificate
  printf 'export ARBITER_TLS_CERT=%q ARBITER_TLS_KEY=%q ARBITER_TLS_CA=%q\n' "$PKI/$1.crt" "$PKI/$1.key" "$PKI/ca.crt"
}

cluster_status() { # cluster_status REGION [OPTION...]: what that region's node says; fails unless it knows a leader
  local endpoint
  endpoint="127.0.1.$(number_of "$1"):7401"
  shift
  (
    eval "$(identity operator)"
    "$ROOT/bin/arbiter" status --endpoints "$endpoint" --timeout 3s "$@"
  ) 2>/dev/null
}

is_ready() { cluster_status "$1" >/dev/null; }

# ---- HTTP without curl: bash's own sockets

http() { # http METHOD HOST PORT PATH: prints the body; fails unless the answer is a 200
  (
    exec 3<>"/dev/tcp/$2/$3" || exit 1
    printf '%s %s HTTP/1.0\r\nHost: %s\r\nContent-Length: 0\r\n\r\n' "$1" "$4" "$2" >&3
    IFS=' ' read -r -t 3 -u 3 _ code _ || exit 1
    while IFS= read -r -t 3 -u 3 line && [[ "$line" != $'\r' ]]; do :; done
    timeout 3 cat <&3
    [[ "$code" == 200 ]]
  ) 2>/dev/null
}

mode() { if [[ -r "$RUN/mode" ]]; then cat "$RUN/mode"; else printf 'none'; fi; }

link_control() { # link_control COMMAND: changes the links; its answer is printed
  local answer
  [[ "$(mode)" == wan ]] || fail "there are no emulated links: start the regions with deploy/three-region/up --wan"
  pid_of links >/dev/null || fail "the link emulator does not run (see $RUN/links/log); deploy/three-region/up --wan restarts it"
  answer="$(http POST 127.0.0.1 "$CONTROL_PORT" "/$1")" || fail "the link emulator refused '$1': ${answer:-no answer}"
  say "$answer"
}

# ---- building and starting

needs_build() {
  local module jar
  for module in "$@"; do
    jar="$(find "$ROOT/$module/target" -maxdepth 1 -name 'arbiter-*.jar' -print -quit 2>/dev/null)"
    [[ -n "$jar" && -d "$ROOT/$module/target/lib" ]] || return 0
    [[ -z "$(find "$ROOT/$module/src/main" "$ROOT/$module/pom.xml" -newer "$jar" -print -quit)" ]] || return 0
  done
  return 1
}

build() { # build MODULE...: only if a jar is missing or older than its sources; ARBITER_BUILD=never trusts what is there
  if [[ "${ARBITER_BUILD:-}" != never ]] && needs_build "$@"; then
    say "building (a few minutes the first time) ..."
    (cd "$ROOT" && ./mvnw -q -DskipTests package) || fail "the build failed"
  fi
}

class_path() { # class_path MODULE
  local jar
  jar="$(find "$ROOT/$1/target" -maxdepth 1 -name 'arbiter-*.jar' -print -quit)"
  printf '%s:%s' "$jar" "$ROOT/$1/target/lib/*"
}

java_command() {
  if [[ -n "${JAVA_HOME:-}" && -x "$JAVA_HOME/bin/java" ]]; then
    printf '%s' "$JAVA_HOME/bin/java"
  else
    command -v java || fail "no java found: install a JDK 17 or later, or set JAVA_HOME"
  fi
}

write_hosts() { # one region's view of the names
  local own peer
  own="$(number_of "$1")"
  {
    printf '127.0.0.1 localhost\n127.0.0.1 %s\n' "$(uname -n)"
    for peer in 1 2 3; do
      if [[ "$2" == wan && "$peer" != "$own" ]]; then
        printf '127.1.%s.%s' "$own" "$peer"
      else
        printf '127.0.1.%s' "$peer"
      fi
      printf ' %s.arbiter.test\n' "${REGIONS[$((peer - 1))]}"
    done
  } >"$RUN/$1/hosts"
}

write_config() { # write_config REGION MODE ABOVE_TOKEN
  local profile=local
  [[ "$2" == wan ]] && profile=wan
  sed -e "s|@NODE@|$1|" -e "s|@DIR@|$RUN/$1|" -e "s|@PROFILE@|$profile|" \
    -e "s|@HOST@|127.0.1.$(number_of "$1")|" -e "s|@PKI@|$PKI|" "$HERE/node.yaml.in" >"$RUN/$1/arbiter.yaml"
  [[ -z "$3" ]] || printf '\nbootstrap.above-token: %s\n' "$3" >>"$RUN/$1/arbiter.yaml"
}

has_data() { # whether any region does
  local region
  for region in "${REGIONS[@]}"; do
    [[ ! -e "$RUN/$region/data" ]] || return 0
  done
  return 1
}

last_token() { # prints the newest fencing token that a running region knows, or nothing
  local region
  for region in "${REGIONS[@]}"; do
    pid_of "$region" >/dev/null || continue
    cluster_status "$region" -o json || true
  done | sed -n 's/^ *"lastToken": "\([0-9]*\)",*$/\1/p' | sort -n | tail -n 1
}

prepare() { # prepare MODE [ABOVE_TOKEN]: everything the processes read
  local region
  mkdir -p "$RUN/links"
  make_certificates
  for region in "${REGIONS[@]}"; do
    mkdir -p "$RUN/$region"
    write_hosts "$region" "$1"
    write_config "$region" "$1" "${2:-}"
  done
  printf '%s' "$1" >"$RUN/mode"
}

# Small heaps and no second compiler: three servers, writers and a database share one machine.
LOCAL_JVM='-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1'

start_node() {
  export ARBITER_JAVA_OPTS="$LOCAL_JVM -Djdk.net.hosts.file=$RUN/$1/hosts ${ARBITER_EXTRA_JAVA_OPTS:-}"
  spawn "$1" "$ROOT/bin/arbiter-server" --config "$RUN/$1/arbiter.yaml"
}

start_links() {
  pid_of links >/dev/null && return 0
  # shellcheck disable=SC2086 # the options are meant to be split
  spawn links "$(java_command)" -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$(class_path link-emulator)" \
    io.arbiter.link.LinkEmulatorMain --control "$CONTROL_PORT" --rtt us-east/us-west=70ms \
    --rtt us-east/eu-central=90ms --rtt us-west/eu-central=145ms
  local tries=100
  until http GET 127.0.0.1 "$CONTROL_PORT" /links >/dev/null; do
    pid_of links >/dev/null || fail "the link emulator ended: $(tail -n 1 "$RUN/links/log")"
    ((tries-- > 0)) || fail "the link emulator is not ready after 10 s; see $RUN/links/log"
    sleep 0.1
  done
}

await_ready() { # await_ready REGION...: all of them, with progress; the end of one is reported at once
  local began=$SECONDS region waiting shown=''
  while :; do
    waiting=()
    for region in "$@"; do
      pid_of "$region" >/dev/null || fail "$region ended while starting; the end of $RUN/$region/log says:
$(tail -n 5 "$RUN/$region/log")"
      is_ready "$region" || waiting+=("$region")
    done
    [[ ${#waiting[@]} -gt 0 ]] || break
    ((SECONDS - began < READY_SECONDS)) || fail "not ready after $READY_SECONDS s: ${waiting[*]}; see $RUN/REGION/log"
    if [[ "${waiting[*]}" != "$shown" ]]; then
      shown="${waiting[*]}"
      say "  waiting for $shown"
    fi
    sleep 0.2
  done
  say "  ready after $((SECONDS - began)) s"
}
