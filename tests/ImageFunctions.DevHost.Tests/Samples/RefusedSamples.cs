using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Tests.Samples;

internal sealed class AdminRoute
{
    [Function("Inside")]
    public static IResult Inside([HttpTrigger("get", Route = "admin/inside")] HttpRequest request) => Results.Text(request.Method);
}

internal sealed class SharedRoute
{
    [Function("One")]
    public static IResult One([HttpTrigger("get", "put", Route = "shared")] HttpRequest request) => Results.Text(request.Method);

    [Function("Two")]
    public static IResult Two([HttpTrigger("PUT", Route = "Shared")] HttpRequest request) => Results.Text(request.Method);
}

internal sealed class SharedName
{
    [Function("Same")]
    public static IResult One([HttpTrigger("get", Route = "one")] HttpRequest request) => Results.Text(request.Method);

    [Function("same")]
    public static IResult Two([HttpTrigger("get", Route = "two")] HttpRequest request) => Results.Text(request.Method);
}

internal sealed class AsyncVoid
{
    [Function("Lost")]
    public static async void Lost([QueueTrigger("lost")] string message) => await Task.FromResult(message);
}

internal sealed class NoTrigger
{
    [Function("Idle")]
    public static Task Idle(FunctionContext context) => Task.FromResult(context);
}

internal sealed class Outer
{
    internal sealed class Nested
    {
        [Function("Nested")]
        public static IResult Run([HttpTrigger("get")] HttpRequest request) => Results.Text(request.Method);
    }
}

internal sealed class NotPublic
{
    [Function("Hidden")]
    internal static IResult Hidden([HttpTrigger("get")] HttpRequest request) => Results.Text(request.Method);
}

internal sealed class WrongSchedule
{
    [Function("Never")]
    public static Task Never([TimerTrigger("* * *")] TimerInfo timer) => Task.FromResult(timer);
}

internal sealed class MissingSetting
{
    [Function("Nowhere")]
    public static Task Nowhere([QueueTrigger("%No:Such%")] string message) => Task.FromResult(message);
}
