#!/usr/bin/env bash
# Installs the programs that some tests need and that are no npm packages, where we may (root, on a Debian). Tests whose
# program is missing say so and are skipped, so this never fails.
set -uo pipefail
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then exit 0; fi
if command -v bwrap > /dev/null; then exit 0; fi
{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends bubblewrap; } > /dev/null 2>&1 ||
  echo "bubblewrap cannot be installed; the sandbox's tests are skipped."
exit 0
