#!/bin/sh
# Says where the service is and how to call it; reads no key.
set -eu
: "${SERVICE_API_ENDPOINT:?run azd provision first}"
cat <<TEXT

API       $SERVICE_API_ENDPOINT
Health    $SERVICE_API_ENDPOINT/health
Docs      $SERVICE_API_ENDPOINT/docs
Gallery   $SERVICE_API_ENDPOINT/gallery
TEXT
if [ -n "${FRONT_DOOR_ENDPOINT:-}" ]; then echo "Front Door      $FRONT_DOOR_ENDPOINT"; fi
if [ -n "${API_MANAGEMENT_ENDPOINT:-}" ]; then echo "API Management  $API_MANAGEMENT_ENDPOINT"; fi
if [ "${VISION_ENABLED:-false}" != true ]; then
  echo "Labels          off: azd env set VISION_ENABLED true, then azd provision (terms to accept first: docs/deploy.md)"
fi
cat <<TEXT

A key (send it as x-functions-key):
  az functionapp keys list -g $AZURE_RESOURCE_GROUP -n $SERVICE_API_NAME --query functionKeys.default -o tsv

TEXT
