targetScope = 'subscription'

// ---- Which one, where, for whom
@minLength(1)
@maxLength(64)
@description('Name of the environment; part of the resource group\'s name and of every tag.')
param environmentName string

@allowed(['dev', 'staging', 'prod'])
@description('Decides the defaults of sizes and rights below.')
param environmentType string = 'dev'

@metadata({ azd: { type: 'location' } })
param location string

@description('A second region that runs the app on the same storage; empty = none. Put Front Door before it.')
param secondaryLocation string = ''

@description('Who deploys. Gets data rights when developerAccess is true.')
param principalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'
param developerAccess bool = environmentType == 'dev'

// ---- Compute
param runtimeVersion string = '10.0'

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = environmentType == 'prod' ? 100 : 40

@minValue(0)
@description('HTTP instances that are kept warm; they are billed while idle.')
param alwaysReadyHttp int = environmentType == 'prod' ? 2 : 0

@minValue(1)
@description('HTTP requests that one instance handles at once.')
param httpConcurrency int = 16

@description('Spreads instances and storage over availability zones; keeps two idle instances per function: docs/costs.md.')
param zoneRedundant bool = false

@description('Copies storage to the paired region.')
param geoRedundant bool = false

// ---- What happens to images
@minValue(60)
@maxValue(82800)
@description('Seconds that an upload URL is valid.')
param urlLifetimeSeconds int = 3600

@minValue(0)
@description('Days until an image expires; 0 = keep.')
param retentionDays int = 30

@minValue(1)
@maxValue(365)
@description('Days that a deleted image can be restored, and then that its deleted blobs and old versions are kept.')
param softDeleteDays int = 7

@description('Days until blobs go to Cool and to Cold; 0 = never. Without effect on images that expire before.')
param coolAfterDays int = 30
param coldAfterDays int = 90
param tierByLastAccess bool = false

@description('Days until a blob is deleted whatever its record says; 0 = never: the app\'s cleanup deletes blob and record together.')
param deleteBlobsAfterDays int = 0

// ---- Analysis
@description('Needs the Responsible AI terms, which a person accepts once per subscription in the portal: docs/deploy.md.')
param visionEnabled bool = false

@description('Comma list of what is asked of every image; each is billed.')
param visionFeatures string = 'Tags,Objects'

@description('Region of AI Vision, where the app\'s has not all features; empty = the same.')
param visionLocation string = ''

@allowed(['F0', 'S1'])
param visionSku string = 'S1'
param moderationEnabled bool = false

@allowed(['flag', 'hold', 'block'])
@description('What happens to an image that moderation finds fault with.')
param moderationPolicy string = 'flag'

@description('The longest time between two looks into an empty queue, as hh:mm:ss; docs/costs.md has the price of each.')
param queuePollingInterval string = '00:00:01'

// ---- Calls in and out
param rateLimitPerMinute int = 600
param rateLimitBurst int = 100

@description('Comma list of further origins whose pages may call the API and upload.')
param allowedOrigins string = ''

@description('Where every image event is posted; empty = only to the callbackUrl of an upload. Needs webhookSigningSecret.')
param webhookUrl string = ''

@secure()
@description('Signs webhooks; kept in a key vault that exists only with it or the next.')
param webhookSigningSecret string = ''

@secure()
@description('Signs links to pictures of any size; 32 characters or more. Without it there are no such links.')
param deliverySigningSecret string = ''

@description('Names the secret in links. A new secret needs a new name.')
param deliveryKeyId string = '1'

@description('Further app settings, for example { Limits__MaxSide: \'8000\' }.')
param appSettings object = {}

// ---- Observation
@minValue(30)
param logRetentionDays int = environmentType == 'prod' ? 90 : 30
param logDailyQuotaGb int = -1

@allowed(['Trace', 'Debug', 'Information', 'Warning', 'Error'])
param logLevel string = 'Information'

@description('Comma list.')
param alertEmails string = ''

@secure()
param alertWebhookUrl string = ''
param latencyP95Ms int = 1000
param queueAgeSeconds int = 600

