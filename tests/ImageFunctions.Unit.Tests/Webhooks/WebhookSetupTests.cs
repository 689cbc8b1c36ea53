using System.ComponentModel.DataAnnotations;
using ImageFunctions.Webhooks;

namespace ImageFunctions.Unit.Tests.Webhooks;

public sealed class WebhookSetupTests
{
    private static readonly Uri Slow = new("https://slow.example/hook");
    private static readonly Uri Other = new("https://other.example/hook");

    [Fact]
    public void A_receiver_of_all_events_needs_a_secret() =>
        Assert.Contains("SigningSecret", Assert.Single(Faults(new WebhookOptions { Url = "https://example.org" })).ErrorMessage);

    [Fact]
    public void With_a_secret_or_without_a_receiver_all_is_well()
    {
        Assert.Empty(Faults(new WebhookOptions { Url = "https://example.org", SigningSecret = "0123456789abcdef" }));
        Assert.Empty(Faults(new WebhookOptions()));
    }

    [Fact]
    public void A_receiver_that_used_its_time_up_is_slow_until_it_answers()
    {
        var receivers = new SlowReceivers(TimeProvider.System);
        Assert.False(receivers.IsSlow(Slow));
        receivers.Remember(Slow, isSlow: true);
        Assert.True(receivers.IsSlow(Slow));
        Assert.False(receivers.IsSlow(Other));
        receivers.Remember(Slow, isSlow: false);
        Assert.False(receivers.IsSlow(Slow));
    }

    [Fact]
    public void Slow_receivers_share_two_places()
    {
        var receivers = new SlowReceivers(TimeProvider.System);
        Assert.True(receivers.TryEnter());
        Assert.True(receivers.TryEnter());
        Assert.False(receivers.TryEnter());
        receivers.Leave();
        Assert.True(receivers.TryEnter());
    }

    private static List<ValidationResult> Faults(WebhookOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}
