using System.Text.RegularExpressions;

namespace FixPix.Tests.House;

/// <summary>The README's C# is what <see cref="ReadmeExamples"/> compiles and runs, word for word.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Examples_are_the_code_that_is_compiled_and_run()
    {
        string[] shown = [.. Fence().Matches(Read("README.md")).Select(match => Plain(match.Groups[1].Value))];
        string[] compiled = [.. Example().Matches(Read("tests/FixPix.Tests/House/ReadmeExamples.cs")).Select(match => Plain(match.Groups[1].Value))];
        Assert.Equal(2, shown.Length);
        Assert.Equal(shown, compiled);
    }

    [Fact]
    public void Files_that_the_readme_points_to_are_there() =>
        Assert.All(Link().Matches(Read("README.md")).Select(match => match.Groups[1].Value), path =>
            Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    // Without the using lines, the indentation and empty lines.
    private static string Plain(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"// README begins\n(.*?)// README ends", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();
}
