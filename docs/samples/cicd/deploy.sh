#!/bin/sh
# Deploys a plugin from a pipeline: docs/cicd.md.
#
#   deploy.sh plan JAR      for a pull request: fails if the jar would be refused; changes nothing
#   deploy.sh canary JAR    for the main branch: canary, verdict, smoke test; goes back if either fails
#
# The instance is the one of ./hookline-data, or HOOKLINE_SERVER with HOOKLINE_TOKEN_FILE.
# HOOKLINE: the command, by default hookline. CANARY_OPTIONS: options of hookline canary. SMOKE_TEST: a command that fails
# if the new release does not work.

set -eu

hookline=${HOOKLINE:-hookline}
jar=$2

case $1 in
  plan)
    exec "$hookline" plan --check "$jar"
    ;;
  canary)
    "$hookline" plan --check "$jar"
    # shellcheck disable=SC2086 # options are words
    "$hookline" canary --wait ${CANARY_OPTIONS:---least 30} "$jar" || {
      echo "the canary was not promoted; its release takes no calls" >&2
      exit 1
    }
    if ! sh -c "${SMOKE_TEST:-true}"; then
      echo "the smoke test has failed: going back" >&2
      "$hookline" rollback
      exit 1
    fi
    ;;
  *)
    echo "usage: deploy.sh plan|canary JAR" >&2
    exit 2
    ;;
esac
