using ImageFunctions.Testing;

namespace ImageFunctions.Bench.Load;

/// <summary>HTTP load on a service at some address, or on the published app that is started for it with an emulator in memory.</summary>
internal static class LoadRun
{
    private const double Megapixels = 2;

    /// <returns>0 when every image that was to be uploaded is there in the end.</returns>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var options = LoadOptions.Parse(arguments);
        if (options.Url is { } url)
            return await RunAsync(options, url, url.IsLoopback ? ProcessUse.WorkerOf(url.Port) : null, arguments.Text("keep") is not null);

        var app = arguments.Text("app") ?? PublishedApp.Make();
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var service = new ServiceProcess(app, ServiceProcess.SettingsFor(azurite.ConnectionString));
        await service.StartAsync(CancellationToken.None);
        return await RunAsync(options, service.Root, service.WorkerId, keep: true);
    }

    private static async Task<int> RunAsync(LoadOptions options, Uri service, int? worker, bool keep)
    {
        var images = new UploadImages(Megapixels);
        var log = new LoadLog();
        using var client = new LoadClient(service, options.Key, log);
        try
        {
            await client.CheckAsync(CancellationToken.None);
        }
        catch (HttpRequestException e)
        {
            Console.WriteLine($"{service} cannot be used: {e.Message}");
            return 1;
        }

        var phases = new LoadPhases(client, log, options, images);
        using var watch = new WorkerWatch(log, worker);
        await phases.RunAsync(CancellationToken.None);
        await watch.StopAsync();

        var uploaded = log.Images.Select(image => image.Id).ToList();
        var listed = await client.AllByTagAsync(phases.Tag, CancellationToken.None);
        var lost = log.Images.Count(image => image.Completed is not null && !listed.Contains(image.Id));
        var target = options.Url is null ? "The published app on this machine" : service.Host;
        await WriteAsync(new LoadReport(log, watch.Samples, lost), target, images);
        if (!keep)
            await client.DeleteAsync(uploaded, CancellationToken.None);
        var wanted = log.Calls.Count(call => call.Route == LoadClient.UploadRoute);
        return lost == 0 && log.Images.Count(image => image.Completed is not null) == wanted ? 0 : 1;
    }

    private static async Task WriteAsync(LoadReport report, string target, UploadImages images)
    {
        var folder = RepositoryFolder.File($"artifacts/load/{DateTime.UtcNow:yyyy-MM-dd-HHmmss}");
        Directory.CreateDirectory(folder);
        var text = report.Text(target, images.Description);
        await File.WriteAllTextAsync(Path.Combine(folder, "report.md"), text);
        await File.WriteAllTextAsync(Path.Combine(folder, "load.svg"), report.Chart());
        Console.WriteLine(text);
        Console.WriteLine($"Written to {Path.GetRelativePath(RepositoryFolder.Root, folder)}.");
    }
}
