using ImageFunctions.DevHost.Functions;
using ImageFunctions.DevHost.Invocations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.DevHost.Http;

/// <summary>Answers the requests of one function.</summary>
internal sealed partial class HttpTrigger(
    IndexedFunction function, FunctionInvoker invoker, FunctionKeys keys, ILogger<HttpTrigger> logger)
{
    // Where the worker's GetHttpContext() looks.
    private const string HttpContextKey = "HttpRequestContext";

    private readonly AuthorizationLevel _level = TriggerLevel.Of(function);

    /// <summary>401 without the key; 500 with no body when the function or its middleware throws.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        if (!keys.Open(http.Request, _level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var invocation = new Invocation(function, http.RequestServices, http.Request, BindingData(http.Request), http.RequestAborted);
        invocation.Items[HttpContextKey] = http;
        try
        {
            await invoker.InvokeAsync(invocation, "HTTP request", result => SendAsync(http, result));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            Fail(http, e.StatusCode);
        }
        catch (Exception) when (!http.Response.HasStarted)
        {
            // The invoker has logged it.
            Fail(http, StatusCodes.Status500InternalServerError);
        }
        catch (Exception)
        {
            LogCutOff(logger, function.Name);
            http.Abort();
        }
    }

    private static void Fail(HttpContext http, int status)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    // A function that returns anything but a result answers 200 with an empty body, or what it wrote itself.
    private static Task SendAsync(HttpContext http, object? result) =>
        result is IResult response ? response.ExecuteAsync(http) : Task.CompletedTask;

    private static Dictionary<string, object?> BindingData(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Query)
            if (!name.Equals("code", StringComparison.OrdinalIgnoreCase))
                data[name] = value.ToString();
        foreach (var (name, value) in request.RouteValues)
            data[name] = value;
        return data;
    }

    [LoggerMessage(20, LogLevel.Warning, "'{Function}' failed after its response had begun; the connection was closed")]
    private static partial void LogCutOff(ILogger logger, string function);
}
