using ImageFunctions.Contracts;
using ImageFunctions.Delivery;
using ImageFunctions.Images.Record;
using ImageFunctions.Processing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageFunctions.Unit.Tests.Delivery;

/// <summary>What the options of a link ask for.</summary>
public sealed class RequestedPictureTests
{
    [Fact]
    public void Options_are_read_in_any_order_and_what_is_not_said_has_a_default()
    {
        var all = new RequestedPicture(640, 480, FrameFit.Cover, Gravity.Smart, VariantEncoding.WebP, 75, "#336699");
        Assert.Equal(all, RequestedPicture.Parse("q_75,bg_336699,f_webp,g_smart,fit_cover,h_480,w_640", new DeliveryOptions()));
        var least = new RequestedPicture(640, 0, FrameFit.Inside, Gravity.Center, VariantEncoding.Auto, null, null);
        Assert.Equal(least, RequestedPicture.Parse("w_640", new DeliveryOptions()));
        Assert.Equal(all.Spec(VariantFormat.WebP).Fingerprint, (all with { }).Spec(VariantFormat.WebP).Fingerprint);
        Assert.NotEqual(all.Spec(VariantFormat.WebP).Fingerprint, (all with { Quality = 76 }).Spec(VariantFormat.WebP).Fingerprint);
    }

    [Theory]
    [InlineData("w_640", null)]
    [InlineData("w_1280,h_640", null)]
    [InlineData("w_700", "w_640")]
    [InlineData("w_1279", "w_1280")]
    [InlineData("w_640,h_1", "h_640")]
    public void Where_sides_are_listed_no_other_is_made_and_the_nearest_is_named(string options, string? nearest)
    {
        var limits = new DeliveryOptions { Sides = [640, 1280] };
        if (nearest is null)
            RequestedPicture.Parse(options, limits);
        else
            Assert.Contains($"the nearest is {nearest}.",
                Assert.Throws<ProblemException>(() => RequestedPicture.Parse(options, limits)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Delivery__Keys__0__Id", "Delivery:Keys:0:Id", "a b", "Delivery:Keys:0:Secret", "0123456789012345678901234567890123456789")]
    [InlineData("Delivery__Keys__0__Secret has 5 characters", "Delivery:Keys:0:Id", "a", "Delivery:Keys:0:Secret", "short")]
    [InlineData("Delivery__Sides has 9999", "Delivery:Sides:0", "9999")]
    public void A_wrong_setting_is_named_in_a_sentence(string sentence, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Chunk(2).ToDictionary(pair => pair[0], pair => (string?)pair[1])).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddDelivery().BuildServiceProvider();
        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<DeliveryOptions>>().Value);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }
}
