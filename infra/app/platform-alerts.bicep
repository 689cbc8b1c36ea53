@description('Who is told, and alerts on what the platform itself measures.')
param actionGroupName string
param tags object
param emails string[]

@secure()
@description('Address that takes the common alert schema; empty = none. A chat channel needs a Logic App in between.')
param webhookUrl string
param storageAccountId string
param topicId string

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'images'
    enabled: true
    emailReceivers: [
      for (email, i) in emails: {
        name: 'email-${i}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
    webhookReceivers: empty(webhookUrl) ? [] : [{ name: 'webhook', serviceUri: webhookUrl, useCommonAlertSchema: true }]
  }
}

var rules = [
  {
    name: 'storage-throttling'
    description: 'Storage refused requests because of their rate.'
    severity: 2
    scope: storageAccountId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    dimensions: [
      {
        name: 'ResponseType'
        operator: 'Include'
        values: [
          'ServerBusyError'
          'ClientThrottlingError'
          'ClientAccountRequestThrottlingError'
          'ClientAccountBandwidthThrottlingError'
          'SuccessWithThrottling'
        ]
      }
    ]
  }
  {
    name: 'undelivered-events'
    description: 'Event Grid gave up on an event and wrote it to the container of undelivered events.'
    severity: 2
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    dimensions: []
  }
]

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for rule in rules: {
    name: rule.name
    location: 'global'
    tags: tags
    properties: {
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [rule.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: rule.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: rule.namespace
            metricName: rule.metric
            dimensions: rule.dimensions
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: [{ actionGroupId: actionGroup.id }]
    }
  }
]

output actionGroupId string = actionGroup.id
