using System.Net;
using ImageFunctions.Outbound;
using ImageFunctions.Testing;
using ImageFunctions.Webhooks;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Webhooks;

public sealed class WebhookTests
{
    [Fact]
    public async Task That_nothing_is_signed_is_said_with_the_first_webhook_and_not_before()
    {
        var lines = new LogLines();
        using var sender = new WebhookSender(
            Options.Create(new WebhookOptions { AllowPrivateAddresses = true }), TimeProvider.System, lines.For<WebhookSender>());
        Assert.Empty(lines.Lines);
        for (var i = 0; i < 2; i++)
            await sender.SendAsync(
                new Uri("http://127.0.0.1:1/"), "{}"u8.ToArray(), TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Contains("unsigned", Assert.Single(lines.Lines).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    public void Addresses_that_only_we_can_reach_are_refused(string address) =>
        Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Addresses_of_the_internet_are_allowed(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));
}
