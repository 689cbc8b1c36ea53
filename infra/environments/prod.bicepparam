// For az deployment sub create; azd reads main.parameters.json and its own environment instead.
using '../main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'images-prod')
param environmentType = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertEmails = readEnvironmentVariable('ALERT_EMAILS', '')

param retentionDays = 30
param geoRedundant = true
param webhookSigningSecret = readEnvironmentVariable('WEBHOOK_SIGNING_SECRET', '')
param deliverySigningSecret = readEnvironmentVariable('DELIVERY_SIGNING_SECRET', '')
