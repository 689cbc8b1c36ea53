using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ImageFunctions.Testing;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Bench.Soak;

/// <summary>
/// Uploads while host and worker are killed every ten seconds and storage answers badly, then counts what became of it all.
/// </summary>
internal sealed class SoakRun(
    Arguments arguments, SoakFaults faults, ServiceProcess host, SoakClient client, SoakReceiver receiver, SoakVerdict verdict)
{
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(10);

    // A message that was being worked on when its host was killed comes back ten minutes later.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(25);

    private readonly int _uploads = arguments.Number("uploads", 300);
    private readonly int _kills = arguments.Number("kills", 8);
    private readonly ConcurrentDictionary<string, SoakEnd> _ends = new();
    private int _replayed;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var faults = new SoakFaults();
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var storage = await StorageProxy.StartAsync(azurite.ConnectionString, CancellationToken.None);
        storage.Before = faults.SeeAsync;
        await using var receiver = await SoakReceiver.StartAsync();
        await using var host = new ServiceProcess(
            arguments.Text("app"), new Dictionary<string, string>(ServiceProcess.SettingsFor(azurite.ConnectionString))
            {
                ["ImageStorage"] = storage.ConnectionString,
                ["Webhooks__SigningSecret"] = "a secret of the soak and nobody else",
                ["Webhooks__AllowPrivateAddresses"] = "true",
                ["Webhooks__FirstRetryDelay"] = "00:00:01",
            });
        await host.StartAsync(CancellationToken.None);
        using var client = new SoakClient(host.Root);
        var verdict = new SoakVerdict(azurite.ConnectionString, client, receiver);
        return await new SoakRun(arguments, faults, host, client, receiver, verdict).RunAsync(CancellationToken.None);
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var uploading = UploadAllAsync(cancellationToken);
        for (var kill = 0; kill < _kills; kill++)
        {
            await Task.Delay(BetweenKills, cancellationToken);
            await host.KillAsync();
            await host.StartAsync(cancellationToken);
            Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: killed and started again, {_ends.Count} of {_uploads} uploaded");
        }

        await uploading;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: all uploaded, {client.Repeats} requests sent again, {faults.Calls} "
            + $"calls to storage");
        await EndSomeAsync(cancellationToken);
        faults.IsOver = true;
        Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:F0} s: no more faults");
        var wrong = await SettleAsync(clock, cancellationToken);
        Report(clock, wrong);
        return wrong.Count == 0 ? 0 : 1;
    }

    // Spread over the time in which kills happen, a few at once.
    private async Task UploadAllAsync(CancellationToken cancellationToken)
    {
        var pace = BetweenKills * Math.Max(1, _kills) * 0.9 / _uploads;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, _uploads), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (number, token) =>
            {
                await Task.Delay(pace * 8, token);
                _ends[await client.UploadAsync($"soak {number}", DrawnPng.Scene(320, 240, number), receiver.Url, token)] = SoakEnd.Kept;
            });
    }

    // Every tenth is deleted and every tenth purged once its completion was told.
    private Task EndSomeAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        _ends.Keys.Order(StringComparer.Ordinal).Index().Where(item => item.Index % 5 == 0), cancellationToken, async (item, token) =>
        {
            if (receiver.Ids(item.Item, "image.completed").Count == 0)
                return;
            var isPurge = item.Index % 10 == 0;
            using var answer = await client.AskAsync(HttpMethod.Delete, $"images/{item.Item}{(isPurge ? "?purge=true" : "")}", token);
            _ends[item.Item] = isPurge ? SoakEnd.Purged : SoakEnd.Deleted;
        });

    // Nobody does more than the timer and an operator do: the cleanup, and a replay of what became a dead letter.
    private async Task<IReadOnlyList<string>> SettleAsync(Stopwatch clock, CancellationToken cancellationToken)
    {
        var deadline = clock.Elapsed + Patience;
        while (true)
        {
            using var cleanup = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Root, "admin/functions/Cleanup"))
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
        using var letters = await client.AskAsync(HttpMethod.Get, "manage/dead-letters?limit=100", cancellationToken);
        foreach (var letter in letters!.RootElement.GetProperty("deadLetters").EnumerateArray())
        {
            Console.WriteLine($"Dead letter: {Text(letter, "reason")} in {Text(letter, "queue")} after {letter.GetProperty("attempts")} "
                + $"deliveries");
            using var answer = await client.AskAsync(
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
        Console.WriteLine($"{_ends.Count} uploads ({string.Join(", ", ends)}), {_kills} kills, {clock.Elapsed.TotalMinutes:F1} minutes");
        Console.WriteLine($"{faults.Injected.Values.Sum()} faults in {faults.Calls} calls of {faults.Kinds.Count} kinds: " +
            string.Join(", ", faults.Injected.OrderBy(fault => fault.Key).Select(fault => $"{fault.Key} {fault.Value}")));
        Console.WriteLine($"{receiver.Deliveries} webhooks taken, {client.Repeats} requests sent again, {_replayed} dead letters "
            + $"replayed");
        Console.WriteLine(wrong.Count == 0 ? "Everything is as promised." : $"{wrong.Count} things are not as promised.");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
