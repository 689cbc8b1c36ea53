namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The entry point of a functions app.</summary>
public class FunctionsApplication
{
    /// <param name="args">The command line; the host puts its address there.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