// ---- Options, all off
@description('Private endpoints and no public access to storage and AI: SAS URLs then work inside the network only.')
param vnetEnabled bool = false

@description('Comma list of public IPv4 addresses or ranges that may still reach storage with vnetEnabled.')
param allowedIpRanges string = ''
param frontDoorEnabled bool = false

@allowed(['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'])
param frontDoorSku string = 'Premium_AzureFrontDoor'
param apiManagementEnabled bool = false

@allowed(['Consumption', 'BasicV2', 'StandardV2'])
param apiManagementSku string = 'Consumption'

@description('Header that callers of the gateway put their key in: the app\'s own, so that gallery, docs page and clients need no change.')
param apiManagementKeyHeader string = 'x-functions-key'

@description('OpenID configuration of whoever signs users in; empty = the owner is the subscription whose key was sent.')
param identityConfigurationUrl string = ''

@description('Audience that tokens must name; needed with identityConfigurationUrl.')
param identityAudience string = ''
param publisherEmail string = 'nobody@example.com'
param products { name: string, callsPerMinute: int, callsPerDay: int }[] = [
  { name: 'basic', callsPerMinute: 60, callsPerDay: 1000 }
  { name: 'standard', callsPerMinute: 600, callsPerDay: 100000 }
]
param defenderEnabled bool = false
param defenderLimitGbPerMonth int = 10

// ---- Derived
var abbrs = loadJsonContent('abbreviations.json')
var names = loadJsonContent('storage-names.json')
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var regions = empty(secondaryLocation) ? [location] : [location, secondaryLocation]
var appNames = [for (region, i) in regions: '${abbrs.functionApp}${token}${i == 0 ? '' : '-2'}']
var storageSku = geoRedundant ? (zoneRedundant ? 'Standard_GZRS' : 'Standard_GRS') : (zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS')
var origins = empty(allowedOrigins) ? [] : split(replace(allowedOrigins, ' ', ''), ',')
var appOrigins = map(appNames, name => 'https://${name}.azurewebsites.net')
var frontOrigins = frontDoorEnabled ? ['https://${frontDoor!.outputs.hostName}'] : []
var gatewayOrigins = apiManagementEnabled ? ['https://${apiManagementName}.azure-api.net'] : []

// Names, not outputs, go to the modules: what they make is then known before anything exists, to a preview too.
var storageName = '${abbrs.storage}${token}'
var insightsName = '${abbrs.insights}${token}'
var topicName = '${abbrs.eventTopic}${token}'
var frontDoorName = '${abbrs.frontDoor}${token}'
var apiManagementName = '${abbrs.apiManagement}${token}'
var apiName = 'images'
var visionName = '${abbrs.vision}${token}'
var contentSafetyName = '${abbrs.contentSafety}${token}'
var cognitiveNames = concat(visionEnabled ? [visionName] : [], moderationEnabled ? [contentSafetyName] : [])
var hasWebhookSecret = !empty(webhookSigningSecret)
var hasDeliverySecret = !empty(deliverySigningSecret)
var hasSecret = hasWebhookSecret || hasDeliverySecret
var keyVaultName = '${abbrs.keyVault}${token}'
var networkNames = [for (region, i) in regions: '${abbrs.network}${token}-${i}']

// One each: a deployment replaces the package of its container, whoever runs it.
var packageContainers = [for (region, i) in regions: i == 0 ? names.containers.package : '${names.containers.package}-${i + 1}']

// The check that finds an upload without an event runs a minute after its URL has ended.
var firstCheck = urlLifetimeSeconds + 60
var firstCheckDelay = '${padLeft(firstCheck / 3600, 2, '0')}:${padLeft((firstCheck / 60) % 60, 2, '0')}:${padLeft(firstCheck % 60, 2, '0')}'

// What callers reach is named by whatever stands outermost; links in answers begin with it.
var publicOrigin = join(take(concat(frontOrigins, gatewayOrigins), 1), '')

// The host holds a body in memory before the app hears of it: a little over the largest image is enough.
var largestBody = 32 * 1024 * 1024

var settings = union(
  {
    FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: string(largestBody)
    Upload__FirstCheckDelay: firstCheckDelay
    AzureFunctionsJobHost__extensions__queues__maxPollingInterval: queuePollingInterval
    Upload__UrlLifetimeSeconds: string(urlLifetimeSeconds)
    Retention__Days: string(retentionDays)
    Retention__SoftDeleteDays: string(softDeleteDays)
    RateLimit__Enabled: 'true'
    RateLimit__PermitsPerMinute: string(rateLimitPerMinute)
    RateLimit__Burst: string(rateLimitBurst)
  },
  visionEnabled ? { Vision__Endpoint: vision!.outputs.endpoint, Vision__Features: visionFeatures } : {},
  moderationEnabled ? { ContentSafety__Endpoint: contentSafety!.outputs.endpoint, ContentSafety__Policy: moderationPolicy } : {},
  frontDoorEnabled ? { Proxies__FrontDoorId: frontDoor!.outputs.frontDoorId } : {},
  empty(publicOrigin) ? {} : { Proxies__PublicAddress: '${publicOrigin}/api' },
  empty(webhookUrl)
    ? {}
    : {
        Webhooks__Url: hasWebhookSecret
          ? webhookUrl
          : fail('webhookUrl needs webhookSigningSecret: receivers could not tell our calls from others.')
      },
  hasWebhookSecret
    ? { Webhooks__SigningSecret: '@Microsoft.KeyVault(SecretUri=${keyVault!.outputs.uri}secrets/webhook-signing-secret)' }
    : {},
  hasDeliverySecret
    ? {
        Delivery__Keys__0__Id: deliveryKeyId
        Delivery__Keys__0__Secret: '@Microsoft.KeyVault(SecretUri=${keyVault!.outputs.uri}secrets/delivery-signing-secret)'
      }
    : {},
  logLevel == 'Information' ? {} : { AzureFunctionsJobHost__logging__logLevel__default: logLevel, Logging__LogLevel__Default: logLevel },
  appSettings
)

// ---- Resources
resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: '${abbrs.resourceGroup}${environmentName}'
  location: location
  tags: tags
}

