using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Generators of bad requests: each kind is bad in its own place.</summary>
internal static class BadRequests
{
    private static readonly string[] Members =
    [
        "fileName", "fileType", "title", "description", "tags", "expiresInDays", "callbackUrl", "files", "imageIds", "user_id", "", "$id",
        "__proto__"
    ];

    private static readonly string[] Writes =
    [
        "POST images/upload", "POST upload", "POST images/upload/batch", "POST images/import/batch",
        "POST images/delete", "PATCH images/{id}", "POST images",
        "POST images/{id}/complete", "POST images/{id}/restore", "POST images/{id}/reprocess", "POST images/{id}/links",
        "DELETE images/{id}", "DELETE users/someone/images", "POST manage/dead-letters/{id}/replay",
    ];

    private static readonly string[] Reads =
    [
        "GET images", "GET images/{id}", "GET images/{id}/status", "GET images/{id}/download", "GET images/{id}/similar",
        "GET users/someone/images", "GET tags/some/images", "GET labels/some/images", "GET manage/dead-letters", "GET manage/stats",
        "GET manage/images/{id}/webhooks", "DELETE images/{id}", "HEAD health",
    ];

    public static Gen<BadRequest> Paths(string known) =>
        from method in Gen.Elements("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X-1")
        from segments in Gen.Choose(1, 5).SelectMany(count => Gen.ArrayOf(BadText.Segment(known), count))
        from query in Query
        from body in Gen.Elements(null, "", "{}", "[]")
        select new BadRequest(
            method, string.Join('/', segments) + query, [],
            body is null || method == "TRACE" ? null : Encoding.UTF8.GetBytes(body), "application/json");

    public static Gen<BadRequest> Queries(string known) =>
        from target in Target(Reads, known)
        from query in Query
        select new BadRequest(target.Method, target.Path + query, []);

    public static Gen<BadRequest> HeaderValues(string known) =>
        from target in Target([.. Reads, .. Writes], known)
        from headers in Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(Header, count))
        from body in Json(2)
        select new BadRequest(
            target.Method, target.Path, headers,
            target.Method is "GET" or "HEAD" ? null : Encoding.UTF8.GetBytes(body), "application/json");

    public static Gen<BadRequest> Bodies(string known) =>
        from target in Target(Writes, known)
        from text in Json(3)
        from encoding in Gen.Frequency(
            (8, Gen.Constant<Func<string, byte[]>>(Encoding.UTF8.GetBytes)),
            (1, Gen.Constant<Func<string, byte[]>>(Encoding.Unicode.GetBytes)),
            (1, Gen.Constant<Func<string, byte[]>>(Encoding.Latin1.GetBytes)),
            (1, Gen.Constant<Func<string, byte[]>>(Zip)))
        from bytes in Damaged(encoding(text))
        from type in Gen.Frequency((6, Gen.Constant<string?>("application/json")), (3, Gen.Elements<string?>(
            null, "", "application/json; charset=utf-16", "text/json", "application/json; charset=nonsense", "application/problem+json",
            "/", "application/x-www-form-urlencoded", "~/json")))
        from headers in Gen.SubListOf([("Content-Encoding", "gzip"), ("Idempotency-Key", "k"), ("If-Match", "\"x\"")])
        from chunked in Gen.Elements(true, false)
        select new BadRequest(target.Method, target.Path, [.. headers], bytes, type, chunked);

    public static Gen<BadRequest> Forms(string known) =>
        from boundary in Gen.Frequency(
            (6, Gen.Constant("frontier")), (1, Gen.Elements("", "\"", "a b", new string('b', 200), "~", "frontier--")))
        from parts in Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(BadText.Part, count))
        from end in Gen.Elements("--frontier--\r\n", "--frontier\r\n", "", "--frontier--", "--frontier--junk")
        from bytes in Damaged(Encoding.Latin1.GetBytes(string.Concat(parts) + end))
        from user in BadText.HeaderValue
        from chunked in Gen.Elements(true, false)
        select new BadRequest("POST", "images", [("X-User-Id", known + user)], bytes, $"multipart/form-data; boundary={boundary}", chunked);

    private static Gen<string> Query =>
        from pairs in Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(
            from name in Gen.Elements(
                "limit", "cursor", "lastKey", "lastEvaluatedKey", "userId", "user_id", "tag", "tags", "label", "minConfidence", "status",
                "from", "to",
                "wait", "variant", "redirect", "distance", "purge", "code", "id", "", "x")
            from value in BadText.QueryValue
            select $"{name}={value}", count))
        from start in Gen.Elements("?", "?", "?&", "??")
        select pairs.Length == 0 ? "" : start + string.Join('&', pairs);

    private static Gen<(string, string)> Header =>
        from name in Gen.Elements(
            "If-Match", "If-None-Match", "Idempotency-Key", "X-User-Id", "x-ms-client-principal-id", "Accept", "Accept-Encoding", "Range",
            "If-Modified-Since",
            "traceparent", "X-Forwarded-For", "X-Forwarded-Host", "x-functions-key", "Cookie", "Prefer", "Authorization",
            "X-HTTP-Method-Override")
        from value in BadText.HeaderValue
        select (name, value);

    private static Gen<(string Method, string Path)> Target(string[] targets, string known) =>
        from target in Gen.Elements(targets)
        from id in Gen.Frequency(
            (3, Gen.Constant(known)), (2, Gen.Fresh(() => Guid.CreateVersion7().ToString())), (1, BadText.Segment(known)))
        let parts = target.Split(' ')
        select (parts[0], parts[1].Replace("{id}", id, StringComparison.Ordinal));

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.OneOf(BadText.JsonString, Gen.Elements(
            "null", "true", "0", "-1", "1.5", "1e400", "-0", "99999999999999999999", "[]", "{}", "\"\"", "nul", "'x'", "",
            "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]"));
        if (depth == 0)
            return leaf;
        var inner = Json(depth - 1);
        var list = Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(inner, count)).Select(items => $"[{string.Join(',', items)}]");
        var whole =
            from members in Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(
                from name in Gen.Elements(Members)
                from value in Gen.OneOf(inner, leaf, list)
                select $"\"{name}\":{value}", count))
            from start in Gen.Elements("", "\"fileName\":\"a.png\"")
            select $"{{{string.Join(',', members.Prepend(start).Where(member => member.Length > 0))}}}";
        return Gen.Frequency((5, whole), (1, list), (1, leaf));
    }

    // Mostly as it was; else cut short, or with a byte that does not belong there.
    private static Gen<byte[]> Damaged(byte[] bytes) => Gen.Frequency(
        (4, Gen.Constant(bytes)),
        (1, Gen.Choose(0, bytes.Length).Select(at => bytes[..at])),
        (1, from at in Gen.Choose(0, bytes.Length)
            from strange in Gen.Elements<byte>(0, 0xFF, 0xC3, (byte)'"', (byte)'\\', 0x80)
            select (byte[])[.. bytes[..at], strange, .. bytes[at..]]));

    private static byte[] Zip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
