using ImageFunctions.DevHost.Queues;

namespace ImageFunctions.DevHost.Tests.Queues;

public sealed class PollingIntervalTests
{
    [Fact]
    public void The_pause_doubles_up_to_the_longest_and_starts_over_after_a_message()
    {
        var interval = new PollingInterval(TimeSpan.FromMilliseconds(500));

        Assert.Equal([100, 200, 400, 500, 500], Enumerable.Range(0, 5).Select(_ => interval.Next().TotalMilliseconds));
        interval.Reset();
        Assert.Equal(100, interval.Next().TotalMilliseconds);
    }
}