module identity 'core/identity.bicep' = {
  scope: group
  params: { name: '${abbrs.identity}${token}', location: location, tags: tags }
}

module monitoring 'core/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: '${abbrs.logs}${token}'
    insightsName: insightsName
    location: location
    tags: tags
    retentionInDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
  }
}

module frontDoor 'app/front-door.bicep' = if (frontDoorEnabled) {
  scope: group
  params: {
    profileName: frontDoorName
    firewallName: '${abbrs.firewall}${token}'
    tags: tags
    skuName: frontDoorSku
    requestsPerMinute: rateLimitPerMinute
  }
}

module storage 'core/storage.bicep' = {
  scope: group
  params: {
    name: storageName
    location: location
    tags: tags
    sku: storageSku
    containers: union(map(items(names.containers), item => item.value), packageContainers)
    queues: map(items(names.queues), item => item.value)
    tables: map(items(names.tables), item => item.value)
    corsOrigins: union(appOrigins, frontOrigins, gatewayOrigins, origins)
    softDeleteDays: softDeleteDays
    trackLastAccess: tierByLastAccess
    privateOnly: vnetEnabled
    allowedIpRanges: empty(allowedIpRanges) ? [] : split(replace(allowedIpRanges, ' ', ''), ',')
  }
}

module lifecycle 'core/lifecycle.bicep' = {
  scope: group
  dependsOn: [storage]
  params: {
    storageAccountName: storageName
    imageContainers: [names.containers.uploads, names.containers.variants, names.containers.blocked]
    undeliveredEventsContainer: names.containers.undeliveredEvents
    coolAfterDays: retentionDays == 0 || retentionDays > coolAfterDays ? coolAfterDays : 0
    coldAfterDays: retentionDays == 0 || retentionDays > coldAfterDays ? coldAfterDays : 0
    tierByLastAccess: tierByLastAccess
    deleteAfterDays: deleteBlobsAfterDays
    versionDays: softDeleteDays
  }
}

