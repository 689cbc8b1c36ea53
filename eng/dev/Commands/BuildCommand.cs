using System.CommandLine;
using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;
using ImageFunctions.Dev.Running;

namespace ImageFunctions.Dev.Commands;

/// <summary>build: restores and builds the host, on any machine; what F5 in the editor calls.</summary>
internal static class BuildCommand
{
    public static Command Create(Repository repository, Screen screen)
    {
        var command = new Command("build", "Restores and builds the service.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var build = new Build(repository, new Dotnet(repository), screen);
            await build.RunAsync(repository.HostProject, LocalRun.HostProjects(repository), cancellationToken);
            return 0;
        });
        return command;
    }
}
