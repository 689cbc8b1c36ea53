using Azure.Core;
using Azure.Core.Pipeline;

#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>Sends requests to one account through Azure.Core's pipeline: the caller's policies, retries, credentials.</summary>
internal sealed class TablePipeline
{
    private readonly HttpPipeline _pipeline;
    private readonly string _base;

    private TablePipeline(TableConnection connection, HttpPipeline pipeline, string version)
    {
        _pipeline = pipeline;
        _base = connection.Endpoint.AbsoluteUri.TrimEnd('/') + "/";
        Endpoint = connection.Endpoint;
        AccountName = connection.AccountName;
        MergesByPost = connection.IsCosmos;
        Version = version;
    }

    public Uri Endpoint { get; }

    public string AccountName { get; }

    public string Version { get; }

    /// <summary>True where merges are <c>POST</c> with <c>X-HTTP-Method: MERGE</c>.</summary>
    public bool MergesByPost { get; }

    public static TablePipeline Create(TableConnection connection, TableClientOptions? options)
    {
        options ??= new TableClientOptions();
        var pipeline = HttpPipelineBuilder.Build(new HttpPipelineOptions(options)
        {
            PerRetryPolicies = { connection.Authentication },
            RequestFailedDetailsParser = TableErrorParser.Instance,
        });
        return new TablePipeline(connection, pipeline, options.VersionText);
    }

    public Uri Absolute(string address) => new(_base + address);

    public async Task<Response> SendAsync(TableRequest request, CancellationToken cancellationToken)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = request.Method;
        message.Request.Uri.Reset(Absolute(request.Address));
        message.Request.Headers.SetValue("x-ms-version", Version);
        foreach (var header in request.Headers)
            message.Request.Headers.SetValue(header.Name, header.Value);
        if (request.Body is { } body)
            message.Request.Content = RequestContent.Create(body);

        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Response;
    }

    /// <exception cref="RequestFailedException">The response has another status than those expected.</exception>
    public static Response Require(Response response, params ReadOnlySpan<int> expected) =>
        expected.Contains(response.Status) ? response : throw new RequestFailedException(response);
}
