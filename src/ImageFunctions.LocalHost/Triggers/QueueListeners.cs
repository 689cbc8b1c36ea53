using Google.Protobuf;
using ImageFunctions.LocalHost.Hosting;
using ImageFunctions.LocalHost.Protocol;
using ImageFunctions.LocalHost.Worker;
using Microsoft.Azure.WebJobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ImageFunctions.LocalHost.Triggers;

/// <summary>The host's own queue trigger, with the rules of host.json, on functions that pass their messages to the worker.</summary>
internal static class QueueListeners
{
    public static IHost Build(AppSettings app, IReadOnlyList<AppFunction> functions, Invocations invocations, ILoggerFactory loggers)
    {
        var type = QueueMethods.Emit(functions, (name, message) => RunAsync(functions, invocations, name, message));
        return new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(app.Configuration))
            .ConfigureWebJobs(jobs => jobs.AddAzureStorageCoreServices().AddAzureStorageQueues())
            .ConfigureServices(services => services.AddSingleton(loggers)
                .AddSingleton<ITypeLocator>(new OneType(type)).AddSingleton<IHostLifetime, NoLifetime>())
            .Build();
    }

    private static Task RunAsync(IReadOnlyList<AppFunction> functions, Invocations invocations, string name, ParameterBindingData message)
    {
        var function = functions.Single(function => function.Name == name);
        return invocations.RunQuietlyAsync(function.Invocation(new TypedData
        {
            ModelBindingData = new ModelBindingData
            {
                Version = message.Version,
                Source = message.Source,
                ContentType = message.ContentType,
                Content = ByteString.CopyFrom(message.Content.ToArray()),
            },
        }));
    }

    private sealed class OneType(Type type) : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [type];
    }
}
