@description('A gateway before the app: a key per subscriber, and the caller\'s identity proved or its own claims taken away.')
param name string
param location string
param tags object
param publisherEmail string
param publisherName string

@allowed(['Consumption', 'BasicV2', 'StandardV2'])
param skuName string

@description('Name of the API within the gateway; the products refer to it.')
param apiName string
param appName string
param appHostName string

@description('Header of the subscriber\'s key.')
param keyHeader string

@description('OpenID configuration of whoever signs users in; empty = the owner is the subscription.')
param identityConfigurationUrl string
param identityAudience string
param corsOrigins string[]

@description('When set, only what came through the Front Door profile with this id is served.')
param frontDoorId string

var methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']

// Routes that need no key, here as in the app. Each is an address and, for pages, what lies below it.
var pictureRoute = 'i'
var openRoutes = ['health', 'docs', 'openapi.json', 'gallery', pictureRoute]
var openOperations = flatten(map(range(0, length(openRoutes)), route => [
  { route: route, name: 'page', method: 'GET', template: '/' }
  { route: route, name: 'files', method: 'GET', template: '/*' }
  { route: route, name: 'page-head', method: 'HEAD', template: '/' }
  { route: route, name: 'files-head', method: 'HEAD', template: '/*' }
]))

var checkFrontDoor = empty(frontDoorId) ? '' : replace(loadTextContent('policies/front-door.xml'), 'FRONT-DOOR-ID', frontDoorId)
var originList = join(map(corsOrigins, origin => '<origin>${origin}</origin>'), '')
var methodList = join(map(methods, method => '<method>${method}</method>'), '')
// Front Door names the address that was called; without it the gateway does.
var forwardedHost = empty(frontDoorId) ? 'override' : 'skip'

var checkToken = empty(identityConfigurationUrl) ? '' : replace(
  replace(loadTextContent('policies/token.xml'), 'CONFIGURATION-URL', identityConfigurationUrl),
  'AUDIENCE',
  empty(identityAudience)
    ? fail('identityAudience is needed with identityConfigurationUrl: else any token of the issuer would do.')
    : identityAudience
)
var user = empty(identityConfigurationUrl) ? 'context.Subscription.Id' : '((Jwt)context.Variables["token"]).Subject'

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource gateway 'Microsoft.ApiManagement/service@2024-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: skuName, capacity: skuName == 'Consumption' ? 0 : 1 }
  properties: { publisherEmail: publisherEmail, publisherName: publisherName }
}

resource gatewayPolicy 'Microsoft.ApiManagement/service/policies@2024-05-01' = {
  parent: gateway
  name: 'policy'
  properties: {
    format: 'rawxml'
    value: reduce(
      [
        { mark: 'ORIGINS', text: originList }
        { mark: 'METHODS', text: methodList }
        { mark: 'FRONT-DOOR', text: checkFrontDoor }
        { mark: 'FORWARDED-HOST', text: forwardedHost }
      ],
      loadTextContent('policies/gateway.xml'),
      (policy, part) => replace(policy, part.mark, part.text)
    )
  }
}

resource functionKey 'Microsoft.ApiManagement/service/namedValues@2024-05-01' = {
  parent: gateway
  name: 'function-key'
  properties: {
    displayName: 'function-key'
    secret: true
    value: listKeys('${app.id}/host/default', '2025-03-01').functionKeys.default
  }
}

resource keyed 'Microsoft.ApiManagement/service/apis@2024-05-01' = {
  parent: gateway
  name: apiName
  properties: {
    displayName: 'Images'
    path: 'api'
    protocols: ['https']
    serviceUrl: 'https://${appHostName}/api'
    subscriptionRequired: true
    subscriptionKeyParameterNames: { header: keyHeader, query: 'code' }
  }

  resource operations 'operations' = [
    for method in methods: {
      name: toLower(method)
      properties: { displayName: '${method} anything', method: method, urlTemplate: '/*' }
    }
  ]

  resource policy 'policies' = {
    name: 'policy'
    dependsOn: [functionKey]
    properties: {
      format: 'rawxml'
      value: replace(
        replace(replace(loadTextContent('policies/api.xml'), 'SIGN-IN', checkToken), 'USER', user),
        'KEY-HEADER',
        keyHeader
      )
    }
  }
}

resource open 'Microsoft.ApiManagement/service/apis@2024-05-01' = [
  for route in openRoutes: {
    parent: gateway
    name: replace(route, '.', '-')
    properties: {
      displayName: route
      path: 'api/${route}'
      protocols: ['https']
      serviceUrl: 'https://${appHostName}/api/${route}'
      subscriptionRequired: false
    }
  }
]

resource picturePolicy 'Microsoft.ApiManagement/service/apis/policies@2024-05-01' = {
  parent: open[indexOf(openRoutes, pictureRoute)]
  name: 'policy'
  properties: { format: 'rawxml', value: replace(loadTextContent('policies/pictures.xml'), 'FRONT-DOOR', checkFrontDoor) }
}

resource openRoute 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [
  for operation in openOperations: {
    parent: open[operation.route]
    name: operation.name
    properties: { displayName: operation.name, method: operation.method, urlTemplate: operation.template }
  }
]

// The key with which a release drives its round trip through the gateway, outside of every product's quota.
resource release 'Microsoft.ApiManagement/service/subscriptions@2024-05-01' = {
  parent: gateway
  name: 'release'
  properties: { displayName: 'release', scope: keyed.id, state: 'active' }
}

output gatewayHostName string = replace(replace(gateway.properties.gatewayUrl, 'https://', ''), '/', '')
