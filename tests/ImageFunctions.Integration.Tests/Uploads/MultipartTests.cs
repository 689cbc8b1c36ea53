using System.Net.Http.Headers;
using System.Text;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>POST images: the file and its fields in one request.</summary>
[Collection(nameof(Faulty))]
public sealed class MultipartTests(ContractService service, FaultyService faulty) : ContractTest(service)
{
    [Fact]
    public async Task A_file_is_202_with_the_image_and_its_location()
    {
        var user = NewName();
        using var form = Multipart.FileLast(
            NewPicture(), "cat.png", ("title", "A cat"), ("description", "On a mat"), ("tags", "cat, mat"), ("user_id", user));
        var answer = await Host.PostAsync("images", form);
        var image = answer.Ok(202);
        Assert.Equal(new Uri(Host.Root, $"api/images/{image.Text("imageId")}").AbsoluteUri, answer.Headers["Location"]);
        Assert.Equal("uploaded", image.Text("status"));
        Assert.Equal("cat.png", image.Text("fileName"));
        Assert.Equal("A cat", image.Text("title"));
        Assert.Equal("On a mat", image.Text("description"));
        Assert.Equal(["cat", "mat"], image.Texts("tags"));
        Assert.Equal(user, image.Text("userId"));
        Assert.Equal("image/png", image.Text("contentType"));
        await Host.WaitForAsync(image.Text("imageId"), "completed");
    }

    [Fact]
    public async Task Fields_may_come_after_the_file()
    {
        var user = NewName();
        using var form = Multipart.FileFirst(
            NewPicture(), "cat.png", ("title", "Late"), ("tags", NewName()), ("user_id", user), ("expiresInDays", "2"));
        var image = (await Host.PostAsync("images", form)).Ok(202);
        Assert.Equal("Late", image.Text("title"));
        Assert.Equal([image.Text("imageId")], (await Host.GetAsync($"users/{user}/images")).Ok().Ids());
        Assert.Equal([image.Text("imageId")], (await Host.GetAsync($"tags/{image.Texts("tags")[0]}/images")).Ok().Ids());
        Assert.InRange((image.Time("expiresAt") - DateTimeOffset.UtcNow).TotalDays, 1.99, 2.01);
    }

    [Fact]
    public async Task Tags_may_be_a_list_or_repeated()
    {
        using var form = Multipart.FileLast(NewPicture(), "cat.png", ("tags", "one,two"), ("tags", "three"), ("tags", "ONE"));
        Assert.Equal(["one", "two", "three"], (await Host.PostAsync("images", form)).Ok(202).Texts("tags"));
    }

    [Fact]
    public async Task The_content_decides_the_type_not_the_name()
    {
        using var form = Multipart.FileLast(NewPicture(), "cat.jpg");
        Assert.Equal("image/png", (await Host.PostAsync("images", form)).Ok(202).Text("contentType"));
    }

    [Theory]
    [InlineData(1023, 422, "too_small")]
    [InlineData(25 * 1024 * 1024, 202, null)]
    [InlineData((25 * 1024 * 1024) + 1, 413, "too_large")]
    public async Task A_file_has_1_KB_to_25_MB_and_nothing_of_another_is_kept(int bytes, int status, string? code)
    {
        var user = NewName();
        using var form = Multipart.FileLast(PngOfSize(bytes), "picture.png", ("user_id", user));
        var answer = await Host.PostAsync("images", form);
        if (code is null)
            answer.Ok(status);
        else
            answer.Problem(status, code);
        Assert.Equal(code is null ? 1 : 0, (await Host.GetAsync($"users/{user}/images")).Ok().Count("count"));
    }

    [Fact]
    public async Task A_file_that_is_no_image_is_415_unsupported_type()
    {
        using var form = Multipart.FileLast(Encoding.UTF8.GetBytes(new string('x', 5000)), "cat.png");
        (await Host.PostAsync("images", form)).Problem(415, "unsupported_type");
    }

    [Fact]
    public async Task A_form_without_a_file_is_400_file_required()
    {
        using var form = new MultipartFormDataContent { { new StringContent("A cat"), "title" } };
        var problem = (await Host.PostAsync("images", form)).Problem(400, "file_required");
        Assert.Contains("file", problem.At("errors").Members());
    }

