# Says where the service is and how to call it; reads no key.
$ErrorActionPreference = 'Stop'
$api = $env:SERVICE_API_ENDPOINT
if (-not $api) { throw 'run azd provision first' }
Write-Host @"

API       $api
Health    $api/health
Docs      $api/docs
Gallery   $api/gallery
"@
if ($env:FRONT_DOOR_ENDPOINT) { Write-Host "Front Door      $env:FRONT_DOOR_ENDPOINT" }
if ($env:API_MANAGEMENT_ENDPOINT) { Write-Host "API Management  $env:API_MANAGEMENT_ENDPOINT" }
if ($env:VISION_ENABLED -ne 'true') {
  Write-Host 'Labels          off: azd env set VISION_ENABLED true, then azd provision (terms to accept first: docs/deploy.md)'
}
Write-Host @"

A key (send it as x-functions-key):
  az functionapp keys list -g $env:AZURE_RESOURCE_GROUP -n $env:SERVICE_API_NAME --query functionKeys.default -o tsv

"@
