/*
 * The libraries that the service has to load for Slack and for Teams, and nothing else.
 */
await import('@slack/bolt')
await import('botbuilder')
await import('botframework-connector')
const { sayReady } = await import('./child.js')
sayReady()
