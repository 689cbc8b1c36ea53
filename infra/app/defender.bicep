@description('Microsoft Defender for Storage: malware scanning of uploads, with a monthly limit.')
param storageAccountName string
param limitGbPerMonth int
param variantsContainer string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageAccountName
}

resource defender 'Microsoft.Security/defenderForStorageSettings@2025-06-01' = {
  scope: account
  name: 'current'
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      onUpload: {
        isEnabled: true
        capGBPerMonth: limitGbPerMonth
        // What we encoded ourselves is not scanned a second time.
        filters: { excludeBlobsWithPrefix: ['${variantsContainer}/'] }
      }
      blobScanResultsOptions: 'blobIndexTags'
    }
    sensitiveDataDiscovery: { isEnabled: false }
  }
}
