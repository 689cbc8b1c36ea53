@description('A private endpoint with its DNS zone for each target, linked to every network.')
param prefix string
param location string
param tags object
param subnetId string
param networkNames string[]

@description('Resource, and the part of it that is reached.')
param targets { name: string, type: string, resource: string, group: string }[]

var zoneNames = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  account: 'privatelink.cognitiveservices.azure.com'
  vault: 'privatelink.vaultcore.azure.net'
}

// Vision and Content Safety share a zone.
var groups = union(map(targets, target => target.group), [])
var links = flatten(map(range(0, length(groups)), zone => map(range(0, length(networkNames)), network => {
  zone: zone
  network: network
})))

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for group in groups: {
    name: zoneNames[group]
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for link in links: {
    parent: zones[link.zone]
    name: 'network-${link.network}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: resourceId('Microsoft.Network/virtualNetworks', networkNames[link.network]) }
    }
  }
]

resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for target in targets: {
    name: '${prefix}${target.name}'
    location: location
    tags: tags
    properties: {
      subnet: { id: subnetId }
      privateLinkServiceConnections: [
        {
          name: target.name
          properties: { privateLinkServiceId: resourceId(target.type, target.resource), groupIds: [target.group] }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (target, i) in targets: {
    parent: endpoints[i]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.name
          properties: { privateDnsZoneId: zones[indexOf(groups, target.group)].id }
        }
      ]
    }
  }
]
