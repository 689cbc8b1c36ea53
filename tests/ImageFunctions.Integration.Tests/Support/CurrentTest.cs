namespace ImageFunctions.Integration.Tests.Support;

/// <summary>The test that runs, for all by one word.</summary>
internal static class CurrentTest
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;
}
