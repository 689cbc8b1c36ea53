@description('The dashboard: one chart a row of the table below, all over the same time range.')
param location string
param tags object
param workspaceId string

var charts = [
  {
    title: 'Requests and invocations'
    kind: 'timechart'
    query: 'AppRequests | summarize sum(ItemCount) by bin(TimeGenerated, 5m), Name'
  }
  {
    title: 'HTTP answers by status code'
    kind: 'timechart'
    query: 'AppRequests | where toint(ResultCode) >= 100 | summarize sum(ItemCount) by bin(TimeGenerated, 5m), ResultCode'
  }
  {
    title: 'Latency p50, p95, p99 by operation (ms)'
    kind: 'table'
    query: '''AppRequests
      | summarize calls = sum(ItemCount), failed = sumif(ItemCount, Success == false),
          p50 = percentilew(DurationMs, ItemCount, 50), p95 = percentilew(DurationMs, ItemCount, 95),
          p99 = percentilew(DurationMs, ItemCount, 99), average = avg(DurationMs)
          by Name
      | order by calls desc'''
  }
  {
    title: 'Uploaded, processed, failed'
    kind: 'timechart'
    query: '''AppMetrics
      | where Name in ("images.uploaded", "images.processed", "images.failed", "images.ondemand")
      | summarize sum(Sum) by bin(TimeGenerated, 5m), Name'''
  }
  {
    title: 'Processing time by step (ms)'
    kind: 'timechart'
    query: '''AppMetrics
      | where Name == "images.processing.duration"
      | summarize average = sum(Sum) / sum(ItemCount) by bin(TimeGenerated, 5m), step = tostring(Properties.step)'''
  }
  {
    title: 'Failures by code'
    kind: 'barchart'
    query: '''AppMetrics
      | where Name == "images.failed"
      | summarize images = sum(Sum) by code = tostring(Properties.code)
      | order by images desc'''
  }
  {
    title: 'Queue depth'
    kind: 'timechart'
    query: 'AppMetrics | where Name == "queue.depth" | summarize max(Max) by bin(TimeGenerated, 5m), queue = tostring(Properties.queue)'
  }
  {
    title: 'Age of the oldest due message (s)'
    kind: 'timechart'
    query: 'AppMetrics | where Name == "queue.age" | summarize max(Max) by bin(TimeGenerated, 5m), queue = tostring(Properties.queue)'
  }
  {
    title: 'Retries and dead letters'
    kind: 'timechart'
    query: '''AppMetrics
      | where Name in ("images.retries", "images.deadletters", "cleanup.failures", "records.unreadable")
      | summarize sum(Sum) by bin(TimeGenerated, 5m), Name'''
  }
  {
    title: 'Refused by the rate limit'
    kind: 'timechart'
    query: '''union AppTraces, AppExceptions
      | where tostring(Properties.EventName) == "RateLimited"
      | summarize count() by bin(TimeGenerated, 5m)'''
  }
  {
    title: 'Instances'
    kind: 'timechart'
    query: 'AppRequests | summarize dcount(AppRoleInstance) by bin(TimeGenerated, 5m)'
  }
  {
    title: 'Cost drivers: execution time (s), by operation'
    kind: 'barchart'
    query: 'AppRequests | summarize seconds = sum(DurationMs * ItemCount) / 1000 by Name | order by seconds desc'
  }
  {
    title: 'Cost drivers: calls to storage and AI, by host'
    kind: 'barchart'
    query: 'AppDependencies | summarize calls = sum(ItemCount) by Target | top 20 by calls'
  }
  {
    title: 'Cost drivers: bytes of images'
    kind: 'timechart'
    query: 'AppMetrics | where Name == "images.bytes" | summarize bytes = sum(Sum) by bin(TimeGenerated, 1h)'
  }
  {
    title: 'Cost drivers: telemetry taken in (MB), by table'
    kind: 'barchart'
    query: 'Usage | where IsBillable | summarize megabytes = sum(Quantity) by DataType | order by megabytes desc'
  }
]

var picker = {
  type: 9
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    parameters: [
      {
        id: guid('range')
        version: 'KqlParameterItem/1.0'
        name: 'range'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: 86400000 }
      }
    ]
  }
  name: 'range'
}

var rows = [
  for (chart, i) in charts: {
    type: 3
    content: {
      version: 'KqlItem/1.0'
      title: chart.title
      query: chart.query
      size: 1
      timeContextFromParameter: 'range'
      queryType: 0
      resourceType: 'microsoft.operationalinsights/workspaces'
      visualization: chart.kind
    }
    customWidth: '50'
    name: 'chart-${i}'
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'image-functions')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'ImageFunctions'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([picker], rows)
      fallbackResourceIds: [workspaceId]
    })
  }
}

output id string = workbook.id
