using ImageFunctions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

// Settings are fixed while a process lives: nothing is to be watched on the disk for changes.
Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseImageFunctions();
builder.AddImageFunctions();
await builder.Build().RunAsync();
