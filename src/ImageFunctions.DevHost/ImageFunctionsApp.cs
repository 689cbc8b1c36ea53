namespace ImageFunctions.DevHost;

/// <summary>The app that this program hosts.</summary>
public static class ImageFunctionsApp
{
    /// <summary>Settings with the app's functions, services and middleware; callers change what they need.</summary>
    public static DevHostSettings Settings { get; } = new()
    {
        Types = typeof(Composition).Assembly.GetTypes(),
        ConfigureServices = Composition.AddImageFunctions,
        ConfigureWorker = Composition.UseImageFunctions,
    };
}
