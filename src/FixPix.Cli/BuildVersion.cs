using System.Reflection;

namespace FixPix.Cli;

/// <summary>Which program this is.</summary>
internal static class BuildVersion
{
    /// <summary>"0.1.0, commit abc…": the version, and the commit that it was built from where that is known.</summary>
    public static string Text { get; } = Describe(typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown version");

    private static string Describe(string version) => version.Split('+', 2) is [string number, string commit] ? $"{number}, commit {commit}" : version;
}
