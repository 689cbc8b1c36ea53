#nullable enable
namespace Azure.Data.Tables.Wire;

/// <summary>The answer to a read of something that is not there.</summary>
internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException("NullableResponse.HasValue is false: there is no value.");

    public override Response GetRawResponse() => response;
}
