using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Bench.Soak;

/// <summary>
/// Uploads while host and worker are killed every ten seconds and storage answers badly, then counts what became of it all.
/// </summary>
internal sealed class SoakRun(int uploads, int kills, string? app) : IAsyncDisposable
{
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(10);

    // A message that was being worked on when its host was killed comes back ten minutes later.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(25);

    private readonly SoakFaults _faults = new();
    private readonly ConcurrentDictionary<string, SoakEnd> _ends = new();
    private AzuriteProcess _azurite = null!;
    private StorageProxy _storage = null!;
    private SoakReceiver _receiver = null!;
    private ServiceProcess _host = null!;
    private SoakClient _client = null!;
    private int _replayed;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var run = new SoakRun(arguments.Number("uploads", 300), arguments.Number("kills", 8), arguments.Text("app"));
        return await run.RunAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        if (_receiver is not null)
            await _receiver.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        var uploading = UploadAllAsync(cancellationToken);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(BetweenKills, cancellationToken);
            await _host.KillAsync();
            await _host.StartAsync(cancellationToken);
            Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: killed and started again, {_ends.Count} of {uploads} uploaded");
        }

        await uploading;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: all uploaded, {_client.Repeats} requests sent again, {_faults.Calls} "
            + $"calls to storage");
        await EndSomeAsync(cancellationToken);
        _faults.IsOver = true;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: no more faults");
        var wrong = await SettleAsync(clock, cancellationToken);
        Report(clock, wrong);
        return wrong.Count == 0 ? 0 : 1;
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _azurite = await AzuriteProcess.StartAsync(cancellationToken);
        _storage = await StorageProxy.StartAsync(_azurite.ConnectionString, cancellationToken);
        _storage.Before = _faults.SeeAsync;
        _receiver = await SoakReceiver.StartAsync();
        _host = new ServiceProcess(
            app, new Dictionary<string, string>(ServiceProcess.SettingsFor(_azurite.ConnectionString))
            {
                ["ImageStorage"] = _storage.ConnectionString,
                ["Webhooks__SigningSecret"] = "a secret of the soak and nobody else",
                ["Webhooks__AllowPrivateAddresses"] = "true",
                ["Webhooks__FirstRetryDelay"] = "00:00:01",
            });
        await _host.StartAsync(cancellationToken);
        _client = new SoakClient(_host.Root);
    }

    // Spread over the time in which kills happen, a few at once.
    private async Task UploadAllAsync(CancellationToken cancellationToken)
    {
        var pace = BetweenKills * Math.Max(1, kills) * 0.9 / uploads;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, uploads), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                await Task.Delay(pace * 8, token);
                _ends[await _client.UploadAsync($"soak {number}", DrawnPng.Scene(320, 240, number), _receiver.Url, token)] = SoakEnd.Kept;
            });
    }

    // Every tenth is deleted and every tenth purged once its completion was told.
    private Task EndSomeAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _ends.Keys.Order(StringComparer.Ordinal).Index().Where(item => item.Index % 5 == 0), cancellationToken, async (item, token) =>
        {
            if (_receiver.Ids(item.Item, "image.completed").Count == 0)
                return;
            var isPurge = item.Index % 10 == 0;
            using var answer = await _client.AskAsync(HttpMethod.Delete, $"images/{item.Item}{(isPurge ? "?purge=true" : "")}", token);
            _ends[item.Item] = isPurge ? SoakEnd.Purged : SoakEnd.Deleted;
        });

    // Nobody does more than the timer and an operator do: the cleanup, and a replay of what became a dead letter.
    private async Task<IReadOnlyList<string>> SettleAsync(Stopwatch clock, CancellationToken cancellationToken)
    {
        var verdict = new SoakVerdict(_azurite.ConnectionString, _client, _receiver);
        var deadline = clock.Elapsed + Patience;
        while (true)
        {
            using var cleanup = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Root, "admin/functions/Cleanup"))
            {
                Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
            };
            using (var http = new HttpClient())
            using (await http.SendAsync(cleanup, cancellationToken))
                await ReplayAsync(cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(20), cancellationToken);
            var wrong = await verdict.FindAsync(_ends, cancellationToken);
            Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: {wrong.Count} things not "
                + $"settled{(wrong.Count > 0 ? ", such as " + wrong[0] : "")}");
            if (wrong.Count == 0 || clock.Elapsed > deadline)
                return wrong;
        }
    }

    private async Task ReplayAsync(CancellationToken cancellationToken)
    {
        using var letters = await _client.AskAsync(HttpMethod.Get, "manage/dead-letters?limit=100", cancellationToken);
        foreach (var letter in letters!.RootElement.GetProperty("deadLetters").EnumerateArray())
        {
            Console.WriteLine($"Dead letter: {Text(letter, "reason")} in {Text(letter, "queue")} after {letter.GetProperty("attempts")} "
                + $"deliveries");
            using var answer = await _client.AskAsync(
                HttpMethod.Post, $"manage/dead-letters/{Text(letter, "id")}/replay", cancellationToken);
            _replayed++;
        }
    }

    private void Report(Stopwatch clock, IReadOnlyList<string> wrong)
    {
        foreach (var line in wrong.Take(40))
            Console.WriteLine(line);
        var ends = _ends.Values.GroupBy(end => end).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}");
        Console.WriteLine($"{_ends.Count} uploads ({string.Join(", ", ends)}), {kills} kills, {clock.Elapsed.TotalMinutes:F1} minutes");
        Console.WriteLine($"{_faults.Injected.Values.Sum()} faults in {_faults.Calls} calls of {_faults.Kinds.Count} kinds: " +
            string.Join(", ", _faults.Injected.OrderBy(fault => fault.Key).Select(fault => $"{fault.Key} {fault.Value}")));
        Console.WriteLine($"{_receiver.Deliveries} webhooks taken, {_client.Repeats} requests sent again, {_replayed} dead letters "
            + $"replayed");
        Console.WriteLine(wrong.Count == 0 ? "Everything is as promised." : $"{wrong.Count} things are not as promised.");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
