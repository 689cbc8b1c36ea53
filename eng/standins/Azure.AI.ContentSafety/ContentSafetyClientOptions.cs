using Azure.Core;

namespace Azure.AI.ContentSafety;

public class ContentSafetyClientOptions : ClientOptions
{
    public ContentSafetyClientOptions(ServiceVersion version = ServiceVersion.V2023_10_01) => Version = version switch
    {
        ServiceVersion.V2023_10_01 => "2023-10-01",
        _ => throw new NotSupportedException(),
    };

    internal string Version { get; }

    public enum ServiceVersion
    {
        V2023_10_01 = 1,
    }
}
