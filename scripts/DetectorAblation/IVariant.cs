namespace FixPix.DetectorAblation;

/// <summary>A training with one thing changed.</summary>
internal interface IVariant
{
    /// <summary>What the command line, its folder and the table call it.</summary>
    string Name { get; }

    /// <summary>Those of a list of names with commas between them, in the order of all.</summary>
    /// <exception cref="FixPixException">There is no variant of a name.</exception>
    static IReadOnlyList<TVariant> Named<TVariant>(IReadOnlyList<TVariant> all, string names)
        where TVariant : IVariant
    {
        string[] wanted = names.Split(',', StringSplitOptions.TrimEntries);
        return wanted.FirstOrDefault(name => all.All(variant => variant.Name != name)) is string unknown
            ? throw new FixPixException($"no variant is called '{unknown}'; there are {string.Join(", ", all.Select(static variant => variant.Name))}")
            : [.. all.Where(variant => wanted.Contains(variant.Name))];
    }
}
