using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime;
using ImageFunctions.Bench.Requests;

namespace ImageFunctions.Bench.Requests
{
    /// <summary>What the runtime of a worker has counted since its process began; this program is its startup hook and tells.</summary>
    /// <param name="Allocated">Bytes.</param>
    /// <param name="Compiled">Methods that were not compiled ahead.</param>
    internal sealed record WorkerFigures(long Allocated, int Compiled, double CompilingMs)
    {
        private const string PortVariable = "BENCH_FIGURES_PORT";

        /// <summary>Settings with which a worker tells its figures at a port.</summary>
        public static IEnumerable<KeyValuePair<string, string>> Settings(int port) =>
        [
            new("DOTNET_STARTUP_HOOKS", typeof(WorkerFigures).Assembly.Location),
            new(PortVariable, port.ToString(CultureInfo.InvariantCulture)),
        ];

        public static async Task<WorkerFigures> ReadAsync(int port, CancellationToken cancellationToken)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            using var reader = new StreamReader(client.GetStream());
            var told = (await reader.ReadToEndAsync(cancellationToken)).Split(' ')
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture));
            return told.ToList() is [var allocated, var compiled, var ms] ? new WorkerFigures((long)allocated, (int)compiled, ms)
                : throw new InvalidOperationException("The worker told something else than its figures.");
        }

        /// <summary>In the worker: answers every caller, until the process ends.</summary>
        public static void Tell()
        {
            var port = int.Parse(Environment.GetEnvironmentVariable(PortVariable)!, CultureInfo.InvariantCulture);
            var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            while (true)
            {
                using var caller = listener.AcceptTcpClient();
                var told = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{GC.GetTotalAllocatedBytes(precise: true)} "
                    + $"{JitInfo.GetCompiledMethodCount()} {JitInfo.GetCompilationTime().TotalMilliseconds}");
                caller.GetStream().Write(System.Text.Encoding.ASCII.GetBytes(told));
            }
        }
    }
}

/// <summary>Run by the runtime in the worker's process, before the app.</summary>
internal static class StartupHook
{
    public static void Initialize() => new Thread(WorkerFigures.Tell) { IsBackground = true, Name = "Tells figures" }.Start();
}
