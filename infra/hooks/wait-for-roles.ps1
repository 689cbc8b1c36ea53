# New role assignments take up to a minute to reach storage; a deployment before that fails.
# Waits once for each identity that azd has provisioned, then remembers it in the environment.
$ErrorActionPreference = 'Stop'
if ($env:ROLES_WAITED_FOR -eq $env:IDENTITY_PRINCIPAL_ID) { exit 0 }
Write-Host 'Waiting 60 s for the new role assignments.'
Start-Sleep -Seconds 60
azd env set ROLES_WAITED_FOR $env:IDENTITY_PRINCIPAL_ID
