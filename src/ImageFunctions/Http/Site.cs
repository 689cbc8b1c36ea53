using ImageFunctions.Contracts;
using ImageFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace ImageFunctions.Http;

/// <summary>The pages for people, and what they may load. They need no key: the page asks for it where one is needed.</summary>
public sealed class Site(BlobLinks links, SiteSettings settings)
{
    // Uploads go there and pictures come from there.
    private readonly string _blobs = links.OriginalAddress("origin").GetLeftPart(UriPartial.Authority);
    private readonly Lazy<SiteFolder> _gallery = new(() => SiteFolder.Read("gallery", settings.Json));
    private readonly Lazy<SiteFolder> _docs = new(() => SiteFolder.Read("docs"));
    private readonly Lazy<SiteFile> _openApi = new(() => SiteFolder.ReadFile("openapi.json"));

    internal IResult OpenApi() => new SiteResponse(_openApi.Value);

    // The gallery makes its markup from elements only, so nothing may turn text into markup or code there.
    internal IResult Gallery(HttpRequest request) =>
        Page(request, _gallery.Value, $"{Policy($" blob: {_blobs}")}; require-trusted-types-for 'script'; trusted-types 'none'");

    internal IResult Docs(HttpRequest request) => Page(request, _docs.Value, Policy(""));

    internal IResult GalleryFile(string version, string name) => File(_gallery.Value, version, name);

    internal IResult DocsFile(string version, string name) => File(_docs.Value, version, name);

    private static IResult Page(HttpRequest request, SiteFolder folder, string policy)
    {
        // The page names its files relative to its own address.
        if (request.Path.Value is ['/', .., '/'] path)
            return new JsonResponse(null, StatusCodes.Status308PermanentRedirect).With(
                "Location", $"{request.PathBase}{path.TrimEnd('/')}{request.QueryString}");
        return new SiteResponse(folder.Index, contentSecurityPolicy: policy);
    }

    private static SiteResponse File(SiteFolder folder, string version, string name) => folder.Find(name) is { } file
        ? new SiteResponse(file, version == folder.Version ? SiteResponse.Immutable : SiteResponse.Revalidate)
        : throw new ProblemException(ProblemCodes.RouteNotFound, "The page has no such file.");

    private string Policy(string pictures) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{pictures}; connect-src 'self' {_blobs}; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
}
