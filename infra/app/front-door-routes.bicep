@description('Sends /api to the apps: the first region while it answers, then the next.')
param profileName string

@minLength(1)
@maxLength(5)
param hostNames string[]

resource profile 'Microsoft.Cdn/profiles@2025-06-01' existing = {
  name: profileName
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' existing = {
  parent: profile
  name: profileName
}

resource group 'Microsoft.Cdn/profiles/originGroups@2025-06-01' = {
  parent: profile
  name: 'api'
  properties: {
    loadBalancingSettings: { sampleSize: 4, successfulSamplesRequired: 3 }
    // Every edge location probes: with one origin that costs executions and decides nothing.
    healthProbeSettings: length(hostNames) == 1
      ? null
      : { probePath: '/api/health', probeRequestType: 'GET', probeProtocol: 'Https', probeIntervalInSeconds: 240 }
    sessionAffinityState: 'Disabled'
  }
}

resource origins 'Microsoft.Cdn/profiles/originGroups/origins@2025-06-01' = [
  for (host, i) in hostNames: {
    parent: group
    name: 'region-${i}'
    properties: {
      hostName: host
      originHostHeader: host
      httpsPort: 443
      priority: i + 1
      weight: 1000
      enabledState: 'Enabled'
      enforceCertificateNameCheck: true
    }
  }
]

// Pictures by signed links are the one thing that may be kept: as long as their answers say. Front Door takes no notice of Vary,
// so only those whose link names the format; one that chooses by Accept goes on to the app, whose copy is read and not made again.
resource rules 'Microsoft.Cdn/profiles/ruleSets@2025-06-01' = {
  parent: profile
  name: 'pictures'
}

resource keep 'Microsoft.Cdn/profiles/ruleSets/rules@2025-06-01' = {
  parent: rules
  name: 'keep'
  properties: {
    order: 1
    matchProcessingBehavior: 'Stop'
    conditions: [
      {
        name: 'UrlPath'
        parameters: {
          typeName: 'DeliveryRuleUrlPathMatchConditionParameters'
          operator: 'BeginsWith'
          matchValues: ['api/i/']
        }
      }
      {
        name: 'UrlPath'
        parameters: {
          typeName: 'DeliveryRuleUrlPathMatchConditionParameters'
          operator: 'Contains'
          matchValues: ['f_jpeg', 'f_webp', 'f_avif']
        }
      }
    ]
    actions: [
      {
        name: 'RouteConfigurationOverride'
        parameters: {
          typeName: 'DeliveryRuleRouteConfigurationOverrideActionParameters'
          cacheConfiguration: {
            cacheBehavior: 'HonorOrigin'
            isCompressionEnabled: 'Disabled'
            queryStringCachingBehavior: 'UseQueryString'
          }
        }
      }
    ]
  }
}

// No caching beyond the rule above: answers are private and carry short-lived URLs.
resource route 'Microsoft.Cdn/profiles/afdEndpoints/routes@2025-06-01' = {
  parent: endpoint
  name: 'api'
  dependsOn: [origins, keep]
  properties: {
    originGroup: { id: group.id }
    ruleSets: [{ id: rules.id }]
    patternsToMatch: ['/api/*']
    supportedProtocols: ['Http', 'Https']
    httpsRedirect: 'Enabled'
    forwardingProtocol: 'HttpsOnly'
    linkToDefaultDomain: 'Enabled'
    enabledState: 'Enabled'
  }
}
