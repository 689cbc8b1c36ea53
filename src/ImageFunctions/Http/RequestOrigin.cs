using System.Net;

namespace ImageFunctions.Http;

/// <summary>Who sent a request, and the address of the API that they know.</summary>
/// <param name="Client">The last address that no proxy of ours vouches for.</param>
/// <param name="ApiBase">Without a slash at its end.</param>
public sealed record RequestOrigin(IPAddress Client, string ApiBase);
