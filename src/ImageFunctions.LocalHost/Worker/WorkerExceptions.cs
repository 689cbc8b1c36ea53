namespace ImageFunctions.LocalHost.Worker;

/// <summary>The worker ended while something was asked of it.</summary>
internal sealed class WorkerLostException() : Exception("The worker process has ended.");

/// <summary>The function, or the worker itself, answered with a failure.</summary>
internal sealed class WorkerFailedException(string message) : Exception(message);
