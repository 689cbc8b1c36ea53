using System.CommandLine;
using ImageFunctions.Dev.Building;
using ImageFunctions.Dev.Processes;
using ImageFunctions.Dev.Running;

namespace ImageFunctions.Dev.Commands;

/// <summary>build: installs and builds all that running needs, on any machine; what F5 in the editor calls.</summary>
internal static class BuildCommand
{
    public static Command Create(Repository repository, Screen screen)
    {
        var command = new Command("build", "Installs and builds what running needs.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var build = new Build(repository, new Dotnet(repository), new NodePackages(repository, screen), screen);
            await build.RunAsync(repository.HostProject, LocalRun.HostProjects(repository), cancellationToken);
            return 0;
        });
        return command;
    }
}