module vision 'core/cognitive.bicep' = if (visionEnabled) {
  scope: group
  params: {
    name: visionName
    location: empty(visionLocation) ? location : visionLocation
    tags: tags
    kind: 'ComputerVision'
    skuName: visionSku
    privateOnly: vnetEnabled
  }
}

module contentSafety 'core/cognitive.bicep' = if (moderationEnabled) {
  scope: group
  params: {
    name: contentSafetyName
    location: location
    tags: tags
    kind: 'ContentSafety'
    skuName: 'S0'
    privateOnly: vnetEnabled
  }
}

module keyVault 'core/key-vault.bicep' = if (hasSecret) {
  scope: group
  params: {
    name: keyVaultName
    location: location
    tags: tags
    privateOnly: vnetEnabled
    webhookSigningSecret: webhookSigningSecret
    deliverySigningSecret: deliverySigningSecret
  }
}

module topic 'app/topic.bicep' = {
  scope: group
  params: { name: topicName, location: location, tags: tags, storageAccountId: storage.outputs.id }
}

module rbac 'app/rbac.bicep' = {
  scope: group
  dependsOn: [monitoring, vision, contentSafety, keyVault]
  params: {
    storageAccountName: storageName
    uploadsQueue: names.queues.uploads
    undeliveredEventsContainer: names.containers.undeliveredEvents
    insightsName: insightsName
    cognitiveAccountNames: cognitiveNames
    keyVaultName: hasSecret ? keyVaultName : ''
    // Part of the assignments' names, so that a new identity gets new ones: a preview does not list them.
    #disable-next-line what-if-short-circuiting
    appPrincipalId: identity.outputs.principalId
    #disable-next-line what-if-short-circuiting
    topicPrincipalId: topic.outputs.principalId
    developerPrincipalId: developerAccess ? principalId : ''
    developerPrincipalType: principalType
  }
}

module networks 'app/vnet.bicep' = [
  for (region, i) in regions: if (vnetEnabled) {
    scope: group
    name: 'network-${i}'
    params: { name: networkNames[i], location: region, tags: tags, addressPrefix: '10.${i}.0.0/16' }
  }
]

module peering 'app/peering.bicep' = if (vnetEnabled && length(regions) == 2) {
  scope: group
  dependsOn: [networks]
  params: { firstName: networkNames[0], secondName: networkNames[length(regions) - 1] }
}

module privateEndpoints 'app/private-endpoints.bicep' = if (vnetEnabled) {
  scope: group
  dependsOn: [networks, storage, vision, contentSafety, keyVault]
  params: {
    prefix: abbrs.privateEndpoint
    location: location
    tags: tags
    subnetId: networks[0]!.outputs.endpointsSubnetId
    networkNames: networkNames
    targets: concat(
      map(['blob', 'queue', 'table'], part => {
        name: part
        type: 'Microsoft.Storage/storageAccounts'
        resource: storageName
        group: part
      }),
      map(cognitiveNames, name => {
        name: name
        type: 'Microsoft.CognitiveServices/accounts'
        resource: name
        group: 'account'
      }),
      hasSecret ? [{ name: 'vault', type: 'Microsoft.KeyVault/vaults', resource: keyVaultName, group: 'vault' }] : []
    )
  }
}

module api 'app/api.bicep' = [
  for (region, i) in regions: {
    scope: group
    name: 'api-${i}'
    dependsOn: [rbac, privateEndpoints]
    params: {
      name: appNames[i]
      planName: '${abbrs.plan}${token}-${i}'
      location: region
      tags: tags
      serviceName: i == 0 ? 'api' : ''
      identity: { id: identity.outputs.id, clientId: identity.outputs.clientId }
      storage: {
        blob: storage.outputs.blobEndpoint
        queue: storage.outputs.queueEndpoint
        table: storage.outputs.tableEndpoint
        packageContainer: packageContainers[i]
      }
      scale: {
        runtimeVersion: runtimeVersion
        memoryMB: instanceMemoryMB
        maximumInstances: maximumInstanceCount
        alwaysReadyHttp: alwaysReadyHttp
        httpConcurrency: httpConcurrency
        zoneRedundant: zoneRedundant
      }
      insightsConnectionString: monitoring.outputs.connectionString
      settings: settings
      subnetId: vnetEnabled ? networks[i]!.outputs.appSubnetId : ''
      corsOrigins: origins
      frontDoorId: frontDoorEnabled ? frontDoor!.outputs.frontDoorId : ''
      // The gateway has no addresses of its own; those of its region are the narrowest that hold it.
      frontDoorCallers: apiManagementEnabled ? 'AzureCloud.${toLower(replace(location, ' ', ''))}' : 'AzureFrontDoor.Backend'
    }
  }
]

