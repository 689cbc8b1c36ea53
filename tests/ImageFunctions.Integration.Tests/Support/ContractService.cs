using System.Reflection;
using System.Text.Json;
using ImageFunctions.Delivery;
using ImageFunctions.Pictures;
using ImageFunctions.Testing.Wire;
using Microsoft.Azure.Functions.Worker;
[assembly: AssemblyFixture(typeof(ContractService))]

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>
/// The service that the contract tests share: on an emulator of its own, with an analyser that sees what a test draws and
/// a receiver of webhooks. It starts with the first test that needs it.
/// </summary>
public sealed class ContractService : IAsyncDisposable
{
    private static readonly string[] BackgroundFunctions =
    [
        .. typeof(Composition).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetParameters().Any(parameter =>
                parameter.IsDefined(typeof(QueueTriggerAttribute)) || parameter.IsDefined(typeof(TimerTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name),
    ];

    internal const string OldSecret = "the-key-that-signed-links-before-this-one";

    private readonly Lazy<Task<Running>> _running = new(Running.StartAsync);
    private readonly Lazy<Task<ServiceHost>> _patient;
    private readonly Lazy<Task<ServiceHost>> _plain;
    private readonly Lazy<Task<JsonElement>> _sample;

    public ContractService()
    {
        _patient = new(() => StartQuietAsync(new() { ["Upload:FirstCheckDelay"] = "01:00:00" }));
        _plain = new(() => StartQuietAsync());
        _sample = new(ProcessSampleAsync);
    }

    internal async Task<ServiceHost> HostAsync() => (await _running.Value).Host;

    /// <summary>
    /// Another host on the same storage whose upload URLs are first looked after in an hour: for images that nobody
    /// uploads, and for tests that start the work themselves.
    /// </summary>
    internal Task<ServiceHost> PatientAsync() => _patient.Value;

    /// <summary>Another host on the same storage, with nothing set: no analysis, no webhooks.</summary>
    internal Task<ServiceHost> PlainAsync() => _plain.Value;

    /// <summary>What signs links of the shared host, and the settings that make another take them.</summary>
    internal static LinkKey LinkKey { get; } = new() { Id = "new", Secret = "the-key-that-signs-links-at-the-moment!!" };

    internal static Dictionary<string, string?> LinkSettings =>
        new() { ["Delivery:Keys:0:Id"] = LinkKey.Id, ["Delivery:Keys:0:Secret"] = LinkKey.Secret };

    internal async Task<WebhookReceiver> ReceiverAsync() => (await _running.Value).Receiver;

    /// <summary>A completed photograph with everything that an image can have; tests only read it.</summary>
    internal async Task<JsonElement> SampleAsync() =>
        // Anew each time: links are others after the full hour.
        (await (await HostAsync()).GetAsync($"images/{(await _sample.Value).Text("imageId")}")).Ok();

    /// <summary>Another host on the same storage that answers requests and leaves the queues alone.</summary>
    internal async Task<ServiceHost> StartQuietAsync(Dictionary<string, string?>? configuration = null, bool keys = false) =>
        await ServiceHost.StartAsync((await HostAsync()).ConnectionString, Quiet(configuration), keys: keys);

    /// <summary>The app's services on the same storage, with a clock that is early by so much.</summary>
    internal async Task<AppServices> ServicesAsync(TimeSpan ahead) => new((await HostAsync()).ConnectionString, ahead: ahead);

    /// <summary>Settings with which a host works on no queue and no timer.</summary>
    internal static Dictionary<string, string?> Quiet(Dictionary<string, string?>? configuration = null)
    {
        var settings = BackgroundFunctions.ToDictionary(name => $"AzureWebJobs.{name}.Disabled", _ => (string?)"true");
        foreach (var (name, value) in configuration ?? [])
            settings[name] = value;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var other in (Lazy<Task<ServiceHost>>[])[_patient, _plain])
        {
            if (other.IsValueCreated)
                await (await other.Value).DisposeAsync();
        }

        if (_running.IsValueCreated)
            await (await _running.Value).DisposeAsync();
    }

    private async Task<JsonElement> ProcessSampleAsync()
    {
        var photograph = JpegWriter.Write(
            Picture.Tiles(Sample.StoredWidth, Sample.StoredHeight, 99), JpegColor.YCbCr, ExifWriter.Segment(6));
        return await (await HostAsync()).ProcessAsync(
            photograph,
            new
            {
                fileName = Sample.FileName,
                fileType = "image/jpeg",
                title = Sample.Title,
                description = Sample.Description,
                tags = Sample.Tags,
                expiresInDays = 3
            },
            ("X-User-Id", Sample.User));
    }

    private sealed record Running(AzuriteProcess Azurite, WebhookReceiver Receiver, VisionWireServer Vision, ServiceHost Host)
        : IAsyncDisposable
    {
        public static async Task<Running> StartAsync()
        {
            var azurite = await AzuriteProcess.StartAsync(Token);
            var receiver = await WebhookReceiver.StartAsync();
            var vision = await DrawnFindings.StartServerAsync();
            var host = await ServiceHost.StartAsync(
                azurite.ConnectionString,
                new(DrawnFindings.Settings(vision))
                {
                    ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.3",
                    ["Upload:FirstCheckDelay"] = "00:00:00.2",
                    ["Presets:tiny:0"] = "small",
                    ["Delivery:Keys:0:Id"] = LinkKey.Id,
                    ["Delivery:Keys:0:Secret"] = LinkKey.Secret,
                    ["Delivery:Keys:1:Id"] = "old",
                    ["Delivery:Keys:1:Secret"] = OldSecret,
                    ["Webhooks:Url"] = receiver.Url.AbsoluteUri,
                    ["Webhooks:SigningSecret"] = WebhookReceiver.Secret,
                    ["Webhooks:AllowPrivateAddresses"] = "true",
                });
            return new Running(azurite, receiver, vision, host);
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Receiver.DisposeAsync();
            await Vision.DisposeAsync();
            await Azurite.DisposeAsync();
        }
    }
}

/// <summary>What is known of the sample.</summary>
internal static class Sample
{
    public const int StoredWidth = 640;
    public const int StoredHeight = 480;
    public const string FileName = "Küste & Düne.jpg";
    public const string Title = "Dunes";
    public const string Description = "Two lines\nof text.";
    public const string User = "sample-owner";
    public static readonly string[] Tags = ["Dune", "north sea"];
}
