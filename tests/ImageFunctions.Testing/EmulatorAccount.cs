namespace ImageFunctions.Testing;

/// <summary>The account every storage emulator has; its key is public (Azurite README, "Default Storage Account").</summary>
public static class EmulatorAccount
{
    public const string Name = "devstoreaccount1";

    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    internal static string ConnectionString(EmulatorPorts ports) =>
        $"DefaultEndpointsProtocol=http;AccountName={Name};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{ports.Blob}/{Name};"
        + $"QueueEndpoint=http://127.0.0.1:{ports.Queue}/{Name};"
        + $"TableEndpoint=http://127.0.0.1:{ports.Table}/{Name};";

    /// <summary>The endpoints that a connection string names.</summary>
    public static IEnumerable<Uri> Endpoints(string connectionString)
    {
        if (connectionString.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
            return [new("http://127.0.0.1:10000"), new("http://127.0.0.1:10001"), new("http://127.0.0.1:10002")];

        return connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair[0].Trim().EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase))
            .Select(pair => new Uri(pair[1]));
    }
}
