@description('A private endpoint with its DNS zone for each target, linked to every network.')
param prefix string
param location string
param tags object
param subnetId string
param networkIds string[]

@description('Resource, the part of it that is reached, and the zone that answers for it.')
param targets { name: string, resourceId: string, group: string, zone: string }[]

// Vision and Content Safety share a zone.
var zoneNames = union(map(targets, target => target.zone), [])
var links = flatten(map(range(0, length(zoneNames)), zone => map(range(0, length(networkIds)), network => {
  zone: zone
  network: network
})))

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zoneNames: {
    name: name
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
      virtualNetwork: { id: networkIds[link.network] }
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
          properties: { privateLinkServiceId: target.resourceId, groupIds: [target.group] }
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
          properties: { privateDnsZoneId: zones[indexOf(zoneNames, target.zone)].id }
        }
      ]
    }
  }
]
