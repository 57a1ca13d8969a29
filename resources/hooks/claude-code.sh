#!/bin/sh
# SPDX-FileCopyrightText: Tokenmeter contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# A hook for Claude Code: holds a prompt back while a budget is exceeded. README.md beside it says how to set it up.
# Arguments are given to `tokenmeter budget check`, for instance numbers of budgets.
#
# It fails open: whatever else goes wrong (not installed, ledger busy, too slow), the prompt goes on.

cat >/dev/null # what Claude Code says about the prompt is not looked at

answer=$(timeout 3 tokenmeter budget check --cached "$@" 2>&1)
status=$?
case $status in
0) ;;
3)
  # Status 2 tells Claude Code to hold the prompt back and to show this to the user.
  printf 'A budget is exceeded. Raise or pause it in Tokenmeter to go on.\n%s\n' "$answer" >&2
  exit 2
  ;;
*)
  printf 'Tokenmeter could not look at the budgets (status %s); going on without.\n' "$status" >&2
  ;;
esac
exit 0
