@description('Front Door profile, its endpoint and the firewall. The routes come later, when the apps exist.')
param profileName string
param firewallName string
param tags object

@allowed(['Standard_AzureFrontDoor', 'Premium_AzureFrontDoor'])
@description('Managed rule sets need Premium; Standard has the rate limit only.')
param skuName string

@description('Requests that one address may send in a minute.')
param requestsPerMinute int

resource profile 'Microsoft.Cdn/profiles@2025-06-01' = {
  name: profileName
  location: 'global'
  tags: tags
  sku: { name: skuName }
  properties: { originResponseTimeoutSeconds: 60 }
}

resource endpoint 'Microsoft.Cdn/profiles/afdEndpoints@2025-06-01' = {
  parent: profile
  name: profileName
  location: 'global'
  tags: tags
  properties: { enabledState: 'Enabled' }
}

resource firewall 'Microsoft.Network/FrontDoorWebApplicationFirewallPolicies@2025-03-01' = {
  name: firewallName
  location: 'global'
  tags: tags
  sku: { name: skuName }
  properties: {
    policySettings: { enabledState: 'Enabled', mode: 'Prevention', requestBodyCheck: 'Enabled' }
    customRules: {
      rules: [
        {
          name: 'RatePerAddress'
          priority: 100
          ruleType: 'RateLimitRule'
          rateLimitDurationInMinutes: 1
          rateLimitThreshold: requestsPerMinute
          matchConditions: [{ matchVariable: 'RequestUri', operator: 'Contains', matchValue: ['/api/'] }]
          action: 'Block'
        }
      ]
    }
    managedRules: {
      managedRuleSets: skuName == 'Premium_AzureFrontDoor'
        ? [
            { ruleSetType: 'Microsoft_DefaultRuleSet', ruleSetVersion: '2.1', ruleSetAction: 'Block' }
            { ruleSetType: 'Microsoft_BotManagerRuleSet', ruleSetVersion: '1.1' }
          ]
        : []
    }
  }
}

resource protection 'Microsoft.Cdn/profiles/securityPolicies@2025-06-01' = {
  parent: profile
  name: 'firewall'
  properties: {
    parameters: {
      type: 'WebApplicationFirewall'
      wafPolicy: { id: firewall.id }
      associations: [{ domains: [{ id: endpoint.id }], patternsToMatch: ['/*'] }]
    }
  }
}

output name string = profile.name
output frontDoorId string = profile.properties.frontDoorId
output hostName string = endpoint.properties.hostName
