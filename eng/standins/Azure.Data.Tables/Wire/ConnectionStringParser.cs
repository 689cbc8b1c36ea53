#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>The forms of a storage connection string that the Table service takes (learn.microsoft.com, "Configure Azure Storage connection strings").</summary>
internal static class ConnectionStringParser
{
    private const string EmulatorAccount = "devstoreaccount1";

    // The emulator's key is the same everywhere and public.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="ArgumentException">It names no account the Table service could use.</exception>
    public static TableConnection Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var settings = Settings(connectionString);
        if (settings.GetValueOrDefault("UseDevelopmentStorage") == "true")
            return Emulator(settings.GetValueOrDefault("DevelopmentStorageProxyUri"));

        var endpoint = settings.GetValueOrDefault("TableEndpoint");
        if (settings.TryGetValue("AccountName", out var account) && settings.TryGetValue("AccountKey", out var key))
        {
            if (endpoint is null && settings.TryGetValue("EndpointSuffix", out var suffix))
                endpoint = $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{suffix}";
            if (endpoint is not null)
                return TableConnection.WithKey(new Uri(endpoint), new TableSharedKeyCredential(account, key));
        }

        return endpoint is not null && settings.TryGetValue("SharedAccessSignature", out var signature)
            ? TableConnection.WithSignature(new Uri(endpoint), signature)
            : throw new ArgumentException("No valid combination of account information found.", nameof(connectionString));
    }

    private static TableConnection Emulator(string? proxy)
    {
        var address = new UriBuilder(proxy ?? "http://127.0.0.1") { Port = 10002, Path = EmulatorAccount };
        return TableConnection.WithKey(address.Uri, new TableSharedKeyCredential(EmulatorAccount, EmulatorKey));
    }

    private static Dictionary<string, string> Settings(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !settings.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
                throw new InvalidOperationException("The connection string is not a list of different name=value parts.");
        }

        return settings;
    }
}
