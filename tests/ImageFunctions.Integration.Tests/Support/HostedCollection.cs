namespace ImageFunctions.Integration.Tests.Support;

/// <summary>One after the other: each of these may start a worker of its own.</summary>
[CollectionDefinition(nameof(Hosted))]
public sealed class Hosted;
