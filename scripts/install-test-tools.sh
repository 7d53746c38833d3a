#!/usr/bin/env bash
# Installs the programs that some tests need and that are no npm packages, where we may (root, on a Debian). Tests whose
# program is missing say so and are skipped, so this never fails.
set -uo pipefail
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then exit 0; fi
missing=()
command -v bwrap > /dev/null || missing+=(bubblewrap)
command -v chromium > /dev/null || missing+=(chromium)
if [ ${#missing[@]} = 0 ]; then exit 0; fi
apt-get update -qq > /dev/null 2>&1
# Each by itself: that one cannot be had is no reason to go without the other.
for package in "${missing[@]}"; do
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$package" > /dev/null 2>&1 ||
    echo "$package cannot be installed; the tests that need it are skipped."
done
exit 0
