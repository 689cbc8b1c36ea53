using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ImageFunctions.DevHost.Tests.Samples;

internal sealed class RouteSamples
{
    [Function("ByName")]
    public static IResult ByName([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Text($"{nameof(ByName)} {request.Path}");

    [Function("AnyMethod")]
    public static IResult AnyMethod([HttpTrigger(AuthorizationLevel.Anonymous, Route = "any")] HttpRequest request) =>
        Results.Text(request.Method);

    [Function("Constrained")]
    public static IResult Constrained(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequest request, int id) =>
        Results.Text($"{request.Method} {id}");

    [Function("FromSetting")]
    public static IResult FromSetting(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "%Sample:Route%/here")] HttpRequest request) =>
        Results.Text(request.Method);
}

/// <summary>In the order of names without case: apple's route is special, Berry's takes all below it, Cherry's comes too late.</summary>
internal sealed class OrderSamples
{
    [Function("Cherry")]
    public static IResult Cherry([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fruit/cherry")] HttpRequest request) =>
        Results.Text($"{request.Method} cherry");

    [Function("Berry")]
    public static IResult Berry([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fruit/{*rest}")] HttpRequest request, string? rest) =>
        Results.Text($"{request.Method} berry {rest}");

    [Function("apple")]
    public static IResult Apple([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fruit/apple")] HttpRequest request) =>
        Results.Text($"{request.Method} apple");

    [Function("Date")]
    public static IResult Date([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "fruit/date")] HttpRequest request) =>
        Results.Text($"{request.Method} date");
}
