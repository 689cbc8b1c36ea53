@description('An Azure AI account: Vision or Content Safety. Entra sign-in only, which needs the custom subdomain.')
param name string
param location string
param tags object

@allowed(['ComputerVision', 'ContentSafety'])
param kind string
param skuName string
param privateOnly bool

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: kind
  sku: { name: skuName }
  properties: {
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: privateOnly ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateOnly ? 'Deny' : 'Allow' }
  }
}

output id string = account.id
output endpoint string = account.properties.endpoint
