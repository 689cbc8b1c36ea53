using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Integration.Tests.Http;

[Collection(nameof(Hosted))]
public sealed class BodyTests(PlainService plain)
{
    [Theory]
    [InlineData(29)]
    [InlineData(40)]
    [InlineData(90)]
    public async Task A_file_that_is_too_large_is_told_so_though_it_is_over_the_servers_own_limit(int mebibytes)
    {
        var service = await plain.Get();
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(new byte[mebibytes * 1024 * 1024]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        ((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]).CopyTo(await file.ReadAsByteArrayAsync(Token), 0);
        form.Add(file, "file", "large.png");
        var answer = await service.Host.PostAsync("images", form);
        Assert.Contains(answer.Status, (int[])[413, 415]);
        Assert.Equal("application/problem+json", answer.ContentType);
    }

    [Fact]
    public async Task A_client_that_leaves_a_long_wait_is_no_error_in_any_log()
    {
        var service = await plain.Get();
        var id = (await service.IssueAsync()).Ok().Text("imageId");
        service.Log.Clear();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => service.Host.Http.GetAsync($"images/{id}/status?wait=20", patience.Token));
        await Testing.Eventually.Async(
            _ => Task.FromResult(service.Log.Any(
                line => line.Category == "Function.GetImageStatus" && line.Text.StartsWith("Executed", StringComparison.Ordinal))),
            TimeSpan.FromSeconds(10), () => string.Join('\n', service.Log), Token);
        string[] about = ["Function.GetImageStatus", "Host.Function.Console", "ImageFunctions.Http", "Microsoft.AspNetCore", "Yarp"];
        Assert.DoesNotContain(service.Log, line =>
            about.Any(category => line.Category.StartsWith(category, StringComparison.Ordinal))
            && (line.Level >= LogLevel.Warning || line.Text.Contains("   at ", StringComparison.Ordinal)));
    }
}
