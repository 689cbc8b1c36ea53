using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>
/// Signs each attempt: date, newline, "/" + account + path as sent, and of the query only <c>comp</c>
/// (learn.microsoft.com, "Authorize with Shared Key", Shared Key Lite for the Table service).
/// </summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
        var address = message.Request.Uri.ToUri();
        var text = $"{date}\n/{credential.AccountName}{address.AbsolutePath}{Component(address.Query)}";
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign(text)}");
    }

    private static string? Component(string query) =>
        query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith("comp=", StringComparison.Ordinal)) is { } comp ? "?" + comp : null;
}
