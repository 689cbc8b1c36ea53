#!/usr/bin/env bash
# Puts a package on every app of an environment (one per region) and drives each through a round trip.
# usage: release.sh <azd environment> <package.zip> [public base URL]
set -euo pipefail
environment=$1 package=$2 public_url=${3:-}

apps=$(az functionapp list --query "[?tags.\"azd-env-name\"=='$environment'].[resourceGroup,name,defaultHostName]" --output tsv)
if [ -z "$apps" ]; then
  echo "No function app has the tag azd-env-name=$environment." >&2
  exit 1
fi

while IFS=$'\t' read -r group name host; do
  echo "Deploying to $name"
  az functionapp deployment source config-zip --resource-group "$group" --name "$name" --src "$package" --output none </dev/null
  API_KEY=$(az functionapp keys list --resource-group "$group" --name "$name" --query functionKeys.default --output tsv </dev/null)
  echo "::add-mask::$API_KEY"
  export API_KEY
  node "$(dirname "$0")/round-trip.mjs" "${public_url:-https://$host/api}" </dev/null
done <<<"$apps"
