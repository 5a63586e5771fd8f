using System.Text;
using FixPix.Training.Torch;

namespace FixPix.DetectorAblation;

/// <summary>What the command lines of ablations have in common.</summary>
internal static class AblationEntry
{
    /// <summary>What trains here, for the report.</summary>
    public static string Machine => $"libtorch {TorchLibrary.Version} on {TorchDevice.Best}, {Environment.ProcessorCount} processors";

    /// <summary>Writes the report anew after every variant: a night that ends early leaves a table of what it had.</summary>
    /// <param name="path">The report's file.</param>
    /// <param name="text">Its text, of what is finished so far.</param>
    /// <param name="finished">The variants as they are finished.</param>
    /// <param name="wanted">How many there should be.</param>
    /// <exception cref="FixPixException">Some could not be finished.</exception>
    public static void Report<TResult>(string path, Func<string> text, IEnumerable<TResult> finished, int wanted)
    {
        int count = 0;
        foreach (TResult _ in finished)
        {
            count++;
            byte[] bytes = Encoding.UTF8.GetBytes(text());
            AtomicFile.Write(path, overwrite: true, stream => stream.Write(bytes));
        }

        if (count < wanted)
        {
            throw new FixPixException($"{wanted - count} of {wanted} variants could not be finished");
        }

        Console.WriteLine($"{path}: {count} variants");
    }

    /// <summary>Runs a command: its exit code, with a line for what went wrong.</summary>
    /// <param name="command">What the line begins with.</param>
    /// <param name="run">The command.</param>
    public static int Guard(string command, Action run)
    {
        try
        {
            run();
            return 0;
        }
        catch (FixPixException failure)
        {
            Console.Error.WriteLine($"{command}: {failure.Message}");
            return 2;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"{command}: stopped; the same command goes on");
            return 130;
        }
    }
}