// After the apps: by then the topic's roles have spread, which the subscription's creation checks.
module events 'app/events.bicep' = {
  scope: group
  dependsOn: [rbac, api]
  params: {
    topicName: topicName
    storageAccountId: storage.outputs.id
    uploadsContainer: names.containers.uploads
    uploadsQueue: names.queues.uploads
    undeliveredEventsContainer: names.containers.undeliveredEvents
  }
}

module apiManagement 'app/api-management.bicep' = if (apiManagementEnabled) {
  scope: group
  params: {
    name: apiManagementName
    location: location
    tags: tags
    publisherEmail: publisherEmail
    publisherName: environmentName
    skuName: apiManagementSku
    apiName: apiName
    appName: appNames[0]
    appHostName: api[0].outputs.hostName
    keyHeader: apiManagementKeyHeader
    identityConfigurationUrl: identityConfigurationUrl
    identityAudience: identityAudience
    corsOrigins: union(gatewayOrigins, appOrigins, frontOrigins, origins)
    frontDoorId: frontDoorEnabled ? frontDoor!.outputs.frontDoorId : ''
  }
}

module apiProducts 'app/api-products.bicep' = if (apiManagementEnabled) {
  scope: group
  dependsOn: [apiManagement]
  params: { gatewayName: apiManagementName, apiName: apiName, products: products }
}

module frontDoorRoutes 'app/front-door-routes.bicep' = if (frontDoorEnabled) {
  scope: group
  params: {
    profileName: frontDoorName
    hostNames: apiManagementEnabled
      ? [apiManagement!.outputs.gatewayHostName]
      : length(regions) == 1 ? [api[0].outputs.hostName] : [api[0].outputs.hostName, api[length(regions) - 1].outputs.hostName]
  }
}

module defender 'app/defender.bicep' = if (defenderEnabled) {
  scope: group
  dependsOn: [storage]
  params: {
    storageAccountName: storageName
    limitGbPerMonth: defenderLimitGbPerMonth
    variantsContainer: names.containers.variants
  }
}

module platformAlerts 'app/platform-alerts.bicep' = {
  scope: group
  params: {
    actionGroupName: '${abbrs.actionGroup}${token}'
    tags: tags
    emails: empty(alertEmails) ? [] : split(replace(alertEmails, ' ', ''), ',')
    webhookUrl: alertWebhookUrl
    storageAccountId: storage.outputs.id
    topicId: topic.outputs.id
  }
}

module logAlerts 'app/log-alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: platformAlerts.outputs.actionGroupId
    maximumInstances: maximumInstanceCount
    latencyP95Ms: latencyP95Ms
    queueAgeSeconds: queueAgeSeconds
  }
}

module workbook 'app/workbook.bicep' = {
  scope: group
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

// ---- What azd and people need
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output SERVICE_API_NAME string = api[0].outputs.name
output SERVICE_API_ENDPOINT string = 'https://${api[0].outputs.hostName}/api'
output SECONDARY_API_NAME string = length(regions) == 2 ? api[length(regions) - 1].outputs.name : ''
output FRONT_DOOR_ENDPOINT string = frontDoorEnabled ? 'https://${frontDoor!.outputs.hostName}/api' : ''
output API_MANAGEMENT_ENDPOINT string = apiManagementEnabled ? 'https://${apiManagement!.outputs.gatewayHostName}/api' : ''
output STORAGE_ACCOUNT_NAME string = storageName
output APPLICATION_INSIGHTS_NAME string = insightsName
output WORKBOOK_ID string = workbook.outputs.id
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
