using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ImageFunctions.Testing;

/// <summary>The ports Azurite chose for itself.</summary>
internal sealed record EmulatorPorts(int Blob, int Queue, int Table);

/// <summary>Reads what Azurite prints when a service listens; the only place that tells the ports it chose.</summary>
internal static partial class AzuriteOutput
{
    public static async Task<EmulatorPorts> ReadPortsAsync(Process process, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var ports = new Dictionary<string, int>();
        var printed = new List<string>();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(deadline);
        try
        {
            while (ports.Count < 3 && await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                printed.Add(line);
                if (Listening().Match(line) is { Success: true } match)
                    ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value, null);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException(
                $"The storage emulator did not start within {deadline.TotalSeconds} s:\n{string.Join('\n', printed)}");
        }

        if (ports.Count < 3)
            throw new InvalidOperationException($"The storage emulator ended:\n{string.Join('\n', printed)}\n{await errors}");

        // An unread pipe would fill and stop the emulator.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return new EmulatorPorts(ports["Blob"], ports["Queue"], ports["Table"]);
    }

    [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex Listening();
}
