using System.Text;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>A form byte by byte, as clients write them that no library here would.</summary>
internal sealed class RawForm(string boundary = "frontier")
{
    private readonly List<byte> _body = [];

    /// <param name="disposition">What follows <c>Content-Disposition:</c>; its characters are sent as Latin-1 bytes.</param>
    /// <param name="headers">Further headers, each with its line end.</param>
    public RawForm Add(string disposition, byte[] content, string headers = "")
    {
        _body.AddRange(Encoding.Latin1.GetBytes($"--{boundary}\r\nContent-Disposition: {disposition}\r\n{headers}\r\n"));
        _body.AddRange(content);
        _body.AddRange("\r\n"u8);
        return this;
    }

    /// <param name="type">The whole Content-Type.</param>
    public HttpContent Close(string? type = null)
    {
        _body.AddRange(Encoding.Latin1.GetBytes($"--{boundary}--\r\n"));
        var content = new ByteArrayContent(_body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type ?? $"multipart/form-data; boundary={boundary}");
        return content;
    }
}
