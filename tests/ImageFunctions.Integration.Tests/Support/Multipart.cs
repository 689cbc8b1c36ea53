using System.Net.Http.Headers;

namespace ImageFunctions.Integration.Tests.Support;

/// <summary>Makes forms as browsers send them.</summary>
internal static class Multipart
{
    /// <summary>Fields in the order given, the file first.</summary>
    public static MultipartFormDataContent FileFirst(byte[] file, string fileName, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        AddFile(form, file, fileName);
        AddFields(form, fields);
        return form;
    }

    /// <summary>Fields in the order given, the file last.</summary>
    public static MultipartFormDataContent FileLast(byte[] file, string fileName, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        AddFields(form, fields);
        AddFile(form, file, fileName);
        return form;
    }

    private static void AddFile(MultipartFormDataContent form, byte[] file, string fileName)
    {
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", fileName);
    }

    private static void AddFields(MultipartFormDataContent form, (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
    }
}
