using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Retries, transport, diagnostics and the policies that each request runs through.</summary>
public class TableClientOptions : ClientOptions
{
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) => VersionText = serviceVersion switch
    {
        ServiceVersion.V2019_02_02 => "2019-02-02",
        ServiceVersion.V2020_12_06 => "2020-12-06",
        _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
    };

    /// <summary>The value of <c>x-ms-version</c>.</summary>
    internal string VersionText { get; }

#pragma warning disable CA1707 // The names of the real package.
    public enum ServiceVersion
    {
        V2019_02_02 = 1,
        V2020_12_06 = 2,
    }
#pragma warning restore CA1707
}
