using ImageFunctions.Contracts;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Uploads;

/// <summary>Idempotency-Key on POST images/upload and POST images.</summary>
[Collection(nameof(Faulty))]
public sealed class IdempotencyTests(ContractService service, FaultyService faulty) : ContractTest(service)
{
    [Fact]
    public async Task The_same_key_repeats_the_first_answer()
    {
        var key = ("Idempotency-Key", NewName());
        var first = await Patient.PostAsync("images/upload", new { fileName = "cat.png", title = "A cat" }, key);
        var second = await Patient.PostAsync("images/upload", new { fileName = "cat.png", title = "A cat" }, key);
        first.Ok();
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task The_first_answer_stays_when_the_image_is_done()
    {
        var key = ("Idempotency-Key", NewName());
        var first = await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key);
        await Host.PutAsync(first.Ok(), NewPicture());
        await Host.EnqueueAsync(UploadEvents.EventGrid(first.Json.Text("imageId")));
        await Host.WaitForAsync(first.Json.Text("imageId"), "completed");
        Assert.Equal(first.Text, (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key)).Text);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_409()
    {
        var key = ("Idempotency-Key", NewName());
        (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key)).Ok();
        (await Patient.PostAsync("images/upload", new { fileName = "dog.png" }, key)).Problem(409, "idempotency_conflict");
        (await Patient.PostAsync("upload", new { fileName = "dog.png" }, key)).Problem(409, "idempotency_conflict");
    }

    [Fact]
    public async Task Keys_of_different_owners_do_not_meet()
    {
        var key = ("Idempotency-Key", NewName());
        var mine = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key, As(NewName()))).Ok();
        var yours = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key, As(NewName()))).Ok();
        Assert.NotEqual(mine.Text("imageId"), yours.Text("imageId"));
    }

    [Fact]
    public async Task An_owners_name_does_not_run_into_a_key()
    {
        var owner = NewName();
        Assert.NotEqual(
            await IssueAsync(null, As($"{owner}.b"), ("Idempotency-Key", "c")),
            await IssueAsync(null, As(owner), ("Idempotency-Key", "b.c")));
    }

    [Fact]
    public async Task Ten_requests_at_once_with_one_key_make_one_image()
    {
        var key = ("Idempotency-Key", NewName());
        var user = As(NewName());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key, user)));
        Assert.All(answers, answer => answer.Ok());
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single((await Host.GetAsync($"users/{user.Value}/images")).Ok().Ids());
    }

    [Fact]
    public async Task A_repeat_that_overtakes_the_first_request_gets_the_same_answer()
    {
        var (met, waiting) = (new TaskCompletionSource(), 0);
        faulty.Storage.Before = async (method, url) =>
        {
            // Holds the insertion of a record until there is a second one.
            if (method == "POST" && url.EndsWith("/images", StringComparison.Ordinal))
            {
                if (Interlocked.Increment(ref waiting) == 2)
                    met.SetResult();
                await met.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
            }

            return StorageFate.Pass;
        };
        var key = ("Idempotency-Key", NewName());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => faulty.Host.PostAsync("images/upload", new { fileName = "cat.png" }, key)));
        Assert.All(answers, answer => answer.Ok());
        Assert.Equal(answers[0].Text, answers[1].Text);
    }

    [Fact]
    public async Task A_key_whose_URL_has_run_out_is_409_with_what_happened_and_after_24_hours_it_is_free()
    {
        var key = ("Idempotency-Key", NewName());
        var body = new { fileName = "cat.png" };
        var first = (await Patient.PostAsync("images/upload", body, key)).Ok().Text("imageId");
        Assert.Equal(first, await AgainAsync(TimeSpan.FromMinutes(59)));
        foreach (var hours in (double[])[1.01, 23.9])
        {
            var problem = await Assert.ThrowsAsync<ProblemException>(() => AgainAsync(TimeSpan.FromHours(hours)));
            Assert.Equal(ProblemCodes.UploadExpired, problem.Code);
            Assert.Contains(first, problem.Message, StringComparison.Ordinal);
            Assert.Contains("pending", problem.Message, StringComparison.Ordinal);
        }

        Assert.NotEqual(first, await AgainAsync(TimeSpan.FromHours(24.1)));

        async Task<string> AgainAsync(TimeSpan later)
        {
            await using var services = await Contract.ServicesAsync(later);
            return (await services.IssueAsync(body, key)).Text("imageId");
        }
    }

    [Fact]
    public async Task A_key_whose_image_was_deleted_is_409_with_what_happened()
    {
        var key = ("Idempotency-Key", NewName());
        var id = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key)).Ok().Text("imageId");
        (await Host.SendAsync(HttpMethod.Delete, $"images/{id}")).Ok();
        var problem = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key)).Problem(409, "idempotency_conflict");
        Assert.Contains($"{id}, was deleted", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_differ_by_case_are_two()
    {
        var key = NewName();
        var lower = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, ("Idempotency-Key", key + "k"))).Ok();
        var upper = (await Patient.PostAsync("images/upload", new { fileName = "dog.png" }, ("Idempotency-Key", key + "K"))).Ok();
        Assert.NotEqual(lower.Text("imageId"), upper.Text("imageId"));
    }

    [Fact]
    public async Task A_form_with_a_key_is_received_once()
    {
        var (user, key) = (As(NewName()), ("Idempotency-Key", NewName()));
        var picture = NewPicture();
        var first = await SendAsync(picture, "A cat");
        var second = await SendAsync(picture, "A cat");
        Assert.Equal(first.Ok(202).Text("imageId"), second.Ok(202).Text("imageId"));
        Assert.Equal(first.Headers["Location"], second.Headers["Location"]);
        (await SendAsync(picture, "Another title")).Problem(409, "idempotency_conflict");
        (await SendAsync(NewPicture(), "A cat")).Problem(409, "idempotency_conflict");
        (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, user, key)).Problem(409, "idempotency_conflict");
        Assert.Single((await Host.GetAsync($"users/{user.Value}/images")).Ok().Ids());
        await Host.WaitForAsync(first.Json.Text("imageId"), "completed");

        async Task<Answer> SendAsync(byte[] file, string title)
        {
            using var form = Multipart.FileFirst(file, "cat.png", ("title", title));
            return await Host.PostAsync("images", form, user, key);
        }
    }

    [Fact]
    public async Task A_form_that_was_refused_does_not_use_up_its_key()
    {
        var (user, key) = (As(NewName()), ("Idempotency-Key", NewName()));
        using var bad = Multipart.FileFirst(NewPicture(), "cat.png", ("title", new string('x', 201)));
        Assert.Equal(400, (await Host.PostAsync("images", bad, user, key)).Status);
        using var good = Multipart.FileFirst(NewPicture(), "cat.png", ("title", "x"));
        (await Host.PostAsync("images", good, user, key)).Ok(202);
        Assert.Single((await Host.GetAsync($"users/{user.Value}/images")).Ok().Ids());
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task A_key_has_1_to_255_characters(int length)
    {
        (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, ("Idempotency-Key", new string('k', length))))
            .Problem(400, "invalid_request", "Idempotency-Key");
    }

    [Fact]
    public async Task A_key_may_have_any_255_characters()
    {
        // What a header can hold, with an owner as long as one may be: more than a table key can hold as it is.
        var key = ("Idempotency-Key", NewName() + new string('/', 222));
        var owner = As(new string('#', 96) + NewName()[..32]);
        var first = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key, owner)).Ok();
        var second = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key, owner)).Ok();
        Assert.Equal(first.Text("imageId"), second.Text("imageId"));
    }
}
