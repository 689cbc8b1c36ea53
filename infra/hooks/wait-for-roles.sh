#!/bin/sh
# New role assignments take up to a minute to reach storage; a deployment before that fails.
# Waits once for each identity that azd has provisioned, then remembers it in the environment.
set -eu
if [ "${ROLES_WAITED_FOR:-}" = "${IDENTITY_PRINCIPAL_ID:-}" ]; then
  exit 0
fi
echo "Waiting 60 s for the new role assignments."
sleep 60
azd env set ROLES_WAITED_FOR "${IDENTITY_PRINCIPAL_ID:-}"
