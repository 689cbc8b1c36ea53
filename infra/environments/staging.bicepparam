// For az deployment sub create; azd reads main.parameters.json and its own environment instead.
using '../main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'images-staging')
param environmentType = 'staging'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertEmails = readEnvironmentVariable('ALERT_EMAILS', '')

// As production, at a smaller scale and for a shorter time.
param retentionDays = 7
