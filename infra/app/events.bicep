@description('Blob created under the uploads container → message on the uploads queue. Deploy after the roles: creation checks them.')
param topicName string
param storageAccountId string
param uploadsContainer string
param uploadsQueue string
param undeliveredEventsContainer string

var topicIdentity = { type: 'SystemAssigned' }

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'uploads-to-queue'
  properties: {
    eventDeliverySchema: 'CloudEventSchemaV1_0'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      // Only originals: an event for a variant would make the function feed itself.
      subjectBeginsWith: '/blobServices/default/containers/${uploadsContainer}/'
    }
    deliveryWithResourceIdentity: {
      identity: topicIdentity
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: storageAccountId
          queueName: uploadsQueue
          queueMessageTimeToLiveInSeconds: 604800
        }
      }
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: topicIdentity
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: storageAccountId, blobContainerName: undeliveredEventsContainer }
      }
    }
  }
}
