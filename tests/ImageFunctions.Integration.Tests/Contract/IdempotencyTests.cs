using ImageFunctions.Functions;
using ImageFunctions.Testing.Wire;

namespace ImageFunctions.Integration.Tests.Contract;

/// <summary>Idempotency-Key on POST images/upload.</summary>
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
    public async Task Ten_requests_at_once_with_one_key_make_one_image()
    {
        var key = ("Idempotency-Key", NewName());
        var user = As(NewName());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Patient.PostAsync("images/upload", new { fileName = "cat.png" }, key, user)));
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
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => faulty.Host.PostAsync("images/upload", new { fileName = "cat.png" }, key)));
        Assert.All(answers, answer => answer.Ok());
        Assert.Equal(answers[0].Text, answers[1].Text);
    }

    [Fact]
    public async Task Within_24_hours_a_key_is_remembered_and_after_them_it_is_free()
    {
        var key = ("Idempotency-Key", NewName());
        var body = new { fileName = "cat.png" };
        var first = (await Patient.PostAsync("images/upload", body, key)).Ok().Text("imageId");
        Assert.Equal(first, await AgainAsync(TimeSpan.FromHours(23.9)));
        Assert.NotEqual(first, await AgainAsync(TimeSpan.FromHours(24.1)));

        async Task<string> AgainAsync(TimeSpan later)
        {
            await using var services = await Contract.ServicesAsync(later);
            return (await services.CallAsync<UploadFunctions>((function, request) => function.CreateUpload(request, Token), body, key)).Json.Text("imageId");
        }
    }

    [Theory]
    [InlineData(256)]
    [InlineData(0)]
    public async Task A_key_has_1_to_255_characters(int length)
    {
        var problem = (await Patient.PostAsync("images/upload", new { fileName = "cat.png" }, ("Idempotency-Key", new string('k', length)))).Problem(400, "invalid_request");
        Assert.Equal(["Idempotency-Key"], problem.At("errors").Members());
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
