@description('Joins the networks of two regions, so that both apps reach the private endpoints of the first.')
param firstName string
param secondName string

resource first 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: firstName
}

resource second 'Microsoft.Network/virtualNetworks@2025-05-01' existing = {
  name: secondName
}

resource there 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: first
  name: 'to-${secondName}'
  properties: { remoteVirtualNetwork: { id: second.id }, allowVirtualNetworkAccess: true }
}

resource back 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2025-05-01' = {
  parent: second
  name: 'to-${firstName}'
  properties: { remoteVirtualNetwork: { id: first.id }, allowVirtualNetworkAccess: true }
}
