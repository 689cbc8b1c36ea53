@description('Holds the secrets that sign webhooks and links; made only when there is one of them.')
@minLength(3)
@maxLength(24)
param name string
param location string
param tags object
param privateOnly bool

@secure()
param webhookSigningSecret string

@secure()
param deliverySigningSecret string

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

resource webhookSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(webhookSigningSecret)) {
  parent: vault
  name: 'webhook-signing-secret'
  properties: { value: webhookSigningSecret }
}

resource deliverySecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(deliverySigningSecret)) {
  parent: vault
  name: 'delivery-signing-secret'
  properties: { value: deliverySigningSecret }
}

output id string = vault.id
output uri string = vault.properties.vaultUri
