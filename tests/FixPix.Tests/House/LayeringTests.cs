using System.Text.RegularExpressions;

namespace FixPix.Tests.House;

/// <summary>Who may name whom, read from the sources: the arrows of ARCHITECTURE.md.</summary>
public sealed partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> s_mayName = new()
    {
        ["Mosaics"] = [],
        ["Defects"] = ["Mosaics"],
        ["Neural"] = [],
        ["Models"] = ["Neural"],
        ["Simulation"] = ["Mosaics", "Defects"],
        ["Metrics"] = ["Mosaics", "Defects"],
        ["Features"] = ["Mosaics", "Neural"],
        ["Detection"] = ["Mosaics", "Defects", "Neural", "Features", "Models"],
        ["Correction"] = ["Mosaics", "Defects", "Neural", "Features", "Models"],
        ["Evaluation"] = ["Mosaics", "Defects", "Simulation", "Metrics", "Detection", "Correction"],
        ["RawFiles"] = ["Mosaics", "Defects"],
        ["Preview"] = ["Mosaics", "Defects", "Metrics", "RawFiles"],
    };

    public static TheoryData<string> Folders => new(Directory.GetDirectories(Path.Combine(Repository.Root, "src/FixPix")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj"))!);

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_names_only_the_folders_below_it(string folder)
    {
        Assert.True(s_mayName.ContainsKey(folder), $"src/FixPix/{folder} has no place in the layering; say in LayeringTests and ARCHITECTURE.md what it may name");
        List<string> wrong = [];
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/FixPix", folder), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match match in NamespaceName().Matches(File.ReadAllText(file)))
            {
                string named = match.Groups[1].Value;
                if (named != folder && s_mayName.ContainsKey(named) && !s_mayName[folder].Contains(named))
                {
                    wrong.Add($"{Path.GetRelativePath(Repository.Root, file)} names {named}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>The projects above the library: the command line sees all, experiments never see it, trainings see neither.</summary>
    [Theory]
    [InlineData("FixPix", "Training|Experiments|Cli")]
    [InlineData("FixPix.Training", "Experiments|Cli")]
    [InlineData("FixPix.Experiments", "Cli")]
    public void Project_names_only_what_lies_below(string project, string above)
    {
        Regex forbidden = new($@"\b(using|namespace) (static )?FixPix\.({above})\b");
        Assert.DoesNotContain(Sources($"src/{project}"), file => forbidden.IsMatch(File.ReadAllText(file)));
    }

    /// <summary>Inside the engine: networks are made of layers, layers of kernels, and each knows only what lies below it.</summary>
    [Theory]
    [InlineData("Kernels", "Layers|Networks|Weights|Onnx")]
    [InlineData("Weights", "Kernels|Layers|Networks|Onnx")]
    [InlineData("Layers", "Networks|Onnx")]
    [InlineData("Networks", "Onnx")]
    public void Engine_names_only_what_lies_below(string folder, string above)
    {
        Regex forbidden = new($@"\bFixPix\.Neural\.({above})\b");
        Assert.DoesNotContain(Sources($"src/FixPix/Neural/{folder}"), file => forbidden.IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void Library_never_prints_and_never_reads_the_clock_or_an_unseeded_random()
    {
        string[] wrong = Sources("src/FixPix").Where(file => Forbidden().IsMatch(File.ReadAllText(file))).ToArray();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Names_that_say_nothing_are_not_used()
    {
        string[] wrong = Sources("src").Where(file => VagueName().IsMatch(Path.GetRelativePath(Repository.Root, file))).ToArray();
        Assert.Empty(wrong);
    }

    [Fact]
    public void Unsafe_code_stays_in_kernels_and_codecs()
    {
        string[] allowed = ["src/FixPix/Neural/Kernels/", "src/FixPix/RawFiles/", "src/FixPix/Detection/", "src/FixPix/Correction/", "src/FixPix.Training/Torch/"];
        string[] wrong = Sources("src")
            .Where(file => UnsafeCode().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !allowed.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
            .ToArray();
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"\bFixPix\.([A-Z]\w+)")]
    private static partial Regex NamespaceName();

    [GeneratedRegex(@"\bConsole\.|DateTime(Offset)?\.(Utc)?Now|Stopwatch|new Random\(\)|Random\.Shared")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"(Core|Common|Abstractions|Helpers?|Utils?|Utilities|Manager)(/|\.cs|$)")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\bunsafe\b|\bUnsafe\.")]
    private static partial Regex UnsafeCode();
}
