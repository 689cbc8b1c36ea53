@description('The gateway\'s usage plans, as the old services had them: rate limit and quota of every subscriber.')
param gatewayName string
param apiName string

@description('Calls a minute and a day of each product.')
param products { name: string, callsPerMinute: int, callsPerDay: int }[]

resource gateway 'Microsoft.ApiManagement/service@2024-05-01' existing = {
  name: gatewayName
}

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
    name: apiName
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
