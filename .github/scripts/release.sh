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
  # A gateway before the app has keys of its own, of which one is for this.
  gateway=$(az resource list --resource-group "$group" --resource-type Microsoft.ApiManagement/service --query '[0].id' --output tsv </dev/null)
  if [ -n "$public_url" ] && [ -n "$gateway" ]; then
    API_KEY=$(az rest --method post --url "$gateway/subscriptions/release/listSecrets?api-version=2024-05-01" --query primaryKey --output tsv </dev/null)
    API_KEY_HEADER=${API_MANAGEMENT_KEY_HEADER:-x-functions-key}
  else
    API_KEY=$(az functionapp keys list --resource-group "$group" --name "$name" --query functionKeys.default --output tsv </dev/null)
    API_KEY_HEADER=x-functions-key
  fi
  echo "::add-mask::$API_KEY"
  export API_KEY API_KEY_HEADER
  node "$(dirname "$0")/round-trip.mjs" "${public_url:-https://$host/api}" </dev/null
done <<<"$apps"
