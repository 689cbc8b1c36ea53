using System.Buffers;
using System.Text.Json;
using ImageFunctions.Images.Record;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.Analysis;

/// <summary>Asks Vision and Content Safety side by side and makes one answer of theirs. Either may be absent.</summary>
internal sealed partial class AzureImageAnalyzer(
    AzureVision? vision, AzureModeration? moderation, ILogger<AzureImageAnalyzer> logger) : IImageAnalyzer
{
    public string? SkippedReason => null;

    public async Task<AnalysisAnswer> AnalyzeAsync(ReadOnlyMemory<byte> jpeg, BoxScale scale, CancellationToken cancellationToken)
    {
        // Before either is asked: the other's answer would be paid for and thrown away.
        vision?.Circuit.ThrowIfOpen();
        moderation?.Circuit.ThrowIfOpen();

        var image = BinaryData.FromBytes(jpeg);
        var seeing = SettleAsync(vision?.AnalyzeAsync(image, scale, cancellationToken));
        var judging = SettleAsync(moderation?.JudgeAsync(image, scale.VariantWidth, scale.VariantHeight, cancellationToken));
        // Both, whatever becomes of one: the variant's memory is given back when this ends.
        await Task.WhenAll(seeing, judging);
        return Combine(await seeing, await judging);
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        vision?.Circuit.ThrowIfOpen();
        moderation?.Circuit.ThrowIfOpen();
        return Task.WhenAll(ServiceEndpoint.ReachAsync(vision?.Endpoint, cancellationToken), ServiceEndpoint.ReachAsync(
            moderation?.Endpoint, cancellationToken));
    }

    private AnalysisAnswer Combine(Settled<ImageAnalysis> seen, Settled<ModerationVerdict> judged)
    {
        var verdict = judged.Answer?.Value;
        // An image that must not be served needs no labels, so nothing is waited for.
        if (verdict is not { Blocked: true })
        {
            if (Longest(seen.Unavailable, judged.Unavailable) is { } later)
                throw later;
            var refused = seen.Refused ?? judged.Refused;
            if (refused is not null
                && (judged.Refused is not null && moderation is { IsRequired: true } || (seen.Answer is null && judged.Answer is null)))
                throw refused;
        }

        var analysis = (seen.Answer?.Value ?? new ImageAnalysis()) with
        {
            ModerationLabels = verdict?.Labels,
            Blocked = verdict?.Blocked ?? false,
        };
        string[] refusals = [.. Refusal(AzureVision.Name, seen.Refused), .. Refusal(AzureModeration.Name, judged.Refused)];
        return new AnalysisAnswer(analysis, Raw(seen, judged), refusals);
    }

    private IEnumerable<string> Refusal(string service, AnalysisRejectedException? refused)
    {
        if (refused is null)
            yield break;
        LogHalf(logger, service, refused.Code);
        yield return refused.Code;
    }

    private static ReadOnlyMemory<byte> Raw(Settled<ImageAnalysis> seen, Settled<ModerationVerdict> judged)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            Write("vision", seen.Answer?.Raw, seen.Refused);
            Write("contentSafety", judged.Answer?.Raw, judged.Refused);
            writer.WriteEndObject();

            void Write(string name, BinaryData? raw, AnalysisRejectedException? refused)
            {
                if (raw is not null)
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(raw.ToMemory().Span);
                }
                else if (refused is not null)
                {
                    writer.WriteStartObject(name);
                    writer.WriteString("refused", refused.Code);
                    writer.WriteEndObject();
                }
            }
        }

        return json.WrittenMemory;
    }

    private static AnalysisUnavailableException? Longest(params AnalysisUnavailableException?[] faults) =>
        faults.Where(fault => fault is not null).MaxBy(fault => fault!.RetryAfter ?? TimeSpan.Zero);

    private static async Task<Settled<T>> SettleAsync<T>(Task<ServiceAnswer<T>>? asked)
    {
        try
        {
            return new(asked is null ? null : await asked, null, null);
        }
        catch (AnalysisUnavailableException e)
        {
            return new(null, e, null);
        }
        catch (AnalysisRejectedException e)
        {
            return new(null, null, e);
        }
    }

    private sealed record Settled<T>(
        ServiceAnswer<T>? Answer, AnalysisUnavailableException? Unavailable, AnalysisRejectedException? Refused);

    [LoggerMessage(1320, LogLevel.Warning, "{Service} refused an image that the other service took: {Code}.")]
    private static partial void LogHalf(ILogger logger, string service, string code);
}
