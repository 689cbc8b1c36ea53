@description('The network of one region: a subnet for the app\'s outgoing traffic, one for private endpoints.')
param name string
param location string
param tags object

@description('A /16; its first two /24 are used.')
param addressPrefix string

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 2)
          // Flex Consumption integrates through this service, not through Microsoft.Web/serverFarms.
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
    ]
  }

  resource endpoints 'subnets' existing = {
    name: 'private-endpoints'
  }
  resource app 'subnets' existing = {
    name: 'app'
  }
}

output id string = network.id
output name string = network.name
output endpointsSubnetId string = network::endpoints.id
output appSubnetId string = network::app.id
