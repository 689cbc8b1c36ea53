namespace ImageFunctions.DevHost.Hosting;

/// <summary>Starts one function whenever its trigger has something for it.</summary>
internal interface ITriggerPump
{
    /// <summary>The function's name.</summary>
    string Function { get; }

    /// <summary>
    /// Takes work until <paramref name="stopping"/> fires, and returns when what it took is done.
    /// <paramref name="abort"/> is what the functions themselves see.
    /// </summary>
    Task RunAsync(CancellationToken stopping, CancellationToken abort);

    /// <summary>Runs the function once with an input given by hand. Throws what the function throws.</summary>
    Task RunOnceAsync(string? input, CancellationToken abort);
}
