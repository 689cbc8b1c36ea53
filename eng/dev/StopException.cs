namespace ImageFunctions.Dev;

/// <summary>Ends a command with one clear sentence for the person at the keyboard and exit code 1, without a stack trace.</summary>
public sealed class StopException(string sentence) : Exception(sentence);
