@description('Rules that move ageing blobs to cheaper tiers and remove what nothing needs any more.')
param storageAccountName string

@description('Containers of originals, blocked ones too, and variants.')
param imageContainers string[]
param undeliveredEventsContainer string

@description('Days after which an image blob goes to Cool; 0 = never. Below Cool\'s own minimum of 30 days it costs more than it saves.')
param coolAfterDays int

@description('Days after which an image blob goes to Cold; 0 = never. Archive is not used: reading from it takes hours.')
param coldAfterDays int

@description('Counts the days from the last read instead of the last change, and brings a read blob back to Hot.')
param tierByLastAccess bool

@description('Days after which an image blob is deleted whatever its record says; 0 = never, the cleanup deletes.')
param deleteAfterDays int

@description('Days that replaced versions are kept.')
param versionDays int

var prefixes = [for container in imageContainers: '${container}/']
var imageFilter = { blobTypes: ['blockBlob'], prefixMatch: prefixes }

var age = tierByLastAccess ? 'daysAfterLastAccessTimeGreaterThan' : 'daysAfterModificationGreaterThan'
var cool = coolAfterDays == 0 ? {} : { tierToCool: { '${age}': coolAfterDays } }
var cold = coldAfterDays == 0 ? {} : { tierToCold: { '${age}': coldAfterDays } }
var back = tierByLastAccess && coolAfterDays > 0 ? { enableAutoTierToHotFromCool: true } : {}
var purge = deleteAfterDays == 0 ? {} : { delete: { daysAfterCreationGreaterThan: deleteAfterDays } }
var imageActions = union(cool, cold, back, purge)

var imageRules = empty(imageActions)
  ? []
  : [{ name: 'age-images', type: 'Lifecycle', enabled: true, definition: { actions: { baseBlob: imageActions }, filters: imageFilter } }]

var otherRules = [
  {
    name: 'drop-old-versions'
    type: 'Lifecycle'
    enabled: true
    definition: {
      actions: { version: { delete: { daysAfterCreationGreaterThan: versionDays } } }
      filters: { blobTypes: ['blockBlob'] }
    }
  }
  {
    name: 'drop-undelivered-events'
    type: 'Lifecycle'
    enabled: true
    definition: {
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
      filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['${undeliveredEventsContainer}/'] }
    }
  }
]

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName
}

resource policy 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: { policy: { rules: concat(imageRules, otherRules) } }
}
