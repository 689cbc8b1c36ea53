using System.Globalization;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused; nothing of it was stored.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            Checked(requestFailedException).Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException) =>
        FailedTransactionActionIndex = requestFailedException.Data[TableErrorParser.FailedActionKey] is string index
            ? int.Parse(index, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The position of the step at fault, from 0, when the service names one.</summary>
    public int? FailedTransactionActionIndex { get; }

    private static RequestFailedException Checked(RequestFailedException cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause;
    }
}
