namespace ImageFunctions.Contracts;

/// <summary>A request that cannot be answered as asked. The code is stable and public; so is the detail.</summary>
public sealed class ProblemException : Exception
{
    public ProblemException(ProblemCode code, string detail, Exception? innerException = null)
        : base(detail, innerException) => Code = code;

    /// <summary>One of <see cref="ProblemCodes"/>.</summary>
    public ProblemCode Code { get; }

    /// <summary>Messages by field for invalid input.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When it makes sense to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ProblemException Invalid(
        string field, string message, ProblemCode? code = null, Exception? innerException = null) =>
        new(code ?? ProblemCodes.InvalidRequest, message, innerException)
        {
            Errors = new Dictionary<string, string[]> { [field] = [message] },
        };

    public static ProblemException ImageNotFound() => new(ProblemCodes.ImageNotFound, "There is no image with this id.");
}

/// <summary>Storage could not be reached or asked for patience, after the client's own retries.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException);

/// <summary>The record changed since it was read.</summary>
public sealed class RecordConflictException() : Exception("The record was changed by another writer.");
