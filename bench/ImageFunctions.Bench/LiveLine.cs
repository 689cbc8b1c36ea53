namespace ImageFunctions.Bench;

/// <summary>A line that is written over by the next; dev.cs knows it by its first character.</summary>
internal static class LiveLine
{
    private const string Mark = "… ";

    public static void Show(string text)
    {
        if (Console.IsOutputRedirected)
            Console.WriteLine(Mark + text);
        else
            Console.Write($"\r\e[2K{Mark}{text}");
    }

    public static void End()
    {
        if (!Console.IsOutputRedirected)
            Console.Write("\r\e[2K");
    }
}
