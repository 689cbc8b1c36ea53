@description('Holds the webhook signing secret; made only when there is one.')
@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param privateOnly bool

@secure()
param webhookSigningSecret string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    // Nobody can make the secret's past versions disappear, nor take the vault's name, within these days.
    softDeleteRetentionInDays: 7
    enablePurgeProtection: true
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateOnly ? 'Deny' : 'Allow' }
  }
}

resource signingSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'webhook-signing-secret'
  properties: { value: webhookSigningSecret }
}

output id string = vault.id
output signingSecretUri string = signingSecret.properties.secretUri
