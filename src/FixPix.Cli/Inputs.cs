using System.CommandLine;
using System.IO.Enumeration;
using FixPix.RawFiles;

namespace FixPix.Cli;

/// <summary>The files that a command works on: names, globs (for shells that leave them alone) and folders.</summary>
internal static class Inputs
{
    public static Argument<string[]> Argument(string description) => new("files")
    {
        Description = description + " Globs ('*.dng', 'shots/**/*.NEF') and folders are expanded.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The files behind the words, in the order of the words, sorted within a glob or folder, each once.</summary>
    /// <param name="words">Names, globs, folders.</param>
    /// <param name="belongs">Which files of a folder are meant; raw files by default.</param>
    /// <exception cref="FixPixException">There is no word, or a glob or folder holds nothing.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> words, Func<string, bool>? belongs = null)
    {
        List<string> files = [];
        HashSet<string> seen = [];
        foreach (string word in words)
        {
            foreach (string file in ExpandOne(word, belongs ?? RawFile.HasKnownExtension))
            {
                if (seen.Add(Path.GetFullPath(file)))
                {
                    files.Add(file);
                }
            }
        }

        return files.Count > 0 ? files : throw new FixPixException("no input file given");
    }

    private static string[] ExpandOne(string word, Func<string, bool> belongs)
    {
        if (Directory.Exists(word))
        {
            return Found(word, Directory.EnumerateFiles(word).Where(belongs));
        }

        if (word.StartsWith("--", StringComparison.Ordinal) && !File.Exists(word))
        {
            throw new FixPixException($"{word}: no option of this command, and no file");
        }

        if (File.Exists(word) || word.AsSpan().IndexOfAny('*', '?') < 0)
        {
            return [word];
        }

        return Found(word, Glob(word));
    }

    private static IEnumerable<string> Glob(string pattern)
    {
        string[] parts = pattern.Replace('\\', '/').Split('/');
        int wild = Array.FindIndex(parts, part => part.AsSpan().IndexOfAny('*', '?') >= 0);
        string root = string.Join('/', parts[..wild]);
        root = root.Length > 0 ? root : pattern.StartsWith('/') ? "/" : ".";
        if (!Directory.Exists(root))
        {
            return [];
        }

        string[] rest = parts[wild..];
        return Walk(root, rest).Select(path => wild == 0 && path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
    }

    private static IEnumerable<string> Walk(string folder, string[] parts)
    {
        if (parts[0] == "**")
        {
            IEnumerable<string> here = parts.Length > 1 ? Walk(folder, parts[1..]) : Directory.EnumerateFiles(folder);
            return here.Concat(Directory.EnumerateDirectories(folder).SelectMany(inner => Walk(inner, parts)));
        }

        bool Fits(string path) => FileSystemName.MatchesSimpleExpression(parts[0], Path.GetFileName(path), ignoreCase: OperatingSystem.IsWindows());
        return parts.Length == 1
            ? Directory.EnumerateFiles(folder).Where(Fits)
            : Directory.EnumerateDirectories(folder).Where(Fits).SelectMany(inner => Walk(inner, parts[1..]));
    }

    private static string[] Found(string word, IEnumerable<string> files)
    {
        string[] sorted = files.Order(StringComparer.Ordinal).ToArray();
        return sorted.Length > 0 ? sorted : throw new FixPixException($"{word}: no file there that FixPix reads");
    }
}
