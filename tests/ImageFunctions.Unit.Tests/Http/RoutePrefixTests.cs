using ImageFunctions.Http;

namespace ImageFunctions.Unit.Tests.Http;

public sealed class RoutePrefixTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "pictures/v1" } } }""", "/pictures/v1")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": "" } } }""", "")]
    [InlineData("{}", "/api")]
    public void Addresses_begin_as_host_json_says(string host, string prefix)
    {
        File.WriteAllText(_file, host);

        Assert.Equal(prefix, RoutePrefix.Read(_file));
    }

    public void Dispose() => File.Delete(_file);
}
