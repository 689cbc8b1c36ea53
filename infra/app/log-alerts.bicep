@description('Alerts on what the app logs and measures. Each is explained under its name in docs/operations.md.')
param location string
param tags object
param workspaceId string
param actionGroupId string
param maximumInstances int

@description('Milliseconds that 95 of 100 HTTP requests must stay under.')
param latencyP95Ms int

@description('Seconds that the oldest due message may wait.')
param queueAgeSeconds int

// In a new workspace a table, and with it its columns, does not exist before its first record. A query starts with nothing that has
// the columns, to which each table adds what it has; and a rule is not tried out when it is made.
func from(tables string) string => 'union isfuzzy=true (datatable(Name: string, Success: bool, ResultCode: string, Url: string, DurationMs: real, ItemCount: int, Max: real, AppRoleInstance: string, Properties: dynamic)[]), ${tables}'

// Records may be sampled: ItemCount says how many one stands for.
// A failed request is a 5xx or a failed non-HTTP invocation; 4xx is the caller's business.
var failed = 'Success == false and not(coalesce(toint(ResultCode), 0) between (400 .. 499))'

// With an exception attached, the exporter writes a log record to AppExceptions instead of AppTraces.
var events = '${from('AppTraces, AppExceptions')} | extend event = tostring(Properties.EventName)'

var rules = [
  {
    name: 'error-rate'
    description: 'More than 5 % of at least 20 requests and invocations failed in 5 minutes.'
    severity: 1
    minutes: 5
    threshold: 5
    query: '${from('AppRequests')} | summarize total = sum(ItemCount), bad = sumif(ItemCount, ${failed}) | where total >= 20 | project value = 100.0 * bad / total'
  }
  {
    name: 'server-errors'
    description: 'More than 10 requests were answered with 5xx in 5 minutes.'
    severity: 1
    minutes: 5
    threshold: 10
    query: '${from('AppRequests')} | summarize value = sumif(ItemCount, toint(ResultCode) between (500 .. 599))'
  }
  {
    name: 'slow-responses'
    description: 'The 95th percentile of HTTP latency is over ${latencyP95Ms} ms. Status calls that wait are not counted.'
    severity: 2
    minutes: 15
    threshold: latencyP95Ms
    query: '${from('AppRequests')} | where toint(ResultCode) >= 100 and Url !contains "wait=" | summarize total = sum(ItemCount), p95 = percentilew(DurationMs, ItemCount, 95) | where total >= 20 | project value = p95'
  }
  {
    name: 'poisoned-message'
    description: 'A message failed five times and became a dead letter.'
    severity: 1
    minutes: 5
    threshold: 0
    query: '${events} | summarize value = countif(event == "ImagePoisoned")'
  }
  {
    name: 'poison-queue'
    description: 'Messages stay in a poison queue: the function that takes them out does not run.'
    severity: 1
    minutes: 15
    threshold: 0
    query: '${from('AppMetrics')} | where Name == "queue.depth" and tostring(Properties.queue) endswith "-poison" | summarize value = min(Max) by tostring(Properties.queue) | summarize value = max(value)'
  }
  {
    name: 'queue-age'
    description: 'The oldest due message has waited longer than ${queueAgeSeconds} seconds.'
    severity: 2
    minutes: 15
    threshold: queueAgeSeconds
    query: '${from('AppMetrics')} | where Name == "queue.age" | summarize value = max(Max)'
  }
  {
    name: 'gave-up'
    description: 'Analysis or a webhook was given up after its last attempt.'
    severity: 3
    minutes: 60
    threshold: 0
    query: '${events} | summarize value = countif(event in ("AnalysisGaveUp", "WebhookGaveUp"))'
  }
  {
    name: 'instances'
    description: 'More than 80 % of the ${maximumInstances} allowed instances were running.'
    severity: 2
    minutes: 5
    threshold: maximumInstances * 8 / 10
    query: '${from('AppRequests')} | summarize value = dcount(AppRoleInstance)'
  }
]

resource alert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: rule.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.name
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      // A rule costs by how often it is evaluated; what looks back a quarter of an hour or more need not be asked every five minutes.
      evaluationFrequency: rule.minutes == 5 ? 'PT5M' : 'PT15M'
      windowSize: rule.minutes == 60 ? 'PT1H' : 'PT${rule.minutes}M'
      autoMitigate: true
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'value'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]
