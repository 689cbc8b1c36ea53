using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Tests.Samples;

internal sealed class EverySecond(Journal journal)
{
    [Function("EverySecond")]
    public async Task RunAsync([TimerTrigger("* * * * * *")] TimerInfo timer)
    {
        journal.Write("start");
        journal.Write(timer.ScheduleStatus!.Next > timer.ScheduleStatus.LastUpdated ? "next is ahead" : "next is past");
        await journal.Gate.Task;
        journal.Write(timer.IsPastDue ? "end late" : "end");
    }
}

internal sealed class AtStart(Journal journal)
{
    [Function("AtStart")]
    public void Run([TimerTrigger("%Sample:Schedule%", RunOnStartup = true)] TimerInfo timer) =>
        journal.Write($"ran, last {timer.ScheduleStatus!.Last.Year}");
}

internal sealed class Failing(Journal journal)
{
    [Function("Failing")]
    public void Run([TimerTrigger("00:00:00.2")] TimerInfo timer)
    {
        journal.Write($"ran {timer.IsPastDue}");
        throw new InvalidOperationException("as ever");
    }
}
