using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Generators of text that is bad somewhere.</summary>
internal static class BadText
{
    private static readonly string[] Strange =
    [
        "", " ", "null", "undefined", "true", "0", "1", "-1", "21", "1e309", "NaN", "99999999999999999999", "0x10", "%", "%s%n", "{0}",
        "${x}", "../..", "..\\..",
        "a/b", "#", "'", "' or 1=1--", "\"", "\\", "<script>", "=", "|", ";", ",", ",,,", "\t", "\u202Egnp.exe", "\uFEFF", "ÿ", "日本",
        "👩‍👩‍👧", "e\u0301", "İ",
        "2020-01-01", "0000-00-00", "9999-12-31T23:59:59.9999999-14:00", "P1D", "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-7fff-bfff-ffffffffffff",
        "completed", "deleted", "original", "image/png", "a.png", "file:///etc/passwd", "http://169.254.169.254/", "*", "W/\"x\"", "\"x\"",
        "\"", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        new('x', 129), new('文', 128), new('/', 255), new('x', 1001), new('?', 600),
    ];

    private static readonly Gen<char> AnyCharacter = Gen.Frequency(
        (8, Gen.Choose(0x20, 0x7E)), (2, Gen.Choose(0xA0, 0x2FF)), (1, Gen.Choose(0x3040, 0xD7FF)), (1, Gen.Choose(0xE000, 0xFFFD)))
            .Select(code => (char)code);

    private static readonly Gen<string> Any = Gen.Frequency(
        (3, Gen.Elements(Strange)),
        (1, Gen.Choose(0, 40).SelectMany(length => Gen.ArrayOf(AnyCharacter, length)).Select(text => new string(text))));

    /// <summary>Escaped as JSON, or with half a character, or not escaped at all.</summary>
    public static Gen<string> JsonString { get; } = Gen.Frequency(
        (8, Any.Select(text => JsonSerializer.Serialize(text))),
        (1, Gen.Elements("\"\\ud800\"", "\"a\\udc00b\"", "\"\\u0000\"", "\"\\x\"", "\"open", "\"\u0001\"", "\"\\uD83D\\uDE00\"")));

    /// <summary>Percent-encoded, or wrongly so.</summary>
    public static Gen<string> QueryValue { get; } = Gen.Frequency(
        (6, Any.Select(Uri.EscapeDataString)), (1, Gen.Elements("%", "%zz", "%ff%fe", "%ED%A0%80", "+", "a=b", "%26", "%0d%0a")));

    /// <summary>What a header can carry: no line ends, and nothing but ASCII, which the Functions host does not forward.</summary>
    public static Gen<string> HeaderValue { get; } = Any.Select(
        text => new string([.. text.Where(c => c is '\t' or (>= ' ' and < '\u007f'))]));

    /// <summary>A part of a form, mostly well formed.</summary>
    public static Gen<string> Part { get; } =
        from name in Gen.Frequency((4, Gen.Elements("file", "title", "description", "tags", "user_id", "expiresInDays", "callbackUrl")),
            (1, Gen.Elements("", "x", "\\\"", "ÿ")))
        from fileName in Gen.Frequency((2, Gen.Constant("")), (2, Gen.Elements(
            "; filename=\"a.png\"", "; filename=a.png", "; filename=\"\"", "; filename*=UTF-8''%ff", "; filename=\"..\\\\..\\\\\"")))
        from header in Gen.Elements(
            $"Content-Disposition: form-data; name=\"{name}\"{fileName}\r\n", "Content-Disposition: nonsense;;=\r\n", "", "No colon\r\n",
            $"X: {new string('x', 9000)}\r\n")
        from body in Gen.OneOf(
            HeaderValue, Gen.Elements("\u0089PNG\r\n\u001a\n" + new string('p', 2000), "GIF89a", new string('t', 9000), "\r\n--frontier"))
        select $"--frontier\r\n{header}\r\n{body}\r\n";

    /// <summary>
    /// One part of a path, percent-encoded. What the server itself refuses or leads elsewhere before any function is left
    /// out: a null, an empty part, dots.
    /// </summary>
    public static Gen<string> Segment(string known) => Gen.Frequency(
        (6, Gen.Elements(
            "images", "upload", "batch", "delete", "users", "tags", "labels", "manage", "dead-letters", "stats", "health", "status",
            "download", "similar", "restore",
            "reprocess", "complete", "replay", "webhooks", "IMAGES", "docs", known)),
        (2, Any.Select(Uri.EscapeDataString).Where(text => text is { Length: > 0 and < 1200 })),
        (1, Gen.Elements("%2F", "%5C", "%5C..%5C", "%ff", "%25", ";", "%0a", "*", "%ED%A0%80", "...")));
}
