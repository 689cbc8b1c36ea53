using ImageFunctions.Contracts;
using ImageFunctions.Storage;
using Microsoft.AspNetCore.Http;
namespace ImageFunctions.Http;

/// <summary>The pages for people, and what they may load. They need no key: the page asks for it where one is needed.</summary>
public sealed class Pages(PageOrigins origins)
{
    private readonly Lazy<PageFolder> _gallery = new(() => PageFolder.Read("gallery"));
    private readonly Lazy<PageFolder> _docs = new(() => PageFolder.Read("docs"));
    private readonly Lazy<PageFile> _openApi = new(() => PageFolder.ReadFile("openapi.json"));

    internal IResult OpenApi() => new PageAnswer(_openApi.Value);

    // The gallery makes its markup from elements only, so nothing may turn text into markup or code there.
    internal IResult Gallery(HttpRequest request) =>
        Page(request, _gallery.Value, $"{Policy($" blob: {origins.Blobs}")}; require-trusted-types-for 'script'; trusted-types 'none'");

    internal IResult Docs(HttpRequest request) => Page(request, _docs.Value, Policy(""));

    internal IResult GalleryFile(string version, string name) => File(_gallery.Value, version, name);

    internal IResult DocsFile(string version, string name) => File(_docs.Value, version, name);

    private static IResult Page(HttpRequest request, PageFolder folder, string policy)
    {
        // The page names its files relative to its own address.
        if (request.Path.Value is ['/', .., '/'] path)
            return new JsonAnswer(null, StatusCodes.Status308PermanentRedirect).With("Location", $"{request.PathBase}{path.TrimEnd('/')}{request.QueryString}");
        return new PageAnswer(folder.Index, contentSecurityPolicy: policy);
    }

    private static PageAnswer File(PageFolder folder, string version, string name) => folder.Find(name) is { } file
        ? new PageAnswer(file, version == folder.Version ? PageAnswer.Immutable : PageAnswer.Revalidate)
        : throw new ProblemException(ProblemCodes.RouteNotFound, "The page has no such file.");

    private string Policy(string pictures) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{pictures}; connect-src 'self' {origins.Blobs}; "
        + "form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
}
