using ImageFunctions.Images.Record;
using ImageFunctions.Maintenance;

namespace ImageFunctions.Unit.Tests.Maintenance;

public sealed class SweepDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan SoftDelete = TimeSpan.FromDays(7);

    [Fact]
    public void A_young_pending_image_is_left_alone() =>
        Assert.Equal(CleanupAction.None, For(New() with { UploadExpiresAt = Now.AddMinutes(1) }));

    [Fact]
    public void A_pending_image_whose_url_ran_out_is_checked() =>
        Assert.Equal(CleanupAction.CheckUpload, For(New() with { UploadExpiresAt = Now.AddMinutes(-6) }));

    [Fact]
    public void An_uploaded_image_that_nobody_processes_is_checked() =>
        Assert.Equal(CleanupAction.CheckUpload, For(New() with { Status = ImageStatus.Uploaded, UploadedAt = Now.AddMinutes(-61) }));

    [Fact]
    public void An_image_stuck_in_processing_is_checked() =>
        Assert.Equal(CleanupAction.CheckUpload, For(New() with { Status = ImageStatus.Processing, StartedAt = Now.AddMinutes(-61) }));

    [Fact]
    public void An_image_that_only_lacks_its_analysis_is_analysed() =>
        Assert.Equal(CleanupAction.RetryAnalysis, For(New() with
        {
            Status = ImageStatus.Processing,
            StartedAt = Now.AddMinutes(-61),
            Steps = new ImageSteps { WebP = StepState.Completed },
        }));

    [Fact]
    public void Work_under_way_is_left_alone() =>
        Assert.Equal(CleanupAction.None, For(New() with { Status = ImageStatus.Processing, StartedAt = Now.AddMinutes(-59) }));

    [Fact]
    public void A_deleted_image_can_be_restored_for_seven_days() =>
        Assert.Equal(CleanupAction.None, For(New().Delete(Now.AddDays(-6.9))));

    [Fact]
    public void A_deleted_image_is_purged_after_seven_days() =>
        Assert.Equal(CleanupAction.Purge, For(New().Delete(Now.AddDays(-7.1))));

    [Fact]
    public void An_image_is_purged_when_its_retention_ends() =>
        Assert.Equal(CleanupAction.Purge, For(New() with { Status = ImageStatus.Completed, ExpiresAt = Now.AddSeconds(-1) }));

    [Fact]
    public void An_image_without_an_end_is_kept() =>
        Assert.Equal(CleanupAction.None, For(New() with { Status = ImageStatus.Completed, ExpiresAt = null }));

    private static CleanupAction For(ImageRecord image) => CleanupDecision.For(image, SoftDelete, Now);

    private static ImageRecord New()
    {
        var id = ImageId.New(Now.AddDays(-20));
        return new ImageRecord { Id = id, BlobName = id.ToString(), FileName = "a.jpg", UploadExpiresAt = Now.AddDays(1) };
    }
}
