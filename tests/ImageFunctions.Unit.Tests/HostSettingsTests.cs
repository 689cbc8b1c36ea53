using System.Text.Json;
using ImageFunctions.Functions;
using ImageFunctions.Images.Record;
using ImageFunctions.Testing;

namespace ImageFunctions.Unit.Tests;

public sealed class HostSettingsTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(File.ReadAllText(RepositoryFolder.File("host.json"))).RootElement;

    [Fact]
    public void The_host_moves_a_message_away_after_as_many_deliveries_as_the_code_reckons_with() =>
        Assert.Equal(QueueWork.LastDelivery, Queues.GetProperty("maxDequeueCount").GetInt32());

    [Fact]
    public void The_host_hands_messages_over_undecoded_since_one_that_it_cannot_decode_would_go_round_for_a_week() =>
        Assert.Equal("none", Queues.GetProperty("messageEncoding").GetString());

    [Fact]
    public void No_image_may_take_longer_than_a_worker_is_believed_to_be_at_work() =>
        Assert.True(TimeSpan.Parse(Host.GetProperty("functionTimeout").GetString()!, null) < ImageLifecycle.ClaimLifetime);

    private static JsonElement Queues => Host.GetProperty("extensions").GetProperty("queues");
}