    [Fact]
    public async Task A_file_without_a_name_is_400_file_name_required()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(NewPicture()), "file" } };
        (await Host.PostAsync("images", form)).Problem(400, "file_name_required");
    }

    [Theory]
    [InlineData("title", 201)]
    [InlineData("description", 1001)]
    [InlineData("user_id", 129)]
    public async Task A_field_that_breaks_a_rule_after_the_file_is_400_and_nothing_is_kept(string field, int length)
    {
        var tag = NewName();
        using var form = Multipart.FileFirst(NewPicture(), "cat.png", ("tags", tag), (field, new string('x', length)));
        Assert.Equal(400, (await Host.PostAsync("images", form)).Status);
        Assert.Empty((await Host.GetAsync($"tags/{tag}/images")).Ok().Items("images"));
    }

    [Fact]
    public async Task Another_content_type_is_415()
    {
        using var content = new ByteArrayContent(NewPicture());
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        (await Host.PostAsync("images", content)).Problem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task The_content_type_is_read_without_regard_to_case()
    {
        using var form = Multipart.FileLast(NewPicture(), "cat.png");
        var type = form.Headers.ContentType!.ToString().Replace("multipart/form-data", "Multipart/Form-Data", StringComparison.Ordinal);
        form.Headers.Remove("Content-Type");
        form.Headers.TryAddWithoutValidation("Content-Type", type);
        (await Host.PostAsync("images", form)).Ok(202);
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=")]
    [InlineData("multipart/form-data; boundary=\"\"")]
    public async Task A_form_without_a_boundary_is_400(string type)
    {
        using var content = new ByteArrayContent("--x\r\n"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (await Host.PostAsync("images", content)).Problem(400, "invalid_request");
    }

    [Fact]
    public async Task A_form_that_ends_too_early_is_400_and_nothing_is_kept()
    {
        var user = NewName();
        using var whole = Multipart.FileLast(NewPicture(), "cat.png", ("user_id", user));
        var bytes = await whole.ReadAsByteArrayAsync(Token);
        using var half = new ByteArrayContent(bytes[..(bytes.Length - 500)]);
        half.Headers.TryAddWithoutValidation("Content-Type", whole.Headers.ContentType!.ToString());
        (await Host.PostAsync("images", half)).Problem(400, "invalid_request");
        Assert.Empty((await Host.GetAsync($"users/{user}/images")).Ok().Items("images"));
    }

    [Fact]
    public async Task More_than_32_parts_are_400()
    {
        using var form = Multipart.FileFirst(NewPicture(), "cat.png", [.. Enumerable.Range(0, 40).Select(i => ($"field{i}", "x"))]);
        (await Host.PostAsync("images", form)).Problem(400, "invalid_request");
    }

    [Fact]
    public async Task A_file_is_passed_on_to_storage_while_it_arrives()
    {
        var stored = new TaskCompletionSource();
        faulty.Storage.Before = static (_, _) => Task.FromResult(StorageFate.Pass);
        faulty.Storage.After = (method, url) =>
        {
            if (method == "PUT" && url.Contains("comp=block&", StringComparison.Ordinal))
                stored.TrySetResult();
        };
        using var form = new MultipartFormDataContent
        {
            { new HesitantContent(PngOfSize(4 * 1024 * 1024), 3 * 1024 * 1024, stored.Task), "file", "large.png" },
        };
        (await faulty.Host.PostAsync("images", form)).Ok(202);
    }

    private static byte[] PngOfSize(int bytes)
    {
        var content = new byte[bytes];
        byte[] signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        signature.CopyTo(content, 0);
        return content;
    }

    /// <summary>Sends the rest only when the other end has been seen to store the first part.</summary>
    private sealed class HesitantContent(byte[] bytes, int firstPart, Task goOn) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, firstPart));
            await stream.FlushAsync();
            await goOn.WaitAsync(TimeSpan.FromSeconds(30));
            await stream.WriteAsync(bytes.AsMemory(firstPart));
        }

        protected override bool TryComputeLength(out long length)
        {
            // A body of known length is read whole by the Functions host before the worker hears of it; only chunks stream.
            length = 0;
            return false;
        }
    }
}
