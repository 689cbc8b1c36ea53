// For az deployment sub create; azd reads main.parameters.json and its own environment instead.
using '../main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'images-dev')
param environmentType = 'dev'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param principalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param alertEmails = readEnvironmentVariable('ALERT_EMAILS', '')

param retentionDays = 7
param logDailyQuotaGb = 1
