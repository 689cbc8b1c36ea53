using System.Text;
using System.Text.Json;
using ImageFunctions.Images;
using ImageFunctions.Images.Record;
using ImageFunctions.Imaging;
using ImageFunctions.Pictures;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>What every contract test has at hand.</summary>
public abstract class ContractTest(ContractService service) : IAsyncLifetime
{
    private static int _seed = 1000;

    private protected ServiceHost Host { get; private set; } = null!;

    /// <inheritdoc cref="ContractService.PatientAsync"/>
    private protected ServiceHost Patient { get; private set; } = null!;

    private protected ContractService Contract { get; } = service;

    private protected IImageEngine Engine => Host.Services.Get<ImageRenderer>().Engine;

    public virtual async ValueTask InitializeAsync()
    {
        Host = await Contract.HostAsync();
        Patient = await Contract.PatientAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A user, tag or file name that no other test uses.</summary>
    private protected static string NewName() => $"t{Guid.NewGuid():N}";

    /// <summary>A small picture that no other test has.</summary>
    private protected static byte[] NewPicture(int width = 160, int height = 120) =>
        DrawnPng.Scene(width, height, Interlocked.Increment(ref _seed));

    /// <summary>A picture as the service's own engine writes it.</summary>
    private protected byte[] AvifOf(Picture picture)
    {
        byte[] avif = [];
        var png = PngWriter.Write(picture);
        Engine.Render(
            png, Engine.Inspect(png), [new VariantSpec("source", 0, VariantFormat.Avif, Quality: 95, Effort: 1)],
            variant => avif = variant.Content.ToArray(), Token);
        return avif;
    }

    /// <summary>An id that names nothing.</summary>
    private protected static string UnknownId() => Guid.CreateVersion7().ToString();

    /// <summary>Gives out an upload URL that nobody uses, and returns the image's id.</summary>
    private protected async Task<string> IssueAsync(object? request = null, params (string Name, string Value)[] headers) =>
        (await Patient.PostAsync("images/upload", request ?? new { fileName = "picture.png" }, headers)).Ok().Text("imageId");

    /// <summary>A completed image and its id.</summary>
    private protected async Task<string> CompletedAsync(object? request = null, params (string Name, string Value)[] headers)
    {
        var id = (await Host.ProcessAsync(NewPicture(), request, headers)).Text("imageId");
        await SettledAsync(id);
        return id;
    }

    /// <summary>Waits until what follows from the image's last change is sent: taking it off the record makes a version too.</summary>
    private protected Task SettledAsync(string id) => Eventually.Async(
        async token => await Host.Services.Get<ImageRecords>().GetAsync(ImageId.Parse(id)!.Value, token) is { Owes.Count: 0 },
        TimeSpan.FromSeconds(30), cancellationToken: Token);

    /// <summary>Waits until a message has become a dead letter, and returns that.</summary>
    private protected async Task<JsonElement> LetterAsync(string messageId)
    {
        var page = await Host.UntilAsync("manage/dead-letters?limit=100", page => page.Items("deadLetters").Any(IsIt));
        return page.Items("deadLetters").First(IsIt);

        bool IsIt(JsonElement letter) => letter.Text("id").EndsWith(messageId.ToLowerInvariant(), StringComparison.Ordinal);
    }

    /// <summary>Posts JSON that the API's document does not allow.</summary>
    private protected async Task<Answer> UndocumentedAsync(string path, string json)
    {
        using var http = new HttpClient { BaseAddress = Patient.Http.BaseAddress };
        return await new BadRequest("POST", path, [], Encoding.UTF8.GetBytes(json), "application/json").SendAsync(http, Token);
    }

    /// <summary>The header that names a caller.</summary>
    private protected static (string Name, string Value) As(string user) => ("X-User-Id", user);
}
