@description('The function app of one region, on its own Flex Consumption plan.')
param name string
param planName string
param location string
param tags object

@description('Name of the service in azure.yaml that is deployed here; empty for an app that azd does not deploy.')
param serviceName string

@description('Resource id and client id of the identity.')
param identity { id: string, clientId: string }
param storage { blob: string, queue: string, table: string, packageContainer: string }
param scale {
  runtimeVersion: string
  memoryMB: int
  maximumInstances: int
  alwaysReadyHttp: int
  httpConcurrency: int
  zoneRedundant: bool
}
param insightsConnectionString string

@description('Settings beyond storage, identity and telemetry.')
param settings object

@description('Delegated subnet for outgoing traffic; empty = none.')
param subnetId string
param corsOrigins string[]

@description('When set, only the Front Door profile with this id may call the app.')
param frontDoorId string

@description('Service tag of the addresses that forward what came through it.')
param frontDoorCallers string

var hostStorage = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
  AzureWebJobsStorage__blobServiceUri: storage.blob
  AzureWebJobsStorage__queueServiceUri: storage.queue
  AzureWebJobsStorage__tableServiceUri: storage.table
}

// The images' own connection: the same account today, another one by changing these lines.
var imageStorage = {
  ImageStorage__credential: 'managedidentity'
  ImageStorage__clientId: identity.clientId
  ImageStorage__blobServiceUri: storage.blob
  ImageStorage__queueServiceUri: storage.queue
  ImageStorage__tableServiceUri: storage.table
}

var telemetry = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: scale.zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: empty(serviceName) ? tags : union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.blob}${storage.packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: scale.runtimeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: scale.memoryMB
        maximumInstanceCount: scale.maximumInstances
        alwaysReady: scale.alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: scale.alwaysReadyHttp }]
        triggers: { http: { perInstanceConcurrency: scale.httpConcurrency } }
      }
    }
    // Flex refuses site properties of the other plans: linuxFxVersion, ftpsState, alwaysOn, healthCheckPath and more.
    siteConfig: {
      minTlsVersion: '1.2'
      cors: empty(corsOrigins) ? null : { allowedOrigins: corsOrigins, supportCredentials: false }
      ipSecurityRestrictionsDefaultAction: empty(frontDoorId) ? null : 'Deny'
      ipSecurityRestrictions: empty(frontDoorId)
        ? null
        : [
            {
              name: 'front-door'
              priority: 100
              action: 'Allow'
              tag: 'ServiceTag'
              ipAddress: frontDoorCallers
              headers: { 'x-azure-fdid': [frontDoorId] }
            }
          ]
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(hostStorage, imageStorage, telemetry, { AZURE_CLIENT_ID: identity.clientId }, settings)
}

// Deployment signs in with Entra only.
resource basicAuthentication 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

output name string = app.name
output hostName string = app.properties.defaultHostName
