using ImageFunctions.Images.Record;

namespace ImageFunctions.Unit.Tests.Images;

public sealed class ImageLifecycleTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_claim_begins_processing_and_counts_the_attempt()
    {
        var claimed = New().Claim("m1", Now);
        Assert.Equal(ImageStatus.Processing, claimed.Status);
        Assert.Equal(1, claimed.Attempt);
        Assert.Equal(Now, claimed.StartedAt);
        Assert.Equal(25, claimed.Steps.Progress);
    }

    [Fact]
    public void A_claim_keeps_other_messages_away_but_not_its_own()
    {
        var claimed = New().Claim("m1", Now);
        Assert.True(claimed.IsClaimedByAnother("m2", Now));
        Assert.False(claimed.IsClaimedByAnother("m1", Now));
    }

    [Fact]
    public void A_claim_that_is_not_renewed_ends() =>
        Assert.False(New().Claim("m1", Now).IsClaimedByAnother("m2", Now + ImageLifecycle.ClaimLifetime));

    [Fact]
    public void A_failure_keeps_the_steps_that_were_done()
    {
        var claimed = New().Claim("m1", Now);
        var failed = (claimed with { Steps = claimed.Steps with { Thumbnails = StepState.Completed } }).Fail(
            "corrupt_image", "Broken.", Now);
        Assert.Equal(StepState.Completed, failed.Steps.Thumbnails);
        Assert.Equal(StepState.Failed, failed.Steps.WebP);
        Assert.Equal(new ImageFault("corrupt_image", "Broken."), failed.Error);
        Assert.Null(failed.ClaimedBy);
    }

    [Theory]
    [InlineData(ImageStatus.Completed, ImageStatus.Completed)]
    [InlineData(ImageStatus.Failed, ImageStatus.Failed)]
    [InlineData(ImageStatus.Processing, ImageStatus.Uploaded)]
    [InlineData(ImageStatus.Pending, ImageStatus.Pending)]
    public void A_restore_goes_back_to_what_the_image_was(ImageStatus before, ImageStatus after)
    {
        var restored = (New() with { Status = before }).Delete(Now).Restore();
        Assert.Equal(after, restored.Status);
        Assert.Null(restored.DeletedAt);
    }

    private static ImageRecord New()
    {
        var id = ImageId.New(Now);
        return new ImageRecord { Id = id, BlobName = id.ToString(), FileName = "a.jpg" };
    }
}
