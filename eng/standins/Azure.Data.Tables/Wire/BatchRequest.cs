using System.Text;
using Azure.Core;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Several requests as the one body of an entity group transaction (learn.microsoft.com, "Performing entity group transactions").</summary>
internal static class BatchRequest
{
    private const string NewLine = "\r\n";

    public static TableRequest Create(IEnumerable<TableRequest> steps, TablePipeline pipeline)
    {
        var batch = $"batch_{Guid.NewGuid()}";
        var changeset = $"changeset_{Guid.NewGuid()}";
        var body = new StringBuilder();
        body.Append("--").Append(batch).Append(NewLine)
            .Append("Content-Type: multipart/mixed; boundary=").Append(changeset).Append(NewLine).Append(NewLine);
        foreach (var step in steps)
            AppendStep(body.Append("--").Append(changeset).Append(NewLine), step, pipeline);
        body.Append("--").Append(changeset).Append("--").Append(NewLine)
            .Append("--").Append(batch).Append("--").Append(NewLine);

        return new(
            RequestMethod.Post,
            "$batch",
            [
                new("DataServiceVersion", TableRequest.DataServiceVersion),
                new("Accept", "application/json"),
                new("Content-Type", $"multipart/mixed; boundary={batch}"),
            ],
            Encoding.UTF8.GetBytes(body.ToString()));
    }

    private static void AppendStep(StringBuilder body, TableRequest step, TablePipeline pipeline)
    {
        var address = pipeline.Absolute(step.Address);
        body.Append("Content-Type: application/http").Append(NewLine)
            .Append("Content-Transfer-Encoding: binary").Append(NewLine).Append(NewLine)
            .Append(step.Method.Method).Append(' ').Append(address.AbsoluteUri).Append(" HTTP/1.1").Append(NewLine)
            .Append("Host: ").Append(address.Host).Append(NewLine)
            .Append("x-ms-version: ").Append(pipeline.Version).Append(NewLine);
        foreach (var header in step.Headers)
            body.Append(header.Name).Append(": ").Append(header.Value).Append(NewLine);
        body.Append(NewLine);
        if (step.Body is { } content)
            body.Append(Encoding.UTF8.GetString(content.Span));
        body.Append(NewLine);
    }
}
