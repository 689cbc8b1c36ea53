@description('Every right that this service hands out: one table, one loop per kind of scope.')
param storageAccountName string
param uploadsQueue string
param undeliveredEventsContainer string
param insightsName string
param cognitiveAccountNames string[]

@description('Empty when there is no vault.')
param keyVaultName string

param appPrincipalId string
param topicPrincipalId string

@description('Who may use the data from their own machine; empty = nobody.')
param developerPrincipalId string
@allowed(['User', 'Group', 'ServicePrincipal'])
param developerPrincipalType string

var role = {
  StorageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  StorageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  StorageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  StorageQueueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  StorageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  MonitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  CognitiveServicesUser: 'a97b65f3-24c7-4388-baec-2e87135dc908'
  KeyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
}

var principals = {
  app: { id: appPrincipalId, type: 'ServicePrincipal' }
  topic: { id: topicPrincipalId, type: 'ServicePrincipal' }
  developer: { id: developerPrincipalId, type: developerPrincipalType }
}

var table = [
  // Owner, not Contributor: the Functions host asks for it. It also holds the right to make user delegation keys.
  { on: 'storage', to: 'app', role: role.StorageBlobDataOwner }
  { on: 'storage', to: 'app', role: role.StorageQueueDataContributor }
  { on: 'storage', to: 'app', role: role.StorageTableDataContributor }
  { on: 'insights', to: 'app', role: role.MonitoringMetricsPublisher }
  { on: 'cognitive', to: 'app', role: role.CognitiveServicesUser }
  { on: 'vault', to: 'app', role: role.KeyVaultSecretsUser }
  { on: 'queue', to: 'topic', role: role.StorageQueueDataMessageSender }
  { on: 'container', to: 'topic', role: role.StorageBlobDataContributor }
  { on: 'storage', to: 'developer', role: role.StorageBlobDataContributor }
  { on: 'storage', to: 'developer', role: role.StorageQueueDataContributor }
  { on: 'storage', to: 'developer', role: role.StorageTableDataContributor }
  { on: 'cognitive', to: 'developer', role: role.CognitiveServicesUser }
]
var rights = filter(table, right => right.to != 'developer' || !empty(developerPrincipalId))
var cognitiveRights = flatten(map(cognitiveAccountNames, name => map(filter(rights, right => right.on == 'cognitive'), right => {
  account: indexOf(cognitiveAccountNames, name)
  to: right.to
  role: right.role
})))

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'
    resource undelivered 'containers' existing = {
      name: undeliveredEventsContainer
    }
  }
  resource queues 'queueServices' existing = {
    name: 'default'
    resource uploads 'queues' existing = {
      name: uploadsQueue
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource cognitive 'Microsoft.CognitiveServices/accounts@2025-06-01' existing = [
  for name in cognitiveAccountNames: {
    name: name
  }
]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: empty(keyVaultName) ? 'none' : keyVaultName
}

resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for right in filter(rights, right => right.on == 'storage'): {
    scope: storage
    name: guid(storage.id, principals[right.to].id, right.role)
    properties: {
      principalId: principals[right.to].id
      principalType: principals[right.to].type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onQueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for right in filter(rights, right => right.on == 'queue'): {
    scope: storage::queues::uploads
    name: guid(storage::queues::uploads.id, principals[right.to].id, right.role)
    properties: {
      principalId: principals[right.to].id
      principalType: principals[right.to].type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for right in filter(rights, right => right.on == 'container'): {
    scope: storage::blobs::undelivered
    name: guid(storage::blobs::undelivered.id, principals[right.to].id, right.role)
    properties: {
      principalId: principals[right.to].id
      principalType: principals[right.to].type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for right in filter(rights, right => right.on == 'insights'): {
    scope: insights
    name: guid(insights.id, principals[right.to].id, right.role)
    properties: {
      principalId: principals[right.to].id
      principalType: principals[right.to].type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onCognitive 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for right in cognitiveRights: {
    scope: cognitive[right.account]
    name: guid(cognitive[right.account].id, principals[right.to].id, right.role)
    properties: {
      principalId: principals[right.to].id
      principalType: principals[right.to].type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for right in filter(rights, right => right.on == 'vault' && !empty(keyVaultName)): {
    scope: vault
    name: guid(vault.id, principals[right.to].id, right.role)
    properties: {
      principalId: principals[right.to].id
      principalType: principals[right.to].type
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]
