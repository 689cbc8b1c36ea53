using System.Collections.Concurrent;
using Grpc.Core;
using ImageFunctions.LocalHost.Protocol;

namespace ImageFunctions.LocalHost.Worker;

/// <summary>Where workers connect to: leads each to the conversation that waits for it.</summary>
internal sealed class WorkerStreams : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, WorkerConversation> _expected = [];

    public void Expect(string workerId, WorkerConversation conversation) => _expected[workerId] = conversation;

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        if (await requestStream.MoveNext(context.CancellationToken)
            && requestStream.Current.StartStream is { } start && _expected.TryRemove(start.WorkerId, out var conversation))
            await conversation.RunAsync(requestStream, responseStream, context.CancellationToken);
    }
}
