namespace FixPix.RawFiles;

/// <summary>What users call the ways in which headerless dumps are packed.</summary>
public static class DumpPackings
{
    private static readonly (string Name, DumpPacking Packing)[] s_all =
    [
        ("u8", DumpPacking.Bytes8), ("u16le", DumpPacking.LittleEndian16), ("u16be", DumpPacking.BigEndian16),
        ("raw10", DumpPacking.MipiRaw10), ("raw12", DumpPacking.MipiRaw12),
    ];

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => s_all.Select(entry => entry.Name);

    /// <summary>Finds a packing by its name, in any letter case.</summary>
    /// <returns>Whether there is one; <see cref="DumpPacking.Guess"/> otherwise.</returns>
    public static bool TryParse(string? name, out DumpPacking packing)
    {
        packing = s_all.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Packing;
        return packing != DumpPacking.Guess;
    }
}
