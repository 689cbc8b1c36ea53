@description('A gateway with the old services\' usage plans: key in x-api-key, rate limit and quota by product.')
param name string
param location string
param tags object
param publisherEmail string
param publisherName string

@allowed(['Consumption', 'BasicV2', 'StandardV2'])
param skuName string
param appName string
param appHostName string

@description('Calls a minute and a day of each product.')
param products { name: string, callsPerMinute: int, callsPerDay: int }[]

var methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']

// Routes that need no key, here as in the app.
var openRoutes = ['health', 'docs', 'openapi.json', 'gallery']

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
  name: 'images'
  properties: {
    displayName: 'Images'
    path: 'api'
    protocols: ['https']
    serviceUrl: 'https://${appHostName}/api'
    subscriptionRequired: true
    subscriptionKeyParameterNames: { header: 'x-api-key', query: 'api-key' }
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
      value: loadTextContent('policies/api.xml')
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

resource openOperations 'Microsoft.ApiManagement/service/apis/operations@2024-05-01' = [
  for (route, i) in openRoutes: {
    parent: open[i]
    name: 'get'
    properties: { displayName: 'GET ${route}', method: 'GET', urlTemplate: '/*' }
  }
]

resource plans 'Microsoft.ApiManagement/service/products@2024-05-01' = [
  for product in products: {
    parent: gateway
    name: product.name
    properties: { displayName: product.name, subscriptionRequired: true, approvalRequired: true, state: 'published' }
  }
]

resource planApis 'Microsoft.ApiManagement/service/products/apis@2024-05-01' = [
  for (product, i) in products: {
    parent: plans[i]
    name: keyed.name
  }
]

resource planPolicies 'Microsoft.ApiManagement/service/products/policies@2024-05-01' = [
  for (product, i) in products: {
    parent: plans[i]
    name: 'policy'
    properties: {
      format: 'rawxml'
      value: replace(
        replace(loadTextContent('policies/product.xml'), 'CALLS-PER-MINUTE', string(product.callsPerMinute)),
        'CALLS-PER-DAY',
        string(product.callsPerDay)
      )
    }
  }
]

output gatewayHostName string = replace(replace(gateway.properties.gatewayUrl, 'https://', ''), '/', '')
