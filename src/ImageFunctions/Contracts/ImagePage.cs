namespace ImageFunctions.Contracts;

public sealed record ImagePage(IReadOnlyList<ImageView> Images, int Count, string? NextCursor)
{
    public string? LastKey => NextCursor;
    public string? LastEvaluatedKey => NextCursor;
}
