namespace ImageFunctions.Telemetry;

/// <summary>Names of the log events that alerts look for; infra/ uses the same, a test compares them.</summary>
public static class AlertEvents
{
    public const string ImageCompleted = "ImageCompleted";
    public const string ImageFailed = "ImageFailed";
    public const string ImagePoisoned = "ImagePoisoned";
    public const string AnalysisGaveUp = "AnalysisGaveUp";
    public const string WebhookGaveUp = "WebhookGaveUp";
    public const string RateLimited = "RateLimited";
}
