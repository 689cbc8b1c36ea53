using ImageFunctions.FakeAnalysis;
using ImageFunctions.FakeAnalysis.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = WireCall.LargestBody);
await using var app = builder.Build();
app.Run(async context =>
{
    var call = await WireCall.ReadAsync(context.Request);
    var answer = call?.Answer(SeenByColor.In(call.Image.Span)) ?? WireAnswer.NotFound;
    await answer.WriteAsync(context.Response);
});
await app.StartAsync();
await Console.Out.WriteLineAsync($"Listening on {app.Urls.Single()}");
// It ends with whoever started it: the end of the input also comes when that one is killed.
await Console.In.ReadToEndAsync();
