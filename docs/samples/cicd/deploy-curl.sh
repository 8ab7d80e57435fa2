#!/bin/sh
# The same as deploy.sh with curl alone: docs/cicd.md.
#
#   deploy-curl.sh plan JAR
#   deploy-curl.sh canary JAR
#
# HOOKLINE_SOCKET: the socket of an instance of this machine, by default hookline-data/admin.sock. Or HOOKLINE_SERVER, with
# HOOKLINE_TOKEN_FILE, and HOOKLINE_CA for a certificate of an authority of your own. CANARY_ARGUMENTS: options of hookline
# canary as JSON strings. SMOKE_TEST: a command that fails if the new release does not work.

set -eu

action=$1
jar=$2

# Fails with the reason, which the answer holds, if the status is not one of success.
ask() {
  path=$1
  shift
  if [ -n "${HOOKLINE_SERVER:-}" ]; then
    # The token is no argument, which other users of the machine could read.
    printf 'header = "Authorization: Bearer %s"\n' "$(cat "$HOOKLINE_TOKEN_FILE")" |
      curl --silent --show-error --fail-with-body --config - ${HOOKLINE_CA:+--cacert "$HOOKLINE_CA"} "$@" \
        "$HOOKLINE_SERVER$path"
  else
    curl --silent --show-error --fail-with-body --unix-socket "${HOOKLINE_SOCKET:-hookline-data/admin.sock}" "$@" \
      "http://localhost$path"
  fi
}

# Runs a command with arguments that are a list of JSON strings.
run() {
  ask "/v1/commands/$1" -H 'Content-Type: application/json' -d "{\"arguments\": [$2]}"
}

if [ -n "${HOOKLINE_SERVER:-}" ]; then
  digest=$(sha256sum "$jar" | cut -d ' ' -f 1)
  ask "/v1/artifacts?sha256=$digest" -H 'Content-Type: application/java-archive' --data-binary "@$jar" >/dev/null
  source=sha256:$digest
else
  source=$(realpath "$jar")
fi

run plan "\"--check\", \"$source\""
if [ "$action" = canary ]; then
  run canary "\"--wait\", ${CANARY_ARGUMENTS:-\"--least\", \"30\"}, \"$source\"" || {
    echo "the canary was not promoted; its release takes no calls" >&2
    exit 1
  }
  if ! sh -c "${SMOKE_TEST:-true}"; then
    echo "the smoke test has failed: going back" >&2
    run rollback ""
    exit 1
  fi
fi
