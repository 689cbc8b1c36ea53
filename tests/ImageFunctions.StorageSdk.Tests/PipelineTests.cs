using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using ImageFunctions.Testing;

namespace ImageFunctions.StorageSdk.Tests;

public sealed class PipelineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_busy_service_is_asked_again()
    {
        await using var server = new LocalHttpServer(new(503), new(503), new(204));

        var response = await server.Table().UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Token);

        Assert.Equal(204, response.Status);
        Assert.Equal(3, server.Requests.Count);
        Assert.Single(server.Requests.Select(request => request.Body).Distinct());
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_an_error_in_the_end()
    {
        await using var server = new LocalHttpServer(new(503), new(503), new(503));
        var options = new TableClientOptions { Retry = { MaxRetries = 2 } };

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => server.Table(options).UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Token));

        Assert.Equal(503, failure.Status);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_error_in_no_known_form_still_has_its_status()
    {
        await using var server = new LocalHttpServer(new ScriptedAnswer(403, "<Error><Code>AuthenticationFailed</Code></Error>"));

        var failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => server.Table().AddEntityAsync(new TableEntity("p", "r"), Token));

        Assert.Equal(403, failure.Status);
    }

    [Fact]
    public async Task Policies_of_the_options_see_each_call_and_each_attempt()
    {
        await using var server = new LocalHttpServer(new(503), new(204));
        var perCall = new CountingPolicy();
        var perRetry = new CountingPolicy();
        var options = new TableClientOptions();
        options.AddPolicy(perCall, HttpPipelinePosition.PerCall);
        options.AddPolicy(perRetry, HttpPipelinePosition.PerRetry);

        await server.Table(options).AddEntityAsync(new TableEntity("p", "r"), Token);

        Assert.Equal((1, 2), (perCall.Count, perRetry.Count));
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_is_not_sent()
    {
        await using var server = new LocalHttpServer(new ScriptedAnswer(204));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => server.Table().AddEntityAsync(new TableEntity("p", "r"), new CancellationToken(canceled: true)));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_call_that_waits_for_its_answer_can_be_cancelled()
    {
        await using var server = new LocalHttpServer();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = server.Table().AddEntityAsync(new TableEntity("p", "r"), source.Token);
        await Eventually.Async(_ => Task.FromResult(server.Requests.Count == 1), TimeSpan.FromSeconds(10), cancellationToken: Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_bearer_token_is_not_sent_over_http()
    {
        await using var server = new LocalHttpServer(new ScriptedAnswer(204));
        var table = new TableServiceClient(server.Endpoint, new FixedToken()).GetTableClient("images");

        await Assert.ThrowsAsync<InvalidOperationException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Token));

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_bearer_token_of_the_storage_scope_is_sent_over_https()
    {
        var credential = new FixedToken();
        using var handler = new AnswerNoContent();
        var options = new TableClientOptions { Transport = new HttpClientTransport(handler) };
        var table = new TableClient(new Uri("https://acct.table.core.windows.net"), "images", credential, options);

        await table.AddEntityAsync(new TableEntity("p", "r"), Token);

        Assert.Equal("Bearer token", handler.Authorization);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    private sealed class CountingPolicy : HttpPipelineSynchronousPolicy
    {
        public int Count { get; private set; }

        public override void OnSendingRequest(HttpMessage message) => Count++;
    }

    private sealed class FixedToken : TokenCredential
    {
        public IReadOnlyList<string> Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    private sealed class AnswerNoContent : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
        }
    }
}
