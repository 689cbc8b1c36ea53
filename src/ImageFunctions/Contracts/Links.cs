namespace ImageFunctions.Contracts;

/// <summary>Which pictures of an image links are wanted for.</summary>
public sealed record LinkRequest
{
    /// <summary>Such as <c>w_640,h_480,fit_cover,f_auto</c>.</summary>
    public IReadOnlyList<string?>? Options { get; init; }
    public int? ExpiresInSeconds { get; init; }
}

/// <summary>A link that needs no key.</summary>
public sealed record SignedLink(string Options, string Url, DateTimeOffset ExpiresAt);

public sealed record SignedLinks(IReadOnlyList<SignedLink> Links);
