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

/// <param name="ExpiresIn">Seconds.</param>
public sealed record Download(string DownloadUrl, int ExpiresIn);

/// <summary>What a key is good for.</summary>
public enum LinkKeyState
{
    /// <summary>New links are signed by it.</summary>
    Signing,

    /// <summary>Links that it signed are good.</summary>
    Valid,

    /// <summary>Nothing that it signed is.</summary>
    Revoked,
}

public sealed record LinkKeyView(string Kid, LinkKeyState State, DateTimeOffset? RevokedAt);

public sealed record LinkKeyList(IReadOnlyList<LinkKeyView> Keys);
