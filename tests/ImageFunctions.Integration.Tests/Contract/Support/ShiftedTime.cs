using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageFunctions.Integration.Tests.Contract;

/// <summary>A clock that is early or late: what a host sees that runs then.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;

    /// <summary>Gives a host this clock.</summary>
    public static Action<IHostApplicationBuilder> By(TimeSpan by) => builder => builder.Services.AddSingleton<TimeProvider>(new ShiftedTime(by));
}
